import { expect } from 'chai';
import { MINUTE, T0 } from '../../support/fold.ts';
import { newId } from '../../support/records.ts';
import { embeddedTracker, connectEvent as event, otherTracker } from '../../support/tracker.ts';

const quick = [{ stage: 'mfa', rule: { kind: 'fixed', ms: MINUTE } }] as const;

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

  it('are applied once: who starts with the same reads no record', async () => {
    const { tracker, store, close } = await embeddedTracker();
    for (const customer of ['a', 'b', 'c']) await tracker.record(event(customer, 'mfa', 0));
    await otherTracker(store, { stuckAfter: quick }).sweep();
    let reads = 0;
    const counting = { ...store, read: (id: string) => store.read(id).finally(() => reads++) };
    await otherTracker(counting, { stuckAfter: quick }).sweep();
    expect(reads).to.equal(1);
    await close();
  });
});
