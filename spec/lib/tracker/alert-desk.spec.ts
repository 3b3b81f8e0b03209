import { expect } from 'chai';
import type { AlertQuery } from '../../../lib/tracker/tracker.ts';
import { caughtSink } from '../../support/caught-sink.ts';
import { MINUTE, T0 } from '../../support/fold.ts';
import { embeddedTracker, connectEvent as event } from '../../support/tracker.ts';

describe('the list of alerts', () => {
  let open: Awaited<ReturnType<typeof embeddedTracker>>;
  beforeEach(async () => {
    open = await embeddedTracker({ alerts: { sinks: [caughtSink()] } });
  });
  afterEach(() => open.close());

  /** One customer after the other becomes stuck, a minute apart. */
  const stick = async (count: number, stageOf: (index: number) => string = () => 'mfa') => {
    const { tracker, clock } = open;
    for (let index = 0; index < count; index++) {
      await tracker.record(event(`c${index}`, stageOf(index), index * MINUTE));
      clock.now = T0 + index * MINUTE;
    }
    for (let index = 0; index < count; index++) {
      clock.now = T0 + (index + 5) * MINUTE;
      await tracker.sweep();
    }
  };
  const customersOf = async (query: AlertQuery) =>
    (await open.tracker.alerts(query)).alerts.map(({ customerId }) => customerId);

  it('has the open ones from the oldest on, page by page', async () => {
    await stick(5);
    expect(await customersOf({})).to.deep.equal(['c0', 'c1', 'c2', 'c3', 'c4']);
    const first = await open.tracker.alerts({ limit: 2 });
    const second = await open.tracker.alerts({ limit: 2, after: first.next! });
    const third = await open.tracker.alerts({ limit: 2, after: second.next! });
    expect(
      [first, second, third].map(({ alerts }) => alerts.map(({ customerId }) => customerId)),
    ).to.deep.equal([['c0', 'c1'], ['c2', 'c3'], ['c4']]);
    expect(third).not.to.have.property('next');
  });

  it('has those that are over from the newest on', async () => {
    await stick(3);
    const { tracker, clock } = open;
    for (const customer of ['c0', 'c1', 'c2']) await tracker.record(event(customer, 'done', clock.now - T0));
    expect(await customersOf({})).to.deep.equal([]);
    expect(await customersOf({ status: 'closed' })).to.deep.equal(['c2', 'c1', 'c0']);
  });

  it('finds the one that passes a filter behind many that do not', async () => {
    await stick(30, (index) => (index === 29 ? 'adding' : 'mfa'));
    expect(await customersOf({ stage: 'adding', limit: 5 })).to.deep.equal(['c29']);
    expect(await customersOf({ stage: 'processing', limit: 5 })).to.deep.equal([]);
    expect(await customersOf({ effect: 'institutionTrouble' })).to.deep.equal([]);
    expect(await customersOf({ provider: 'yodlee' })).to.deep.equal([]);
  });

  it('knows no alert by an id that is none', async () => {
    const { tracker } = open;
    for (const id of ['', 'x', `${'0'.repeat(24)}_${'0'.repeat(10)}`, '__proto__']) {
      expect(await tracker.alert(id)).to.equal(undefined);
      expect(await tracker.acknowledge(id)).to.equal(undefined);
      expect(await tracker.resend(id)).to.equal(undefined);
    }
  });

  it('refuses to send again to a sink that is not configured', async () => {
    await stick(1);
    const [{ alertId } = expect.fail('no alert')] = (await open.tracker.alerts()).alerts;
    const error = await open.tracker.resend(alertId, { sink: 'nobody' }).catch((cause) => cause);
    expect(error).to.have.property('code', 'unknown-sink');
  });
});

describe('whoever observes a tracker', () => {
  it('hears of each alert once when it is raised and once when it is over, whatever is done to it meanwhile', async () => {
    const changes: string[] = [];
    const tries: string[] = [];
    const lateness: number[] = [];
    const sink = caughtSink({ tellsAcknowledged: true });
    const open = await embeddedTracker({
      alerts: { sinks: [sink] },
      observer: {
        alertRaised: (effect) => changes.push(`${effect} raised`),
        alertResolved: (effect, reason) => changes.push(`${effect} ${reason}`),
        tried: (name, outcome) => tries.push(`${name} ${outcome}`),
        swept: (late) => lateness.push(late),
      },
    });
    const { tracker, clock } = open;
    await tracker.record(event('7001', 'mfa', 0));
    clock.now = T0 + 5 * MINUTE + 250;
    await tracker.sweep();
    const [{ alertId } = expect.fail('no alert')] = (await tracker.alerts()).alerts;
    await tracker.acknowledge(alertId);
    await tracker.sweep();
    await tracker.record(event('7001', 'done', 6 * MINUTE));
    await tracker.sweep();
    expect(changes).to.deep.equal(['sessionStuck raised', 'sessionStuck recovered']);
    expect(tries).to.deep.equal(['caught delivered', 'caught delivered', 'caught delivered']);
    expect(lateness).to.deep.equal([250]);
    await open.close();
  });
});
