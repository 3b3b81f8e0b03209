import { randomBytes } from 'node:crypto';
import { expect } from 'chai';
import { StoreUnavailableError } from '../../lib/errors.ts';
import type { Rejection, Store } from '../../lib/store/store.ts';
import { failureOf } from '../support/failure-of.ts';
import { increment, newId } from '../support/records.ts';

/** A store over data that nobody else uses. */
export interface StoreUnderTest {
  readonly store: Store;
  /** Opens the same data once more, as another process would. The suite closes what it opens. */
  another(): Promise<Store>;
  close(): Promise<void>;
}

/** What every store promises, whatever it is built on. `open` is called once for each test. */
export function describeStoreContract(name: string, { open }: { open(): Promise<StoreUnderTest> }): void {
  describe(`${name}, as a store`, () => {
    let test: StoreUnderTest;
    let store: Store;

    beforeEach(async () => {
      test = await open();
      store = test.store;
    });
    afterEach(() => test.close());

    describe('a record', () => {
      it('is absent before its first commit', async () => {
        expect(await store.read(newId())).to.equal(undefined);
      });

      it('has version 1 after its first commit', async () => {
        const recordId = newId();
        expect(await store.commit({ recordId, expectedVersion: 0, body: text('one') })).to.eql({
          committed: true,
        });
        expect(await store.read(recordId)).to.eql({ version: 1, body: text('one') });
      });

      it('has one version more after each commit', async () => {
        const recordId = newId();
        await write(store, recordId, 'one', 'two', 'three');
        expect(await store.read(recordId)).to.eql({ version: 3, body: text('three') });
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
        await store.commit({ recordId: second, expectedVersion: 0, body: twos });
        const kept = await store.read(first);
        await store.read(second);
        await store.commit({ recordId: second, expectedVersion: 1, body: Buffer.alloc(60_000, 3) });
        expect(kept?.body.equals(ones)).to.equal(true);
      });

      it('does not share its version with others', async () => {
        const ids = Array.from({ length: 300 }, newId);
        const results = await Promise.all(
          ids.map((recordId) => store.commit({ recordId, expectedVersion: 0, body: text(recordId) })),
        );
        expect(results.every(({ committed }) => committed)).to.equal(true);
        const records = await Promise.all(ids.map((recordId) => store.read(recordId)));
        expect(records).to.eql(ids.map((recordId) => ({ version: 1, body: text(recordId) })));
      });
    });

    describe('a commit computed from another version', () => {
      it('is refused with what stands there', async () => {
        const recordId = newId();
        await write(store, recordId, 'one', 'two');
        for (const expectedVersion of [0, 1, 3]) {
          const result = await store.commit({ recordId, expectedVersion, body: text('late') });
          expect(result, `version ${expectedVersion}`).to.eql({
            committed: false,
            current: { version: 2, body: text('two') },
          });
        }
        expect(await store.read(recordId)).to.eql({ version: 2, body: text('two') });
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
        await store.commit(change);
        expect(await store.commit(change)).to.eql({
          committed: false,
          current: { version: 1, body: text('one') },
        });
      });

      it('leaves the due index alone', async () => {
        const recordId = newId();
        await store.commit({ recordId, expectedVersion: 0, body: text('one'), dueAt: 1000 });
        await store.commit({ recordId, expectedVersion: 0, body: text('late'), dueAt: 10 });
        await store.commit({ recordId, expectedVersion: 5, body: text('late') });
        expect(await store.due(999, 10)).to.eql([]);
        expect(await store.due(1000, 10)).to.eql([recordId]);
      });
    });

    describe('two connections', () => {
      let other: Store;
      beforeEach(async () => {
        other = await test.another();
      });
      afterEach(() => other.close());

      it('see what the other has committed', async () => {
        const recordId = newId();
        await store.commit({ recordId, expectedVersion: 0, body: text('one'), dueAt: 5 });
        expect(await other.read(recordId)).to.eql({ version: 1, body: text('one') });
        expect(await other.due(5, 10)).to.eql([recordId]);
      });

      it('let exactly one of 100 commits from one version through', async () => {
        const recordId = newId();
        await write(store, recordId, 'one');
        const results = await Promise.all(
          Array.from({ length: 100 }, (_, index) =>
            (index % 2 ? store : other).commit({ recordId, expectedVersion: 1, body: text(`${index}`) }),
          ),
        );
        expect(results.filter(({ committed }) => committed)).to.have.lengthOf(1);
        const record = await store.read(recordId);
        expect(record?.version).to.equal(2);
        expect(results[Number(record?.body)]).to.eql({ committed: true });
      });

      it('lose no update of 100 that race, and leave no gap in the versions', async () => {
        const recordId = newId();
        const versions = await Promise.all(
          Array.from({ length: 100 }, (_, index) => increment(index % 2 ? store : other, recordId)),
        );
        expect(versions.sort((a, b) => a - b)).to.eql(Array.from({ length: 100 }, (_, index) => index + 1));
        expect(await store.read(recordId)).to.eql({ version: 100, body: text('100') });
      });
    });

    describe('the due index', () => {
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
        for (const [expectedVersion, dueAt] of timers.entries()) {
          const timer = dueAt === undefined ? {} : { dueAt };
          await store.commit({ recordId, expectedVersion, body: text('any'), ...timer });
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

    describe('the list of rejected deliveries', () => {
      it('is empty at first', async () => {
        expect(await store.rejections(10)).to.eql([]);
      });

      it('gives the newest first, as many as asked for', async () => {
        for (const at of [1, 2, 3]) await store.reject(rejection(at));
        expect(await store.rejections(2)).to.eql([rejection(3), rejection(2)]);
      });

      it('keeps the newest 1,000', async () => {
        await Promise.all(Array.from({ length: 1005 }, (_, at) => store.reject(rejection(at))));
        await store.reject(rejection(1005));
        const kept = await store.rejections(2000);
        expect(kept.map(({ at }) => at)).to.eql(Array.from({ length: 1000 }, (_, index) => 1005 - index));
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

    describe('closed and opened again', () => {
      it('still has its records, timers and rejections', async () => {
        const recordId = newId();
        await store.commit({ recordId, expectedVersion: 0, body: text('one'), dueAt: 5 });
        await store.reject(rejection(1));
        await store.close();
        const reopened = await test.another();
        expect(await reopened.read(recordId)).to.eql({ version: 1, body: text('one') });
        expect(await reopened.due(5, 10)).to.eql([recordId]);
        expect(await reopened.rejections(10)).to.eql([rejection(1)]);
        await reopened.close();
      });

      it('refuses work in between, and says that it cannot be written', async () => {
        await store.close();
        const change = { recordId: newId(), expectedVersion: 0, body: text('one') };
        const attempts = [
          () => store.read(newId()),
          () => store.commit(change),
          () => store.due(1, 1),
          () => store.reject(rejection(1)),
          () => store.rejections(1),
        ];
        for (const attempt of attempts) {
          expect(await failureOf(attempt())).to.be.instanceOf(StoreUnavailableError);
        }
        expect((await store.health()).writable).to.equal(false);
      });

      it('may be closed twice', async () => {
        await store.close();
        await store.close();
      });
    });

    it('says that it can be written', async () => {
      expect((await store.health()).writable).to.equal(true);
    });
  });
}

async function write(store: Store, recordId: string, ...bodies: readonly string[]): Promise<void> {
  for (const [expectedVersion, body] of bodies.entries()) {
    await store.commit({ recordId, expectedVersion, body: text(body) });
  }
}

function rejection(at: number): Rejection {
  return {
    at,
    provider: 'connect',
    code: 'invalid-json',
    detail: 'at byte 3',
    authenticated: at % 2 === 0,
    bytes: at,
  };
}

function text(value: string): Buffer {
  return Buffer.from(value);
}
