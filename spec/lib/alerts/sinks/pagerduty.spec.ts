import { expect } from 'chai';
import type { Notice } from '../../../../lib/alerts/notice.ts';
import { createPagerDutySink } from '../../../../lib/alerts/sinks/pagerduty.ts';
import { describeSinkContract } from '../../../contracts/sink.ts';
import { answer, type Receiver, startReceiver } from '../../../support/receiver.ts';
import { acknowledged, recovered, stuck, trouble } from './notices.ts';

const ROUTING_KEY = '0123456789abcdef0123456789abcdef';

describeSinkContract('pagerduty', {
  create: (setting, options) =>
    createPagerDutySink({ type: 'pagerduty', routingKey: ROUTING_KEY, ...setting }, options),
  secrets: [ROUTING_KEY],
  final: [400],
});

describe('a PagerDuty sink', () => {
  let receiver: Receiver;
  beforeEach(async () => {
    receiver = await startReceiver();
    receiver.always(answer(202, { body: '{"status":"success"}' }));
  });
  afterEach(() => receiver.close());

  const eventOf = async (notice: Notice) => {
    const sink = createPagerDutySink({
      type: 'pagerduty',
      routingKey: ROUTING_KEY,
      url: `${receiver.url}/v2/enqueue`,
      allowPrivate: true,
    });
    expect(await sink.send(notice)).to.deep.equal({ status: 202 });
    sink.close();
    return receiver.requests.at(-1)?.json() as {
      event_action: string;
      dedup_key: string;
      payload: { summary: string; group?: string; custom_details: object };
    };
  };

  it('triggers an alert', async () => {
    expect(await eventOf(stuck())).to.deep.equal({
      routing_key: ROUTING_KEY,
      event_action: 'trigger',
      dedup_key: 'al_1f3b',
      client: 'connect-tracker',
      payload: {
        summary: 'Stuck in mfa at institution 101732 for 5 min, waiting on the customer',
        source: 'connect-tracker',
        severity: 'warning',
        timestamp: '2026-09-27T09:30:00.000Z',
        component: 'connect',
        group: '101732',
        class: 'sessionStuck',
        custom_details: {
          stage: 'mfa',
          since: '2026-09-27T09:25:00.000Z',
          waiting_on: 'customer',
          session_id: 'se_9a',
          institution_id: '101732',
          details: 'mfa usually takes 40.0 s here; this one 5 min.',
        },
      },
    });
  });

  it('acknowledges and resolves it under the same key', async () => {
    const raised = await eventOf(stuck());
    const taken = await eventOf(acknowledged());
    const resolved = await eventOf(recovered());
    expect([taken.event_action, resolved.event_action]).to.deep.equal(['acknowledge', 'resolve']);
    expect([taken.dedup_key, resolved.dedup_key]).to.deep.equal([raised.dedup_key, raised.dedup_key]);
    expect(resolved.payload.custom_details).to.include({ resolution: 'recovered' });
    expect(await eventOf({ ...stuck(), alert: recovered().alert })).to.deep.equal(raised);
  });

  it('names the sessions of an institution in trouble, and links to where one reads on', async () => {
    const { link } = trouble(3);
    const event = await eventOf(trouble(3));
    expect(event.payload.custom_details).to.deep.equal({
      institution_id: '101732',
      customers: 3,
      session_ids: ['se_0', 'se_1', 'se_2'],
    });
    expect(event).to.deep.include({
      client_url: link,
      links: [{ href: link, text: 'The alert in connect-tracker' }],
    });
  });

  it('keeps to the limits of PagerDuty', async () => {
    const { dedup_key, payload } = await eventOf(
      stuck({ summary: '😀'.repeat(2_000) }, { id: 'a'.repeat(300) }),
    );
    expect(payload.summary).to.have.length.within(1_000, 1_024);
    expect(payload.summary).to.match(/😀…$/u);
    expect(dedup_key).to.have.length(255);
    const huge = await eventOf(stuck({}, { institutionId: 'x'.repeat(5_000) }));
    expect(JSON.stringify(huge).length).to.be.below(512 * 1_024);
  });

  it('calls PagerDuty where no other URL is given', () => {
    const sink = createPagerDutySink({ type: 'pagerduty', routingKey: ROUTING_KEY });
    expect(sink).to.include({ name: 'pagerduty', type: 'pagerduty', tellsAcknowledged: true });
  });
});
