import { expect } from 'chai';
import { type OpenStore, storeOfEachTest } from './each-test.ts';
import { describe, it } from './runner.ts';
import { newId, text, written } from './writes.ts';

/** How every store names the records whose timer is due, whatever it is built on. */
export function describeTimers(name: string, open: OpenStore): void {
  describe(`the timers of ${name}`, () => {
    const { store } = storeOfEachTest(open);

    it('names a record from its time on, and not before', async () => {
      const recordId = newId();
      await store.commit({ recordId, expectedVersion: 0, body: text('one'), dueAt: 1_790_000_000_000 });
      expect(await store.due(1_789_999_999_999, 10)).to.eql([]);
      expect(await store.due(1_790_000_000_000, 10)).to.eql([recordId]);
    });

    it('does not name a record without a timer', async () => {
      await store.commit({ recordId: newId(), expectedVersion: 0, body: text('one') });
      expect(await store.due(Number.MAX_SAFE_INTEGER, 10)).to.eql([]);
    });

    it('follows the record when its timer moves, stays, is taken away, and comes back', async () => {
      const recordId = newId();
      const timers = [200, 100, 100, undefined, 300];
      let expectedVersion = 0;
      for (const dueAt of timers) {
        const timer = dueAt === undefined ? {} : { dueAt };
        expectedVersion = await written(store, { recordId, expectedVersion, body: text('any'), ...timer });
        const found = await Promise.all([100, 200, 300].map((now) => store.due(now, 10)));
        const expected = [100, 200, 300].map((now) =>
          dueAt !== undefined && now >= dueAt ? [recordId] : [],
        );
        expect(found, `after ${dueAt}`).to.eql(expected);
      }
    });

    it('names the earliest first', async () => {
      const recordId = 'a'.repeat(31);
      const ids = [...'53142'].map((last) => recordId + last);
      for (const id of ids) {
        await store.commit({
          recordId: id,
          expectedVersion: 0,
          body: text('any'),
          dueAt: Number(id.slice(-1)),
        });
      }
      expect(await store.due(4, 10)).to.eql([...'1234'].map((last) => recordId + last));
    });

    it('names no more than were asked for, and all when asked for enough', async () => {
      const ids = Array.from({ length: 30 }, newId);
      await Promise.all(
        ids.map((recordId) => store.commit({ recordId, expectedVersion: 0, body: text('any'), dueAt: 7 })),
      );
      expect(await store.due(7, 10)).to.have.lengthOf(10);
      expect(await store.due(7, 30)).to.have.members(ids);
    });
  });
}
