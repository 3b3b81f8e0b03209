import { randomBytes } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect } from 'chai';
import { StoreUnavailableError } from '../../errors.ts';
import type { FeedEntry, Store } from '../../store/store.ts';
import { type OpenStore, storeOfEachTest } from './each-test.ts';
import { failureOf } from './failure-of.ts';
import { allOf, changesOf, nextMoment, tell, told, wholeFeed } from './feed-entries.ts';
import { describe, it } from './runner.ts';
import { newId, written } from './writes.ts';

const body = Buffer.from('any');
const ALL = { limit: 1000 };

/** What every store promises of its change feed, whatever it is built on. */
export function describeFeed(name: string, open: OpenStore): void {
  describe(`the change feed of ${name}`, () => {
    const { store, another } = storeOfEachTest(open);

    describe('an entry', () => {
      it('is absent before a commit brings it, and where a commit brings none', async () => {
        expect((await store.feed(ALL)).entries).to.eql([]);
        await store.commit({ recordId: newId(), expectedVersion: 0, body });
        await store.commit({ recordId: newId(), expectedVersion: 0, body, changes: [] });
        expect(await allOf(store)).to.eql([]);
      });

      it('comes for each change of a commit, in the order of the commit, with its record', async () => {
        const [first, second] = [newId(), newId()];
        await tell(store, first, 'a', 'b', 'c');
        await nextMoment(store);
        await tell(store, second, 'd');
        const entries = await allOf(store);
        expect(told(entries)).to.eql(['a', 'b', 'c', 'd']);
        expect(entries.map(({ recordId }) => recordId)).to.eql([first, first, first, second]);
      });

      it('gives back any bytes, none, and many, exactly', async () => {
        const changes = [
          Buffer.from(Array.from({ length: 256 }, (_, byte) => byte)),
          Buffer.alloc(0),
          randomBytes(20_000),
        ];
        await store.commit({ recordId: newId(), expectedVersion: 0, body, changes });
        expect((await allOf(store)).map((each) => each.body)).to.eql(changes);
      });

      it('does not come with a commit that is refused', async () => {
        const recordId = newId();
        const version = await tell(store, recordId, 'a');
        for (const expectedVersion of [0, version + 1]) {
          await store.commit({ recordId, expectedVersion, body, changes: changesOf('late') });
        }
        await store.commit({ recordId: newId(), expectedVersion: 3, body, changes: changesOf('late') });
        expect(told(await allOf(store))).to.eql(['a']);
      });

      it('has a position of its own, which is the same for everybody and for life', async () => {
        for (let count = 0; count < 20; count += 1) await tell(store, newId(), `${count}`, 'x', 'y');
        const entries = await allOf(store);
        expect(new Set(entries.map(({ position }) => position)).size).to.equal(60);
        const other = await another();
        expect(await wholeFeed(other, 7)).to.eql(entries);
        await other.close();
        await store.close();
        const reopened = await another();
        expect(await allOf(reopened)).to.eql(entries);
        await reopened.close();
      });
    });

    describe('pages', () => {
      it('follow each other without a gap, whatever their length', async () => {
        await Promise.all(Array.from({ length: 40 }, (_, each) => tell(store, newId(), `${each}`, 'x')));
        const entries = await allOf(store);
        expect(entries).to.have.lengthOf(80);
        for (const limit of [1, 3, 79, 80, 81]) expect(await wholeFeed(store, limit)).to.eql(entries);
      });

      it('give no more than they are asked for', async () => {
        await tell(store, newId(), 'a', 'b', 'c');
        await nextMoment(store);
        await tell(store, newId(), 'd', 'e');
        await store.feedEnd();
        expect(told((await store.feed({ limit: 4 })).entries)).to.eql(['a', 'b', 'c', 'd']);
      });

      it('go on behind any entry', async () => {
        await tell(store, newId(), 'a', 'b', 'c');
        await tell(store, newId(), 'd', 'e');
        const entries = await allOf(store);
        for (const [place, { position }] of entries.entries()) {
          const page = await store.feed({ after: position, ...ALL });
          expect(page.entries, position).to.eql(entries.slice(place + 1));
          expect(page.gap, position).to.equal(false);
        }
      });

      it('go on behind the end of a page, also of an empty one, as new entries come', async () => {
        let { end } = await store.feed(ALL);
        for (const text of ['a', 'b', 'c']) {
          const empty = await store.feed({ after: end, ...ALL });
          expect(empty).to.deep.include({ entries: [], gap: false });
          await tell(store, newId(), text);
          const after = empty.end;
          const entries = await allOf(store, after);
          expect(told(entries)).to.eql([text]);
          const page = await store.feed({ after, limit: 1 });
          expect(page).to.deep.include({ entries, gap: false });
          end = page.end;
        }
      });

      it('give every entry exactly once, in one order, to two who read while eight write', async () => {
        const other = await another();
        const writers = Array.from({ length: 8 }, async (_, writer) => {
          const recordId = newId();
          let expectedVersion = 0;
          for (let count = 0; count < 60; count += 1) {
            const changes = changesOf(`${writer} ${2 * count}`, `${writer} ${2 * count + 1}`);
            const through = writer % 2 ? store : other;
            expectedVersion = await written(through, { recordId, expectedVersion, body, changes });
          }
        });
        let writing = true;
        const follow = async (reader: Store): Promise<FeedEntry[]> => {
          const found: FeedEntry[] = [];
          let after: string | undefined;
          for (;;) {
            const isLast = !writing;
            const page = await reader.feed({ limit: 17, ...(after !== undefined && { after }) });
            expect(page.gap).to.equal(false);
            found.push(...page.entries);
            after = page.end;
            if (isLast && page.entries.length === 0) break;
            // A store that answers from memory would leave those who write no turn.
            await nextTurn();
          }
          return found;
        };
        const readers = [follow(store), follow(other)];
        await Promise.all(writers);
        await store.feedEnd();
        writing = false;
        const [mine = [], theirs] = await Promise.all(readers);
        expect(theirs).to.eql(mine);
        expect(new Set(mine.map(({ position }) => position)).size).to.equal(960);
        for (let writer = 0; writer < 8; writer += 1) {
          const own = told(mine).filter((text) => text.startsWith(`${writer} `));
          expect(own).to.eql(Array.from({ length: 120 }, (_, count) => `${writer} ${count}`));
        }
        await other.close();
      }, 60_000);
    });

    describe('the end of the feed', () => {
      it('is behind everything that is committed, and before everything that will be', async () => {
        for (let round = 0; round < 30; round += 1) {
          await tell(store, newId(), `before ${round}`);
          const end = await store.feedEnd();
          await tell(store, newId(), `after ${round}`);
          expect(told(await allOf(store, end)), `round ${round}`).to.eql([`after ${round}`]);
        }
      });

      it('is one also where nothing has been told yet', async () => {
        const end = await store.feedEnd();
        expect(await store.feed({ after: end, ...ALL })).to.deep.include({ entries: [], gap: false });
        await tell(store, newId(), 'a');
        expect(told(await allOf(store, end))).to.eql(['a']);
      });

      it('is the same for another connection', async () => {
        const other = await another();
        await tell(store, newId(), 'a');
        const end = await other.feedEnd();
        await tell(store, newId(), 'b');
        expect(told(await allOf(store, end))).to.eql(['b']);
        expect(told(await allOf(other, end))).to.eql(['b']);
        await other.close();
      });
    });

    describe('what the caller got wrong', () => {
      it('about where to go on is refused', async () => {
        await tell(store, newId(), 'a');
        for (const after of [
          '',
          'x',
          ' ',
          '-1',
          '1.5',
          '1e3',
          '0x10',
          '1-',
          '-',
          '--',
          '1 ',
          '\u0661',
          'NaN',
        ]) {
          const error = await failureOf(store.feed({ after, limit: 1 }));
          expect(error, JSON.stringify(after)).to.be.instanceOf(TypeError);
        }
      });

      it('about the length of a page is refused', async () => {
        for (const limit of [0, -1, 0.5, Number.NaN, Infinity]) {
          expect(await failureOf(store.feed({ limit })), `${limit}`).to.be.instanceOf(TypeError);
        }
      });
    });

    describe('closed and opened again', () => {
      it('goes on where it was, and gives nothing in between', async () => {
        await tell(store, newId(), 'a');
        const end = await store.feedEnd();
        await store.close();
        for (const attempt of [() => store.feed(ALL), () => store.feedEnd()]) {
          expect(await failureOf(attempt())).to.be.instanceOf(StoreUnavailableError);
        }
        const reopened = await another();
        await tell(reopened, newId(), 'b');
        expect(told(await allOf(reopened, end))).to.eql(['b']);
        expect(told(await allOf(reopened))).to.eql(['a', 'b']);
        await reopened.close();
      });
    });
  });
}
