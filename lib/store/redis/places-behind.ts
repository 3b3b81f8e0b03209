import { placeOrder } from '../places.ts';
import type { Place, RangeQuery } from '../store.ts';

/** Fetches `count` places of a partition in order, from the score of `after` on, leaving out the first `offset`. */
export type Fetch = (offset: number, count: number) => Promise<Place[]>;

/** How many places at least are fetched at once when many share the score of `after`. */
const STRIDE = 200;

/**
 * The first `limit` places behind `after`. Redis finds a place by its score only, so that those which share the score
 * of `after` have to be fetched to be passed over.
 *
 * Places may go in between, and the others then move up past the offset. So each fetch but the first starts with a
 * place already passed over: if none is there, some were missed, and we go back.
 */
export async function placesBehind(fetch: Fetch, query: RangeQuery): Promise<Place[]> {
  const { after, limit } = query;
  if (after === undefined) return fetch(0, limit);
  const order = placeOrder(query);
  for (let offset = 0, count = limit + 1; ; count = Math.max(count, STRIDE)) {
    const places = await fetch(offset, count);
    const found = places.filter((place) => order(place, after) > 0);
    const passed = places.length - found.length;
    if (passed === 0 && offset > 0) offset = Math.max(0, offset - count);
    else if (found.length >= limit || places.length < count) return found.slice(0, limit);
    else offset += passed - 1;
  }
}
