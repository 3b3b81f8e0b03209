import { expect } from 'chai';
import { parseDeadlines } from '../../../lib/deadlines/parse-deadlines.ts';
import { StoreUnavailableError } from '../../../lib/errors.ts';
import { sharedRecordIdOf } from '../../../lib/tracker/ids.ts';
import { MINUTE, SECOND, T0 } from '../../support/fold.ts';
import { embeddedTracker, connectEvent as event, otherTracker } from '../../support/tracker.ts';

const stuckAfter = parseDeadlines('p99 * 3');
const BANK = { institutionId: '101732' };

/** How many stays each place counts, as the store has it. */
async function countsIn(store: Parameters<typeof otherTracker>[0]): Promise<Record<string, number>> {
  const stored = await store.read(sharedRecordIdOf('observations'));
  const { observations } = JSON.parse(stored?.body.toString() ?? '{"observations":{"counts":{}}}');
  return Object.fromEntries(
    Object.entries(observations.counts as Record<string, Record<string, number>>).map(
      ([place, histogram]) => [place, Object.values(histogram).reduce((sum, count) => sum + count, 0)],
    ),
  );
}

describe('what is seen of how long stages last', () => {
  let open: Awaited<ReturnType<typeof embeddedTracker>>;
  beforeEach(async () => {
    open = await embeddedTracker({ stuckAfter });
  });
  afterEach(() => open.close());

  it('is a stay that an event has ended, at its institution and at all', async () => {
    const { tracker, store } = open;
    await tracker.record(event('7001', 'started', 0));
    await tracker.record(event('7001', 'mfa', SECOND, BANK));
    await tracker.record(event('7001', 'mfa', 2 * SECOND, BANK));
    await tracker.record(event('7001', 'discovered', 3 * SECOND, BANK));
    await tracker.sweep();
    expect(await countsIn(store)).to.deep.equal({
      'connect/started': 1,
      'connect/mfa': 2,
      'connect/mfa@101732': 2,
    });
  });

  it('is neither what silence ended, nor a copy, nor what a late event says', async () => {
    const { tracker, store, clock } = open;
    await tracker.record(event('7001', 'mfa', 0));
    await tracker.record(event('7001', 'mfa', 0));
    await tracker.record(event('7002', 'discovered', 10 * SECOND));
    await tracker.record(event('7002', 'mfa', SECOND));
    await tracker.record(event('7003', 'added', 0));
    clock.now = T0 + 300 * MINUTE;
    await tracker.sweep();
    expect(await countsIn(store)).to.deep.equal({});
  });

  it('is each stay, also of events that are committed together', async () => {
    const { tracker, store } = open;
    await tracker.record(event('7001', 'started', 0));
    await Promise.all([
      tracker.record(event('7001', 'adding', SECOND)),
      tracker.record(event('7001', 'mfa', 2 * SECOND)),
      tracker.record(event('7001', 'discovered', 3 * SECOND)),
    ]);
    await tracker.sweep();
    expect(await countsIn(store)).to.deep.equal({
      'connect/started': 1,
      'connect/adding': 1,
      'connect/mfa': 1,
    });
  });

  it('is kept when it cannot be given to the others, and given the next time', async () => {
    let isAway = false;
    const commit: typeof open.store.commit = async (change) => {
      if (isAway) throw new StoreUnavailableError('away');
      return open.store.commit(change);
    };
    const tracker = otherTracker({ ...open.store, commit }, { stuckAfter });
    await tracker.record(event('7001', 'mfa', 0));
    await tracker.record(event('7001', 'discovered', SECOND));
    await tracker.sweep().catch(() => {});
    await tracker.record(event('7002', 'mfa', 0));
    await tracker.record(event('7002', 'discovered', SECOND));
    isAway = true;
    expect(await tracker.sweep().catch((error) => error)).to.be.instanceOf(StoreUnavailableError);
    isAway = false;
    await tracker.sweep();
    expect(await countsIn(open.store)).to.deep.equal({ 'connect/mfa': 2 });
  });

  it('is added up over processes', async () => {
    const { tracker, store } = open;
    const other = otherTracker(store, { stuckAfter });
    for (const [one, customer] of [
      [tracker, '7001'],
      [other, '7002'],
    ] as const) {
      await one.record(event(customer, 'mfa', 0));
      await one.record(event(customer, 'discovered', SECOND));
      await one.sweep();
    }
    expect(await countsIn(store)).to.deep.equal({ 'connect/mfa': 2 });
  });

  it('is not given away by a tracker that lets no time pass, such as that of an import', async () => {
    const store = { ...open.store, close: async () => {} };
    const importing = otherTracker(store, { stuckAfter, now: () => 0 });
    await importing.record(event('7001', 'mfa', 0));
    await importing.record(event('7001', 'discovered', SECOND));
    await importing.close();
    expect(await countsIn(store)).to.deep.equal({});
  });
});
