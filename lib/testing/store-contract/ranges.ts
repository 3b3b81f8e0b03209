import { expect } from 'chai';
import type { IndexEntry, Place, RangeQuery, Store } from '../../store/store.ts';
import { type OpenStore, storeOfEachTest } from './each-test.ts';
import { entry, shown, spread, together } from './entries.ts';
import { failureOf } from './failure-of.ts';
import { beforeEach, describe, it } from './runner.ts';
import { newId, written } from './writes.ts';

const body = Buffer.from('any');

/** How every store gives an index, whatever it is built on. */
export function describeRanges(name: string, open: OpenStore): void {
  describe(`the ranges of ${name}`, () => {
    const { store } = storeOfEachTest(open);

    describe('a range', () => {
      const scores = [Number.MIN_SAFE_INTEGER, -1, 0, 7, 7, 7, 1_790_000_000_000, Number.MAX_SAFE_INTEGER];
      const members = ['z', 'y', 'x', 'aa', 'B', '_', '-', 'w'];
      const sorted = [
        ...[`${Number.MIN_SAFE_INTEGER} z`, '-1 y', '0 x', '7 B', '7 _', '7 aa'],
        ...['1790000000000 -', `${Number.MAX_SAFE_INTEGER} w`],
      ];
      const range = async (query: Partial<RangeQuery>) =>
        shown(await store.range('open', { limit: 100, ...query }));

      beforeEach(() =>
        spread(
          store,
          scores.map((score, place) => entry(score, members[place] ?? '')),
        ),
      );

      it('gives what all records have entered, by score, then by member', async () => {
        expect(await range({})).to.eql(sorted);
        expect(await range({ descending: true })).to.eql([...sorted].reverse());
      });

      it('keeps within its bounds, which belong to it', async () => {
        expect(await range({ from: 0, to: 7 })).to.eql(sorted.slice(2, 6));
        expect(await range({ from: 1, to: 7, descending: true })).to.eql(sorted.slice(3, 6).reverse());
        expect(await range({ from: 8 })).to.eql(sorted.slice(6));
        expect(await range({ to: -1 })).to.eql(sorted.slice(0, 2));
        for (const descending of [false, true]) {
          expect(await range({ from: 8, to: 6, descending })).to.eql([]);
          expect(await range({ from: 1, to: 6, descending })).to.eql([]);
        }
      });

      it('gives no more than it is asked for, from its own end', async () => {
        expect(await range({ limit: 5 })).to.eql(sorted.slice(0, 5));
        expect(await range({ limit: 5, descending: true })).to.eql(sorted.slice(3).reverse());
        expect(await range({ limit: Number.MAX_SAFE_INTEGER })).to.eql(sorted);
      });

      it('goes on strictly behind a place, whether that exists or not', async () => {
        expect(await range({ after: { score: 7, member: 'B' } })).to.eql(sorted.slice(4));
        expect(await range({ after: { score: 7, member: 'a' } })).to.eql(sorted.slice(5));
        expect(await range({ after: { score: 6, member: 'zz' } })).to.eql(sorted.slice(3));
        const descending = true;
        expect(await range({ descending, after: { score: 7, member: 'aa' } })).to.eql(
          sorted.slice(0, 5).reverse(),
        );
        expect(await range({ descending, after: { score: 7, member: 'a' } })).to.eql(
          sorted.slice(0, 5).reverse(),
        );
        expect(await range({ descending, after: { score: 8, member: '-' } })).to.eql(
          sorted.slice(0, 6).reverse(),
        );
      });

      it('keeps within its bounds also where it goes on from outside of them', async () => {
        expect(await range({ from: 0, to: 7, after: { score: -5, member: 'a' } })).to.eql(sorted.slice(2, 6));
        expect(await range({ from: 0, to: 7, after: { score: 8, member: 'a' } })).to.eql([]);
        const backwards = { from: 0, to: 7, descending: true };
        expect(await range({ ...backwards, after: { score: 8, member: 'a' } })).to.eql(
          sorted.slice(2, 6).reverse(),
        );
        expect(await range({ ...backwards, after: { score: -5, member: 'a' } })).to.eql([]);
      });

      it('takes -0 for 0', async () => {
        await spread(store, [entry(-0, 'y0')]);
        expect(await range({ from: -0, to: -0 })).to.eql(['0 x', '0 y0']);
        expect(await range({ from: 0, to: 0, after: { score: -0, member: 'x' } })).to.eql(['0 y0']);
        expect(await store.count('open', { from: -0, to: 0 })).to.equal(2);
      });

      it('is counted within bounds', async () => {
        expect(await store.count('open')).to.equal(8);
        expect(await store.count('open', { from: 0, to: 7 })).to.equal(4);
        expect(await store.count('open', { from: 8 })).to.equal(2);
        expect(await store.count('open', { to: -1 })).to.equal(2);
        expect(await store.count('open', { from: 8, to: 6 })).to.equal(0);
      });
    });

    describe('a range of several indexes', () => {
      const at = (index: string, score: number, member: string): IndexEntry => ({ index, score, member });

      it('puts the places of all into one order, and keeps to its bounds and its limit', async () => {
        const entries = [
          at('a', 3, 'x'),
          at('a', -1, 'y'),
          at('b', 2, 'z'),
          at('b', 3, 'B'),
          at('c', 3, '_'),
        ];
        await spread(store, [...entries, at('d', 0, 'other')]);
        const range = async (query: Partial<RangeQuery>, ...names: readonly string[]) =>
          shown(await store.range(names, { limit: 100, ...query }));
        const sorted = ['-1 y', '2 z', '3 B', '3 _', '3 x'];
        expect(await range({}, 'a', 'b', 'c')).to.eql(sorted);
        expect(await range({ descending: true }, 'c', 'none', 'b', 'a')).to.eql([...sorted].reverse());
        expect(await range({ from: 0, to: 2 }, 'a', 'b', 'c')).to.eql(['2 z']);
        expect(await range({ limit: 3 }, 'a', 'b', 'c')).to.eql(sorted.slice(0, 3));
        expect(await range({ after: { score: 3, member: 'B' } }, 'a', 'b', 'c')).to.eql(sorted.slice(3));
        const backwards = { descending: true, after: { score: 3, member: '_' }, limit: 2 };
        expect(await range(backwards, 'a', 'b', 'c')).to.eql(['3 B', '2 z']);
        expect(await range({}, 'none', 'never')).to.eql([]);
        expect(await range({})).to.eql([]);
      });

      it('gives a member that stands in several once for each', async () => {
        await together(store, [at('a', 1, 'x'), at('b', 1, 'x'), at('c', 2, 'x'), at('c', 1, 'w')]);
        const found = await store.range(['a', 'b', 'c'], { limit: 10 });
        expect(shown(found)).to.eql(['1 w', '1 x', '1 x', '2 x']);
      });

      it('takes the index "due" for one as well', async () => {
        await store.commit({ recordId: '0a', expectedVersion: 0, body, dueAt: 2 });
        await spread(store, [at('a', 1, 'x'), at('a', 3, 'y')]);
        expect(shown(await store.range(['due', 'a'], { limit: 10 }))).to.eql(['1 x', '2 0a', '3 y']);
      });

      it('is one of up to 500, each known by its own name', async () => {
        const names = Array.from({ length: 500 }, (_, place) => `list ${place}`);
        const entries = names.map((index, place) =>
          at(index, place % 100, `m${String(place).padStart(3, '0')}`),
        );
        await spread(store, entries);
        const sorted = shown(
          [...entries].sort((a, b) => a.score - b.score || (a.member < b.member ? -1 : 1)),
        );
        expect(shown(await store.range(names, { limit: 120 }))).to.eql(sorted.slice(0, 120));
        expect(shown(await store.range(names, { limit: 1000 }))).to.eql(sorted);
        expect(await failureOf(store.range([...names, 'more'], { limit: 1 }))).to.be.instanceOf(TypeError);
        expect(await failureOf(store.range(['a', ''], { limit: 1 }))).to.be.instanceOf(TypeError);
      });

      it('gives each place once when it is read page by page, also where many share a score', async () => {
        const names = ['a', 'b', 'c', 'd', 'e'];
        const entries = Array.from({ length: 600 }, (_, place) =>
          at(names[place % 5] ?? '', place < 450 ? 7 : place, `m${String(place).padStart(3, '0')}`),
        );
        await together(store, entries.slice(0, 500));
        await spread(store, entries.slice(500));
        for (const limit of [7, 200]) {
          expect(await allPages(store, names, { limit })).to.eql(entries.map(placeOf));
          const descending = await allPages(store, names, { limit, descending: true });
          expect(descending).to.eql(entries.map(placeOf).reverse());
        }
      }, 60_000);
    });

    describe('a range that is read page by page', () => {
      it('gives each of 1,000 places that share a score exactly once, in both directions', async () => {
        const members = Array.from({ length: 1000 }, (_, place) => String(place).padStart(4, '0'));
        const entries = members.map((member) => entry(7, member));
        const others = [entry(6, 'z'), entry(8, '-')];
        await together(store, [...entries.slice(0, 900), ...others]);
        await spread(store, entries.slice(900));
        for (const descending of [false, true]) {
          const found = await allPages(store, 'open', { from: 7, to: 7, descending, limit: 10 });
          const expected = descending ? [...members].reverse() : members;
          expect(found.map(({ member }) => member)).to.eql(expected);
        }
      }, 60_000);

      it('gives each place that stays exactly once while others come and go', async () => {
        const fixed = Array.from({ length: 120 }, (_, i) =>
          entry(i % 3, `m${String(i * 2).padStart(3, '0')}`),
        );
        const passing = fixed.map(({ score, member }) => entry(score, `${member}x`));
        for (const descending of [false, true]) {
          const index = descending ? 'down' : 'up';
          const staying = fixed.map((each) => ({ ...each, index }));
          const going = passing.map((each) => ({ ...each, index }));
          const recordId = newId();
          await spread(store, staying.slice(0, 30));
          await together(store, staying.slice(30));
          const halves = [going.slice(0, 60), going.slice(60)];
          let moves = 0;
          let expectedVersion = await written(store, {
            recordId,
            expectedVersion: 0,
            body,
            index: going.slice(0, 60),
          });
          const found = await allPages(store, index, { descending, limit: 7 }, async () => {
            const [there = [], away = []] = moves % 2 ? halves.toReversed() : halves;
            const move = { recordId, expectedVersion, body, unindex: there, index: away };
            expectedVersion = await written(store, move);
            moves += 1;
          });
          const stayed = found.filter(({ member }) => !member.endsWith('x'));
          expect(moves).to.be.above(14);
          expect(shown(stayed)).to.have.members(shown(fixed)).and.have.lengthOf(120);
          expect(new Set(shown(found)).size).to.equal(found.length);
        }
      }, 60_000);
    });
  });
}

function placeOf({ score, member }: Place): Place {
  return { score, member };
}

/** Reads on behind the last place until nothing is left; `between` is awaited after each page. */
async function allPages(
  store: Store,
  index: string | readonly string[],
  query: RangeQuery,
  between = async (): Promise<void> => {},
): Promise<Place[]> {
  const found: Place[] = [];
  for (;;) {
    const after = found.at(-1);
    const page = await store.range(index, { ...query, ...(after && { after }) });
    if (page.length === 0) return found;
    found.push(...page);
    await between();
  }
}
