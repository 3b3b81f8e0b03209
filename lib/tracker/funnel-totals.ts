import type { Store } from '../store/store.ts';

type Totals = Store['totals'];

/** Counters that are read in one go: those of a week can have some hundred thousand fields in all partitions. */
const AT_ONCE = 7;

/**
 * Reads counters a few at a time, and for one question at a time: more of them in flight keep a Redis busy for longer than
 * commands are waited for, those of deliveries too. Whoever asks the same before its turn has come shares the answer; it
 * is read after they have asked, so that it holds what they have seen.
 */
export function createTotals(store: Pick<Store, 'totals'>): Totals {
  const waiting = new Map<string, ReturnType<Totals>>();
  let last: Promise<unknown> = Promise.resolve();

  const read = async (counters: readonly string[]) => {
    const found: ReadonlyMap<string, number>[] = [];
    for (let start = 0; start < counters.length; start += AT_ONCE)
      found.push(...(await store.totals(counters.slice(start, start + AT_ONCE))));
    return found;
  };

  return (counters) => {
    const key = counters.join('\n');
    const known = waiting.get(key);
    if (known !== undefined) return known;
    const turn = last.then(() => {
      waiting.delete(key);
      return read(counters);
    });
    waiting.set(key, turn);
    last = turn.catch(() => {});
    return turn;
  };
}
