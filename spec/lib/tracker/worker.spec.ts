import { expect } from 'chai';
import { DeliveryError } from '../../../lib/alerts/sinks/sink.ts';
import { parseDeadlines } from '../../../lib/deadlines/parse-deadlines.ts';
import { StoreUnavailableError } from '../../../lib/errors.ts';
import type { TrackerOptions } from '../../../lib/tracker/create-tracker.ts';
import { caughtSink } from '../../support/caught-sink.ts';
import { eventually } from '../../support/eventually.ts';
import { MINUTE, T0 } from '../../support/fold.ts';
import { connectEvent, embeddedTracker, otherTracker } from '../../support/tracker.ts';

/** An event of this very moment. */
function happening(customer: string, type: string, data = {}) {
  const at = Date.now();
  return connectEvent(customer, type, at - T0, data, { receivedAt: at });
}

describe('a tracker that was started', () => {
  let open: Awaited<ReturnType<typeof embeddedTracker>>;
  let sink: ReturnType<typeof caughtSink>;

  beforeEach(() => {
    sink = caughtSink();
  });
  afterEach(() => open.close());

  const begin = async (options: Partial<TrackerOptions> = {}) => {
    open = await embeddedTracker({ now: Date.now, alerts: { sinks: [sink] }, ...options });
    open.tracker.start();
    return open.tracker;
  };
  const told = (...expected: string[]) =>
    eventually(async () => expect(sink.told()).to.deep.equal(expected), 5_000);

  it('finds by itself who is stuck, and tells again what could not be told', async () => {
    sink.fail(new DeliveryError('sink-unreachable', 'no answer'));
    const tracker = await begin({ stuckAfter: parseDeadlines({ mfa: '50ms' }) });
    await tracker.record(happening('7001', 'mfa'));
    await eventually(async () => {
      const { alerts } = await tracker.alerts();
      expect(alerts[0]?.deliveries[0]?.attempts).to.equal(1);
    });
    sink.fail(undefined);
    await told('sessionStuck raised');
  });

  it('applies its deadlines to sessions that were open before', async () => {
    open = await embeddedTracker({ now: Date.now });
    await open.tracker.record(happening('7001', 'mfa'));
    const other = otherTracker(
      { ...open.store, close: async () => {} },
      { now: Date.now, stuckAfter: parseDeadlines({ mfa: '50ms' }), alerts: { sinks: [sink] } },
    );
    other.start();
    await told('sessionStuck raised');
    await other.close();
  });

  it('sees trouble of an institution begin and end though nobody is stuck', async () => {
    const institutionTrouble = { customers: 3, within: 10 * MINUTE };
    const tracker = await begin({ alerts: { sinks: [sink], institutionTrouble } });
    const customers = ['7001', '7002', '7003'];
    const bank = { institutionId: '101732' };
    await Promise.all(customers.map((one) => tracker.record(happening(one, 'unableToConnect', bank))));
    await told('institutionTrouble raised');
    await Promise.all(customers.map((one) => tracker.record(happening(one, 'added', bank))));
    await told('institutionTrouble raised', 'institutionTrouble resolved');
  });

  it('waits for what is being told when it is closed', async () => {
    let answer: () => void = () => {};
    const asked = new Promise<void>((called) => {
      sink.sink.send = () => {
        called();
        return new Promise((resolve) => (answer = () => resolve({})));
      };
    });
    // Long enough for the event to be recorded first: what it brings by itself is told later.
    const tracker = await begin({ stuckAfter: parseDeadlines({ mfa: '500ms' }) });
    await tracker.record(happening('7001', 'mfa'));
    await asked;
    let isClosed = false;
    const closing = tracker.close().then(() => {
      isClosed = true;
    });
    await new Promise(setImmediate);
    expect(isClosed).to.equal(false);
    answer();
    await closing;
  });
});

describe('a tracker whose deadlines depend on what was seen', () => {
  it('reads that again when the store was away at first', async () => {
    const open = await embeddedTracker();
    let isAway = true;
    const read: typeof open.store.read = async (id) => {
      if (isAway) throw new StoreUnavailableError('away');
      return open.store.read(id);
    };
    const tracker = otherTracker({ ...open.store, read }, { stuckAfter: parseDeadlines('p99 * 3') });
    const event = connectEvent('7001', 'mfa', 0);
    expect(await tracker.record(event).catch((error) => error)).to.be.instanceOf(StoreUnavailableError);
    isAway = false;
    expect(await tracker.record(event)).to.deep.equal({ status: 'applied' });
    await open.close();
  });
});
