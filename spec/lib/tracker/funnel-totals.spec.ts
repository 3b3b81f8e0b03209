import { expect } from 'chai';
import type { Store } from '../../../lib/store/store.ts';
import { createTotals } from '../../../lib/tracker/funnel-totals.ts';
import { recordIdOf } from '../../../lib/tracker/ids.ts';
import { embeddedTracker } from '../../support/tracker.ts';

/** A real store that notes what is read of it, and how many reads are under way at most. */
async function withStore(
  use: (store: Store, seen: { readonly reads: string[][]; most: number }) => Promise<void>,
): Promise<void> {
  const { store, close } = await embeddedTracker();
  const seen = { reads: [] as string[][], most: 0 };
  let now = 0;
  const watched: Store = {
    ...store,
    async totals(counters) {
      seen.reads.push([...counters]);
      seen.most = Math.max(seen.most, ++now);
      return store.totals(counters).finally(() => {
        now -= 1;
      });
    },
  };
  await use(watched, seen).finally(close);
}

let customers = 0;

async function count(store: Store, counter: string): Promise<void> {
  const recordId = recordIdOf('connect', `counted-${customers++}`);
  await store.commit({
    recordId,
    expectedVersion: 0,
    body: Buffer.from('{}'),
    add: [{ counter, field: 'n', by: 1 }],
  });
}

describe('the counters of the funnel', () => {
  it('are read a few at a time, and told in the order in which they were asked for', () =>
    withStore(async (store, { reads }) => {
      const counters = Array.from({ length: 17 }, (_, number) => `day-${number}`);
      await count(store, 'day-3');
      await count(store, 'day-16');
      const totals = await createTotals(store)(counters);
      expect(totals.map((fields) => fields.get('n') ?? 0).flatMap((sum, day) => (sum ? [day] : []))).to.eql([
        3, 16,
      ]);
      expect(totals).to.have.length(17);
      expect(reads.map(({ length }) => length)).to.deep.equal([7, 7, 3]);
    }));

  it('are read once for all who ask the same meanwhile, and never twice at a time', () =>
    withStore(async (store, seen) => {
      const totals = createTotals(store);
      const first = totals(['a']);
      await Promise.resolve();
      await Promise.all([first, totals(['a']), totals(['a']), totals(['b'])]);
      expect(seen.reads).to.deep.equal([['a'], ['a'], ['b']]);
      expect(seen.most).to.equal(1);
    }));

  it('hold what was committed before the question, also while another is answered', () =>
    withStore(async (store) => {
      const totals = createTotals({
        // The first is answered only after a commit that it does not hold.
        async totals(counters) {
          const found = await store.totals(counters);
          if (found[0]?.size === 0) await count(store, 'a');
          return found;
        },
      });
      const first = totals(['a']);
      await Promise.resolve();
      const [before, after] = await Promise.all([first, totals(['a'])]);
      expect([before[0]?.get('n'), after[0]?.get('n')]).to.deep.equal([undefined, 1]);
    }));

  it('are read again after a read that failed', () =>
    withStore(async (store) => {
      let isAway = true;
      const totals = createTotals({
        totals: async (counters) => {
          if (isAway) throw new Error('away');
          return store.totals(counters);
        },
      });
      expect(await totals(['a']).catch((error: Error) => error.message)).to.equal('away');
      isAway = false;
      expect(await totals(['a'])).to.deep.equal([new Map()]);
    }));
});
