import { expect } from 'chai';
import { type OpenStore, storeOfEachTest } from './each-test.ts';
import { allOf, changesOf, tell, told } from './feed-entries.ts';
import { describe, it } from './runner.ts';
import { newId, written } from './writes.ts';

const body = Buffer.from('any');
const ALL = { limit: 1000 };

/** How every store forgets what its change feed tells of a record, whatever it is built on. */
export function describeForgetting(name: string, open: OpenStore): void {
  describe(`what a record told the change feed of ${name}`, () => {
    const { store, another } = storeOfEachTest(open);

    it('is forgotten with a commit that says so, and nothing else is', async () => {
      const [kept, gone] = [newId(), newId()];
      const versions = new Map<string, number>();
      for (const round of [0, 1, 2]) {
        for (const recordId of [kept, gone]) {
          const expectedVersion = versions.get(recordId) ?? 0;
          const changes = changesOf(`${round} a`, `${round} b`);
          versions.set(recordId, await written(store, { recordId, expectedVersion, body, changes }));
        }
      }
      const before = await allOf(store);
      await written(store, { recordId: gone, expectedVersion: versions.get(gone) ?? 0, forget: true });
      expect(await allOf(store)).to.eql(before.filter(({ recordId }) => recordId === kept));
    });

    it('is forgotten before the same commit tells something new', async () => {
      const recordId = newId();
      const first = await tell(store, recordId, 'old', 'older');
      const renewed = { recordId, expectedVersion: first, body, forget: true, changes: changesOf('new') };
      const second = await written(store, renewed);
      expect(told(await allOf(store))).to.eql(['new']);
      await written(store, { recordId, expectedVersion: second, body, changes: changesOf('newer') });
      expect(told(await allOf(store))).to.eql(['new', 'newer']);
    });

    it('stays when such a commit is refused, and when another record that shares its beginning says so', async () => {
      const recordId = newId();
      const version = await tell(store, recordId, 'a');
      for (const id of [`${recordId}0`, recordId.slice(0, -1)]) {
        await written(store, { recordId: id, expectedVersion: 0, forget: true });
      }
      await store.commit({ recordId, expectedVersion: version + 1, forget: true });
      expect(told(await allOf(store))).to.eql(['a']);
    });

    it('leaves no gap, and no position that comes again, though the feed is empty', async () => {
      const recordId = newId();
      const expectedVersion = await tell(store, recordId, 'a', 'b');
      const [first, second] = await allOf(store);
      if (first === undefined || second === undefined) throw new Error('there are two');
      await written(store, { recordId, expectedVersion, forget: true });
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
