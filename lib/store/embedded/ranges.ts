import type { Database } from 'lmdb';
import { type Bounds, boundsOf, DUE_INDEX, reachOf } from '../places.ts';
import type { IndexEntry, Place, RangeQuery } from '../store.ts';
import type { Environment } from './environment.ts';

/** Sorts behind every member. */
const LAST = '\uffff';

type KeyPart = string | number;

/** Where the places of an index stand: under keys `[...prefix, score, member]`. */
interface Shelf {
  readonly database: Database<Buffer, KeyPart[]>;
  readonly prefix: readonly KeyPart[];
}

/** LMDB would sort -0 behind all other numbers. */
export function indexKey({ index, score, member }: IndexEntry): [string, number, string] {
  return [index, score + 0, member];
}

/** Places of an index in order, as of one moment. */
export function rangePlaces(environment: Environment, index: string, query: RangeQuery): Place[] {
  const { database, prefix } = shelfOf(environment, index);
  const { descending = false, after, limit } = query;
  const reach = reachOf(query);
  const { low, high } = edges(prefix, reach);
  const [first, end] = descending ? [high, low] : [low, high];
  const goesOn = after !== undefined && after.score === (descending ? reach.to : reach.from);
  const start = goesOn ? [...prefix, after.score + 0, after.member] : first;
  database.resetReadTxn();
  const keys = database.getKeys({ start, exclusiveStart: true, end, reverse: descending, limit });
  return Array.from(keys, (key) => {
    const [score, member] = key.slice(prefix.length) as [number, string];
    return { score, member };
  });
}

/** How many places of an index there are within the bounds, as of one moment. */
export function countPlaces(
  environment: Environment,
  index: string,
  bounds: Pick<RangeQuery, 'from' | 'to'>,
): number {
  const { database, prefix } = shelfOf(environment, index);
  const { low, high } = edges(prefix, boundsOf(bounds));
  database.resetReadTxn();
  return database.getKeysCount({ start: low, end: high });
}

function shelfOf({ due, indexes }: Environment, index: string): Shelf {
  return index === DUE_INDEX ? { database: due, prefix: [] } : { database: indexes, prefix: [index] };
}

/** Keys before and behind all places within the bounds; none stands at either. */
function edges(prefix: readonly KeyPart[], { from, to }: Bounds) {
  return { low: [...prefix, from + 0], high: [...prefix, to + 0, LAST] };
}
