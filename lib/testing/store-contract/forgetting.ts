import { expect } from 'chai';
import { type OpenStore, storeOfEachTest } from './each-test.ts';
import { allOf, changesOf, tell, told } from './feed-entries.ts';
import { describe, it } from './runner.ts';
import { newId } from './writes.ts';

const body = Buffer.from('any');
const ALL = { limit: 1000 };

/** How every store forgets what its change feed tells of a record, whatever it is built on. */
export function describeForgetting(name: string, open: OpenStore): void {
  describe(`what a record told the change feed of ${name}`, () => {
    const { store, another } = storeOfEachTest(open);

    it('is forgotten with a commit that says so, and nothing else is', async () => {
      const [kept, gone] = [newId(), newId()];
      for (const expectedVersion of [0, 1, 2]) {
        for (const recordId of [kept, gone]) {
          const changes = changesOf(`${expectedVersion} a`, `${expectedVersion} b`);
          await store.commit({ recordId, expectedVersion, body, changes });
        }
      }
      const before = await allOf(store);
      await store.commit({ recordId: gone, expectedVersion: 3, forget: true });
      expect(await allOf(store)).to.eql(before.filter(({ recordId }) => recordId === kept));
    });

    it('is forgotten before the same commit tells something new', async () => {
      const recordId = await tell(store, newId(), 'old', 'older');
      await store.commit({ recordId, expectedVersion: 1, body, forget: true, changes: changesOf('new') });
      expect(told(await allOf(store))).to.eql(['new']);
      await store.commit({ recordId, expectedVersion: 2, body, changes: changesOf('newer') });
      expect(told(await allOf(store))).to.eql(['new', 'newer']);
    });

    it('stays when such a commit is refused, and when another record that shares its beginning says so', async () => {
      const recordId = await tell(store, newId(), 'a');
      for (const id of [`${recordId}0`, recordId.slice(0, -1)]) {
        expect(await store.commit({ recordId: id, expectedVersion: 0, forget: true })).to.eql({
          committed: true,
        });
      }
      await store.commit({ recordId, expectedVersion: 2, forget: true });
      expect(told(await allOf(store))).to.eql(['a']);
    });

    it('leaves no gap, and no position that comes again, though the feed is empty', async () => {
      const recordId = await tell(store, newId(), 'a', 'b');
      const [first, second] = await allOf(store);
      if (first === undefined || second === undefined) throw new Error('there are two');
      await store.commit({ recordId, expectedVersion: 1, forget: true });
      for (const after of [first.position, second.position]) {
        const page = await store.feed({ after, ...ALL });
        expect(page).to.deep.include({ entries: [], gap: false });
      }
      const end = await store.feedEnd();
      await store.close();
      const reopened = await another();
      await tell(reopened, newId(), 'c');
      for (const after of [undefined, first.position, second.position, end]) {
        const entries = await allOf(reopened, after);
        expect(told(entries), after).to.eql(['c']);
        expect([first.position, second.position]).to.not.include(entries[0]?.position);
      }
      await reopened.close();
    });
  });
}
