import { randomBytes } from 'node:crypto';
import { expect } from 'chai';
import type { Store } from '../../store/store.ts';
import { type OpenStore, storeOfEachTest } from './each-test.ts';
import { failureOf } from './failure-of.ts';
import { afterEach, beforeEach, describe, it } from './runner.ts';
import { increment, newId, text, writeAll, written } from './writes.ts';

/** What every store promises of its records and their versions, whatever it is built on. */
export function describeCommits(name: string, open: OpenStore): void {
  describe(`the records of ${name}`, () => {
    const { store, another } = storeOfEachTest(open);

    describe('a record', () => {
      it('is absent before its first commit', async () => {
        expect(await store.read(newId())).to.equal(undefined);
      });

      it('has the version that its commit has given, a whole number above 0', async () => {
        const recordId = newId();
        const result = await store.commit({ recordId, expectedVersion: 0, body: text('one') });
        const { version = 0 } = (await store.read(recordId)) ?? {};
        expect(version).to.be.above(0);
        expect(Number.isSafeInteger(version), `${version} is a whole number`).to.equal(true);
        expect(await store.read(recordId)).to.eql({ version, body: text('one') });
        expect(result).to.eql({ committed: true, version });
      });

      it('has a greater version after each commit', async () => {
        const recordId = newId();
        const versions = await writeAll(store, recordId, 'one', 'two', 'three', 'four', 'five');
        for (const [place, version] of versions.entries()) {
          expect(version).to.be.above(versions[place - 1] ?? 0);
        }
        expect(await store.read(recordId)).to.eql({ version: versions.at(-1), body: text('five') });
      });

      it('has no version that it had before it was removed', async () => {
        const recordId = newId();
        const before = await writeAll(store, recordId, 'one', 'two');
        await written(store, { recordId, expectedVersion: before.at(-1) ?? 0 });
        const after = await writeAll(store, recordId, 'one', 'two');
        expect(new Set([...before, ...after]).size, `${before} and ${after}`).to.equal(4);
        for (const expectedVersion of before) {
          const result = await store.commit({ recordId, expectedVersion, body: text('late') });
          expect(result.committed).to.equal(false);
        }
      });

      it('gives back any bytes, none, and many, exactly', async () => {
        const bodies = [
          Buffer.from(Array.from({ length: 256 }, (_, byte) => byte)),
          Buffer.alloc(0),
          randomBytes(200_000),
        ];
        for (const body of bodies) {
          const recordId = newId();
          await store.commit({ recordId, expectedVersion: 0, body });
          const record = await store.read(recordId);
          expect(record?.body.equals(body), `${body.length} bytes`).to.equal(true);
        }
      });

      it('stays as it was read while others are read and written', async () => {
        const [first, second] = [newId(), newId()];
        const [ones, twos] = [Buffer.alloc(50_000, 1), Buffer.alloc(50_000, 2)];
        await store.commit({ recordId: first, expectedVersion: 0, body: ones });
        const expectedVersion = await written(store, { recordId: second, expectedVersion: 0, body: twos });
        const kept = await store.read(first);
        await store.read(second);
        await written(store, { recordId: second, expectedVersion, body: Buffer.alloc(60_000, 3) });
        expect(kept?.body.equals(ones)).to.equal(true);
      });

      it('is at the version of its own commit, whatever others are at', async () => {
        const ids = Array.from({ length: 300 }, newId);
        const versions = await Promise.all(
          ids.map((recordId) => written(store, { recordId, expectedVersion: 0, body: text(recordId) })),
        );
        const records = await Promise.all(ids.map((recordId) => store.read(recordId)));
        expect(records).to.eql(ids.map((id, place) => ({ version: versions[place], body: text(id) })));
      });
    });

    describe('a commit computed from another version', () => {
      it('is refused with what stands there', async () => {
        const recordId = newId();
        const [one = 0, version = 0] = await writeAll(store, recordId, 'one', 'two');
        for (const expectedVersion of [0, 1, one, version - 1, version + 1]) {
          const result = await store.commit({ recordId, expectedVersion, body: text('late') });
          expect(result, `version ${expectedVersion}`).to.eql({
            committed: false,
            current: { version, body: text('two') },
          });
        }
        expect(await store.read(recordId)).to.eql({ version, body: text('two') });
      });

      it('is refused with nothing where the record is absent', async () => {
        const recordId = newId();
        const result = await store.commit({ recordId, expectedVersion: 4, body: text('late'), dueAt: 1 });
        expect(result).to.eql({ committed: false });
        expect(await store.read(recordId)).to.equal(undefined);
        expect(await store.due(1, 10)).to.eql([]);
      });

      it('is refused also when it is the repeat of one that was applied', async () => {
        const change = { recordId: newId(), expectedVersion: 0, body: text('one') };
        const version = await written(store, change);
        expect(await store.commit(change)).to.eql({
          committed: false,
          current: { version, body: text('one') },
        });
      });

      it('leaves the due index alone', async () => {
        const recordId = newId();
        const change = { recordId, expectedVersion: 0, body: text('one'), dueAt: 1000 };
        const version = await written(store, change);
        await store.commit({ recordId, expectedVersion: 0, body: text('late'), dueAt: 10 });
        await store.commit({ recordId, expectedVersion: version + 1, body: text('late') });
        expect(await store.due(999, 10)).to.eql([]);
        expect(await store.due(1000, 10)).to.eql([recordId]);
      });
    });

    describe('two connections', () => {
      let other: Store;
      beforeEach(async () => {
        other = await another();
      });
      afterEach(() => other.close());

      it('see what the other has committed', async () => {
        const recordId = newId();
        const version = await written(store, { recordId, expectedVersion: 0, body: text('one'), dueAt: 5 });
        expect(await other.read(recordId)).to.eql({ version, body: text('one') });
        expect(await other.due(5, 10)).to.eql([recordId]);
      });

      it('let exactly one of 100 commits from one version through', async () => {
        const recordId = newId();
        const [expectedVersion = 0] = await writeAll(store, recordId, 'one');
        const results = await Promise.all(
          Array.from({ length: 100 }, (_, index) =>
            (index % 2 ? store : other).commit({ recordId, expectedVersion, body: text(`${index}`) }),
          ),
        );
        expect(results.filter(({ committed }) => committed)).to.have.lengthOf(1);
        const record = await store.read(recordId);
        expect(record?.version).to.be.above(expectedVersion);
        expect(results[Number(record?.body)]).to.eql({ committed: true, version: record?.version });
      });

      it('lose no update of 100 that race', async () => {
        const recordId = newId();
        const numbers = await Promise.all(
          Array.from({ length: 100 }, (_, index) => increment(index % 2 ? store : other, recordId)),
        );
        expect(numbers.sort((a, b) => a - b)).to.eql(Array.from({ length: 100 }, (_, index) => index + 1));
        expect((await store.read(recordId))?.body).to.eql(text('100'));
      });
    });

    describe('what the caller got wrong', () => {
      it('is refused before anything is written', async () => {
        const recordId = newId();
        const wrong = [
          { recordId: '', expectedVersion: 0 },
          { recordId: recordId.toUpperCase().replace(/\d/g, 'A'), expectedVersion: 0 },
          { recordId: `${recordId}{x}`, expectedVersion: 0 },
          { recordId: 'a'.repeat(129), expectedVersion: 0 },
          { recordId, expectedVersion: -1 },
          { recordId, expectedVersion: 0.5 },
          { recordId, expectedVersion: 0, dueAt: Number.NaN },
        ];
        for (const change of wrong) {
          const error = await failureOf(store.commit({ ...change, body: text('any') }));
          expect(error, JSON.stringify(change)).to.be.instanceOf(TypeError);
        }
        expect(await store.read(recordId)).to.equal(undefined);
        expect(await failureOf(store.read('not hex'))).to.be.instanceOf(TypeError);
      });
    });
  });
}
