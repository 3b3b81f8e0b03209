import { expect } from 'chai';
import { StoreUnavailableError } from '../../../lib/errors.ts';
import { failingIndex } from '../../../lib/tracker/failing.ts';
import { institutionRecordIdOf, recordIdOf } from '../../../lib/tracker/ids.ts';
import { MINUTE, T0 } from '../../support/fold.ts';
import { newId } from '../../support/records.ts';
import { embeddedTracker, connectEvent as event, otherTracker } from '../../support/tracker.ts';

const quick = [{ stage: 'mfa', rule: { kind: 'fixed', ms: MINUTE } }] as const;
const slow = [{ stage: 'mfa', rule: { kind: 'fixed', ms: 60 * MINUTE } }] as const;

describe('other settings', () => {
  it('reach all open sessions, past a record that is damaged', async () => {
    const { tracker, store, close } = await embeddedTracker();
    for (const customer of ['a', 'b', 'c']) await tracker.record(event(customer, 'mfa', 0));
    const damaged = newId();
    await store.commit({ recordId: damaged, expectedVersion: 0, body: Buffer.from('{"form'), dueAt: T0 });

    const failures: unknown[] = [];
    const observer = { failed: (error: unknown) => failures.push(error) };
    const other = otherTracker(store, { now: () => T0 + 1, stuckAfter: quick, observer });
    await other.sweep();

    const due = await store.due(T0 + MINUTE, 10);
    expect(due).to.have.length(4);
    expect(failures.map((error) => (error as { code: string }).code)).to.include('record-unreadable');
    await close();
  });

  it('take sessions out of the index of failures that do not fail by them', async () => {
    const { tracker, store, clock, close } = await embeddedTracker({ stuckAfter: quick });
    await tracker.record(event('7001', 'mfa', 0, { institutionId: '101732' }));
    clock.now = T0 + MINUTE;
    await tracker.sweep();
    const index = failingIndex(institutionRecordIdOf('connect', '101732'));
    expect(await store.count(index)).to.equal(1);
    await otherTracker(store, { now: () => clock.now, stuckAfter: slow }).sweep();
    expect(await store.count(index)).to.equal(0);
    await close();
  });

  it('are applied once: who starts with the same reads no record', async () => {
    const { tracker, store, close } = await embeddedTracker();
    for (const customer of ['a', 'b', 'c']) await tracker.record(event(customer, 'mfa', 0));
    await otherTracker(store, { stuckAfter: quick }).sweep();
    let reads = 0;
    const counting = { ...store, read: (id: string) => store.read(id).finally(() => reads++) };
    const again = otherTracker(counting, { stuckAfter: quick });
    await again.sweep();
    await again.sweep();
    expect(reads).to.equal(1);
    await close();
  });

  it('are applied again from the start where the store was away meanwhile', async () => {
    const { tracker, store, close } = await embeddedTracker();
    await tracker.record(event('7001', 'mfa', 0));
    let isAway = true;
    const commit: typeof store.commit = async (change) => {
      if (isAway && change.recordId === recordIdOf('connect', '7001'))
        throw new StoreUnavailableError('away');
      return store.commit(change);
    };
    const other = otherTracker({ ...store, commit }, { stuckAfter: quick });
    expect(await other.sweep().catch((error) => error)).to.be.instanceOf(StoreUnavailableError);
    isAway = false;
    await other.sweep();
    expect(await store.due(T0 + MINUTE, 10)).to.have.length(1);
    await close();
  });
});
