import { expect } from 'chai';
import fc from 'fast-check';
import type { Notice } from '../../../../lib/alerts/notice.ts';
import { createAlertmanagerSink } from '../../../../lib/alerts/sinks/alertmanager.ts';
import { ConfigurationError } from '../../../../lib/errors.ts';
import { describeSinkContract } from '../../../contracts/sink.ts';
import { alertmanager, type PostedAlert } from '../../../fixtures/alertmanager.ts';
import { type Receiver, startReceiver } from '../../../support/receiver.ts';
import { anyText } from './any-text.ts';
import { AT, acknowledged, MINUTE, recovered, stuck, trouble } from './notices.ts';

describeSinkContract('alertmanager', {
  create: (setting, options) => createAlertmanagerSink({ type: 'alertmanager', ...setting }, options),
});

describe('an Alertmanager sink', () => {
  let receiver: Receiver;
  beforeEach(async () => {
    receiver = await startReceiver();
    receiver.always(alertmanager());
  });
  afterEach(() => receiver.close());

  /** What Alertmanager was sent, and took. */
  const posted = async (
    notice: Notice,
    { labels = {}, path = '', now = AT + MINUTE } = {},
  ): Promise<PostedAlert> => {
    const url = `${receiver.url}${path}`;
    const sink = createAlertmanagerSink(
      { type: 'alertmanager', url, labels, allowPrivate: true },
      { now: () => now },
    );
    await sink.send(notice);
    sink.close();
    const alerts = (receiver.requests.at(-1)?.json() ?? []) as PostedAlert[];
    const [alert = expect.fail('no alert came'), ...others] = alerts;
    expect(others).to.deep.equal([]);
    return alert;
  };

  it('tells an alert that ends by itself unless it is told again', async () => {
    expect(await posted(stuck())).to.deep.equal({
      labels: {
        alertname: 'ConnectTrackerSessionStuck',
        severity: 'warning',
        provider: 'connect',
        stage: 'mfa',
        institution_id: '101732',
        session_id: 'se_9a',
        alert_id: 'al_1f3b',
      },
      annotations: {
        summary: 'Stuck in mfa at institution 101732 for 5 min, waiting on the customer',
        description: 'mfa usually takes 40.0 s here; this one 5 min.',
        waiting_on: 'customer',
        since: '2026-09-27T09:25:00.000Z',
      },
      startsAt: '2026-09-27T09:30:00.000Z',
      endsAt: '2026-09-27T09:46:00.000Z',
    });
  });

  it('asks to be told again long before that', () => {
    const { refreshEvery } = createAlertmanagerSink({ type: 'alertmanager', url: 'https://alerts.example' });
    expect(refreshEvery).to.equal(5 * MINUTE);
  });

  it('puts the end off each time it tells an alert again', async () => {
    const later = await posted(stuck(), { now: AT + 61 * MINUTE });
    expect(later).to.include({ startsAt: '2026-09-27T09:30:00.000Z', endsAt: '2026-09-27T10:46:00.000Z' });
  });

  it('tells the end of an alert under the very labels it was raised under', async () => {
    const raised = await posted(stuck());
    const resolved = await posted(recovered(), { now: AT + 60 * MINUTE });
    expect(resolved.labels).to.deep.equal(raised.labels);
    expect(resolved.endsAt).to.equal('2026-09-27T09:32:00.000Z');
  });

  it('lets an alert end when somebody has acknowledged it', async () => {
    expect((await posted(acknowledged())).endsAt).to.equal('2026-09-27T09:31:00.000Z');
  });

  it('never tells an end that lies before the beginning', async () => {
    const corrected = { at: AT - 60 * MINUTE, reason: 'corrected' } as const;
    const { startsAt, endsAt } = await posted(recovered({ at: corrected.at }, { resolved: corrected }));
    expect(endsAt).to.equal(startsAt);
  });

  it('tells the end of a session for a quarter of an hour from when it is heard, however late that is', async () => {
    const { labels, endsAt } = await posted(stuck({}, { effect: 'sessionAbandoned' }), {
      now: AT + 120 * MINUTE,
    });
    expect(labels).to.include({ alertname: 'ConnectTrackerSessionAbandoned' });
    expect(endsAt).to.equal('2026-09-27T11:45:00.000Z');
  });

  it('leaves out labels that the alert does not have, and links to where one reads on', async () => {
    const { labels, annotations, generatorURL } = await posted(trouble(12));
    expect(labels).to.have.all.keys('alertname', 'severity', 'provider', 'institution_id', 'alert_id');
    expect(annotations).to.deep.equal({ summary: trouble(12).summary, customers: '12' });
    expect(generatorURL).to.equal(trouble(12).link);
  });

  it('adds the labels of its configuration, but no empty ones', async () => {
    const { labels } = await posted(stuck(), { labels: { team: 'payments', _x1: 'ü', none: '' } });
    expect(labels).to.include({ team: 'payments', _x1: 'ü', alertname: 'ConnectTrackerSessionStuck' });
    expect(labels).to.not.have.property('none');
  });

  it('finds the API below the path of its URL', async () => {
    for (const [path, expected] of [
      ['', '/api/v2/alerts'],
      ['/', '/api/v2/alerts'],
      ['/alertmanager', '/alertmanager/api/v2/alerts'],
      ['/a/b//', '/a/b/api/v2/alerts'],
      ['/a?tenant=b', '/a/api/v2/alerts?tenant=b'],
    ] as const) {
      receiver.always((response) => response.end());
      await posted(stuck(), { path });
      expect(receiver.requests.at(-1)?.path).to.equal(expected);
    }
  });

  it('refuses a label that Alertmanager would refuse, or that the alert itself gives', () => {
    const make = (label: string) => () =>
      createAlertmanagerSink({
        type: 'alertmanager',
        name: 'am',
        url: 'https://alerts.example',
        labels: JSON.parse(`{${JSON.stringify(label)}:"a"}`),
      });
    for (const label of ['', 'a-b', '1a', 'a b', 'ü', 'a\n']) {
      expect(make(label), label).to.throw(ConfigurationError, 'A label of the sink "am"');
    }
    for (const label of ['alertname', 'severity', 'session_id', 'alert_id']) {
      expect(make(label), label).to.throw(ConfigurationError, `The label ${label} of the sink "am"`);
    }
    expect(make('constructor')).to.not.throw();
  });

  it('is taken by Alertmanager whatever the ids and texts are', async () => {
    await fc.assert(
      fc.asyncProperty(anyText, anyText, anyText, async (institutionId, stage, summary) => {
        const { labels } = await posted(stuck({ summary, details: [summary] }, { institutionId, stage }));
        expect(Object.values(labels)).to.not.include('');
      }),
      { numRuns: 200 },
    );
  });
});

describe("the specs' Alertmanager", () => {
  const good = { labels: { a: 'b' }, startsAt: '2026-09-27T09:30:00Z', endsAt: '2026-09-27T09:30:00Z' };
  const verdicts: Record<string, [unknown, number]> = {
    'takes an alert': [[good], 200],
    'refuses no alert at all': [[], 400],
    'refuses an alert that is not in a list': [good, 400],
    'refuses an alert without labels': [[{ ...good, labels: {} }], 400],
    'refuses a label that is no text': [[{ ...good, labels: { a: 1 } }], 400],
    'refuses an empty label': [[{ ...good, labels: { a: '' } }], 400],
    'refuses a name of a label': [[{ ...good, labels: { 'a-b': 'c' } }], 400],
    'refuses a name of an annotation': [[{ ...good, annotations: { 'a-b': 'c' } }], 400],
    'refuses a time': [[{ ...good, startsAt: 1_790_000_000 }], 400],
    'refuses an end before the beginning': [[{ ...good, endsAt: '2026-09-27T09:29:59Z' }], 400],
    'refuses a link': [[{ ...good, generatorURL: '/a' }], 400],
    'refuses what it does not know': [[{ ...good, endAt: '2026-09-27T09:30:00Z' }], 400],
  };
  for (const [what, [body, status]] of Object.entries(verdicts)) {
    it(what, async () => {
      const receiver = await startReceiver();
      receiver.always(alertmanager());
      const init = {
        method: 'POST',
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json' },
      };
      expect((await fetch(`${receiver.url}/api/v2/alerts`, init)).status).to.equal(status);
      await receiver.close();
    });
  }
});
