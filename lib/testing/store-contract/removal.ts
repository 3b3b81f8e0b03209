import { expect } from 'chai';
import { type OpenStore, storeOfEachTest } from './each-test.ts';
import { entry, shown } from './entries.ts';
import { allOf } from './feed-entries.ts';
import { beforeEach, describe, it } from './runner.ts';
import { newId, writeAll, written } from './writes.ts';

const body = Buffer.from('any');
const ALL = { limit: 10_000 };

/** How every store removes a record, whatever it is built on. */
export function describeRemoval(name: string, open: OpenStore): void {
  describe(`a commit without a body, in ${name}`, () => {
    const { store, another } = storeOfEachTest(open);
    let recordId: string;
    beforeEach(() => {
      recordId = newId();
    });

    it('removes the record with its timer', async () => {
      const expectedVersion = await written(store, { recordId, expectedVersion: 0, body, dueAt: 5 });
      expect(await store.commit({ recordId, expectedVersion })).to.eql({ committed: true, version: 0 });
      expect(await store.read(recordId)).to.equal(undefined);
      expect(await store.due(Number.MAX_SAFE_INTEGER, 10)).to.eql([]);
      expect(await store.count('due')).to.equal(0);
    });

    it('leaves a record that begins at version 0, with a timer of its own', async () => {
      const change = { recordId, body, dueAt: 5 };
      const first = await written(store, { ...change, expectedVersion: 0 });
      const second = await written(store, { ...change, expectedVersion: first });
      const expectedVersion = await written(store, { recordId, expectedVersion: second });
      const again = { recordId, expectedVersion, body: Buffer.from('again'), dueAt: 7 };
      const version = await written(store, again);
      expect(await store.read(recordId)).to.eql({ version, body: Buffer.from('again') });
      expect(shown(await store.range('due', ALL))).to.eql([`7 ${recordId}`]);
    });

    it('is no record without bytes', async () => {
      const version = await written(store, { recordId, expectedVersion: 0, body: Buffer.alloc(0) });
      expect(await store.read(recordId)).to.eql({ version, body: Buffer.alloc(0) });
    });

    it('takes entries out of indexes, brings others, adds to counters and tells the feed', async () => {
      const add = (by: number) => [{ counter: 'sessions', field: 'mfa', by }];
      const index = [entry(1, 'a'), entry(2, 'b')];
      const first = { recordId, expectedVersion: 0, body, index, add: add(3) };
      const expectedVersion = await written(store, first);
      await written(store, {
        recordId,
        expectedVersion,
        unindex: [entry(1, 'a')],
        index: [entry(3, 'c')],
        add: add(-1),
        changes: [Buffer.from('gone')],
      });
      expect(shown(await store.range('open', ALL))).to.eql(['2 b', '3 c']);
      expect(await store.totals(['sessions'])).to.eql([new Map([['mfa', 2]])]);
      const entries = await allOf(store);
      expect(entries.map((each) => [each.recordId, each.body.toString()])).to.eql([[recordId, 'gone']]);
    });

    it('leaves other records alone', async () => {
      const others = Array.from({ length: 100 }, newId);
      const write = (id: string) => written(store, { recordId: id, expectedVersion: 0, body, dueAt: 5 });
      const versions = await Promise.all(others.map(write));
      await written(store, { recordId, expectedVersion: await write(recordId) });
      const records = await Promise.all(others.map((each) => store.read(each)));
      expect(records).to.eql(versions.map((version) => ({ version, body })));
      expect(await store.due(5, 1000)).to.have.members(others);
    });

    it('is refused with what stands there when that has another version, and changes nothing', async () => {
      const index = [entry(1, 'a')];
      const first = await written(store, { recordId, expectedVersion: 0, body, dueAt: 5, index });
      const version = await written(store, { recordId, expectedVersion: first, body, dueAt: 5 });
      for (const expectedVersion of [0, first, version + 1]) {
        const removal = { recordId, expectedVersion, unindex: index, changes: [body], forget: true };
        const add = [{ counter: 'sessions', field: 'mfa', by: 1 }];
        expect(await store.commit({ ...removal, add }), `version ${expectedVersion}`).to.eql({
          committed: false,
          current: { version, body },
        });
      }
      expect(await store.due(5, 10)).to.eql([recordId]);
      expect(shown(await store.range('open', ALL))).to.eql(['1 a']);
      expect(await store.totals(['sessions'])).to.eql([new Map()]);
      expect(await allOf(store)).to.eql([]);
    });

    it('is refused with nothing when it is repeated', async () => {
      const [expectedVersion = 0] = await writeAll(store, recordId, 'any');
      await written(store, { recordId, expectedVersion });
      expect(await store.commit({ recordId, expectedVersion })).to.eql({ committed: false });
      expect(await store.commit({ recordId, expectedVersion, body })).to.eql({ committed: false });
      expect(await store.read(recordId)).to.equal(undefined);
    });

    it('goes through where there is no record, and brings what it brings', async () => {
      const change = { recordId, expectedVersion: 0, index: [entry(1, 'a')], changes: [body] };
      expect(await store.commit(change)).to.eql({ committed: true, version: 0 });
      expect(await store.read(recordId)).to.equal(undefined);
      expect(shown(await store.range('open', ALL))).to.eql(['1 a']);
      expect(await allOf(store)).to.have.lengthOf(1);
    });

    it('is lasting', async () => {
      const expectedVersion = await written(store, { recordId, expectedVersion: 0, body, dueAt: 5 });
      await written(store, { recordId, expectedVersion });
      await store.close();
      const reopened = await another();
      expect(await reopened.read(recordId)).to.equal(undefined);
      expect(await reopened.due(5, 10)).to.eql([]);
      await reopened.close();
    });

    it('is one of 60 removals and changes that race from two connections, of which one goes through', async () => {
      const other = await another();
      for (let round = 0; round < 5; round += 1) {
        const id = newId();
        const expectedVersion = await written(store, { recordId: id, expectedVersion: 0, body, dueAt: 5 });
        const results = await Promise.all(
          Array.from({ length: 60 }, (_, each) => {
            const change = each % 3 ? {} : { body: Buffer.from(`${each}`), dueAt: 9 };
            return (each % 2 ? store : other).commit({ recordId: id, expectedVersion, ...change });
          }),
        );
        const winners = results.flatMap((each, place) =>
          each.committed ? [{ winner: place, version: each.version }] : [],
        );
        expect(winners).to.have.lengthOf(1);
        const [{ winner, version } = { winner: 0, version: 0 }] = winners;
        const left = winner % 3 ? undefined : { version, body: Buffer.from(`${winner}`) };
        expect(await store.read(id)).to.eql(left);
        const losers = results.filter(({ committed }) => !committed);
        expect(losers).to.eql(losers.map(() => ({ committed: false, ...(left && { current: left }) })));
        expect((await store.range('due', ALL)).some(({ member }) => member === id)).to.equal(
          winner % 3 === 0,
        );
      }
      await other.close();
    });
  });
}
