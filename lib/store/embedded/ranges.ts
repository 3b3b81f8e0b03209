import type { Database } from 'lmdb';
import { type Bounds, boundsOf, DUE_INDEX, placeOrder, reachOf } from '../places.ts';
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

/** Places of an index, or of several together, in order, as of one moment. */
export function rangePlaces(
  environment: Environment,
  index: string | readonly string[],
  query: RangeQuery,
): Place[] {
  const shelves = [index].flat().map((each) => shelfOf(environment, each));
  environment.indexes.resetReadTxn();
  const queues = shelves.map((shelf) => placesOf(shelf, query));
  const [only] = queues;
  if (only !== undefined && queues.length === 1) return Array.from(only);
  return merge(queues, query);
}

/** The places of one index; each is read when it is asked for. */
function* placesOf({ database, prefix }: Shelf, query: RangeQuery): Generator<Place, undefined> {
  const { descending = false, after, limit } = query;
  const reach = reachOf(query);
  const { low, high } = edges(prefix, reach);
  const [first, end] = descending ? [high, low] : [low, high];
  const goesOn = after !== undefined && after.score === (descending ? reach.to : reach.from);
  const start = goesOn ? [...prefix, after.score + 0, after.member] : first;
  for (const key of database.getKeys({ start, exclusiveStart: true, end, reverse: descending, limit })) {
    const [score, member] = key.slice(prefix.length) as [number, string];
    yield { score, member };
  }
}

/** Takes the first of all heads until there are enough, so that of each index little more is read than is given. */
function merge(queues: readonly Generator<Place, undefined>[], query: RangeQuery): Place[] {
  const order = placeOrder(query);
  const heads = queues.map((queue) => queue.next().value);
  const merged: Place[] = [];
  while (merged.length < query.limit) {
    let first = -1;
    let least: Place | undefined;
    for (const [place, head] of heads.entries()) {
      if (head === undefined || (least !== undefined && order(head, least) >= 0)) continue;
      first = place;
      least = head;
    }
    if (least === undefined) break;
    merged.push(least);
    heads[first] = queues[first]?.next().value;
  }
  for (const queue of queues) queue.return(undefined);
  return merged;
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
