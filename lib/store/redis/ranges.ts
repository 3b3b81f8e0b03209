import { type Bounds, boundsOf, placeOrder, reachOf } from '../places.ts';
import type { Place, RangeQuery } from '../store.ts';
import type { RedisClient } from './client.ts';
import { dueKey, indexKey } from './keys.ts';
import { type Fetch, placesBehind } from './places-behind.ts';

/**
 * Asks every partition for its share and puts the earliest first; only where that is not enough, those that have more
 * are asked for it. Partitions that do not answer are left out as long as one does: their timers are late, the others
 * must not be.
 */
export async function dueRecords(
  client: RedisClient,
  partitions: number,
  now: number,
  limit: number,
): Promise<string[]> {
  const bounds = boundsOf({ to: now });
  const share = Math.min(limit, 2 * Math.ceil(limit / partitions));
  const fetchDue = (partition: number, count: number) =>
    fetchFrom(client, dueKey(partition), bounds)(0, count);
  const answers = await Promise.allSettled(ask(partitions, (partition) => fetchDue(partition, share)));
  const failed = answers.filter((answer) => answer.status === 'rejected');
  if (failed.length === partitions) throw failed[0]?.reason;
  const shares = answers.map((answer) => (answer.status === 'fulfilled' ? answer.value : []));
  const isEnough = share === limit || shares.flat().length >= limit;
  const whole = shares.map(async (found, partition) =>
    isEnough || found.length < share ? found : fetchDue(partition, limit).catch(() => found),
  );
  return (await Promise.all(whole))
    .flat()
    .sort((a, b) => a.score - b.score)
    .slice(0, limit)
    .map(({ member }) => member);
}

/** Places of an index in order, over all partitions. Rejects when one does not answer: a gap would be a wrong answer. */
export async function rangePlaces(
  client: RedisClient,
  partitions: number,
  index: string,
  query: RangeQuery,
): Promise<Place[]> {
  const { descending } = query;
  const answers = await Promise.all(
    ask(partitions, (partition) => {
      const fetch = fetchFrom(client, indexKey(partition, index), reachOf(query), descending);
      return placesBehind(fetch, query);
    }),
  );
  return answers.flat().sort(placeOrder(query)).slice(0, query.limit);
}

/** How many places of an index are within the bounds. Rejects when a partition does not answer. */
export async function countPlaces(
  client: RedisClient,
  partitions: number,
  index: string,
  bounds: Pick<RangeQuery, 'from' | 'to'>,
): Promise<number> {
  const { from, to } = boundsOf(bounds);
  const counts = await Promise.all(
    ask(partitions, (partition) => client.zcount(indexKey(partition, index), from, to)),
  );
  return counts.reduce((sum, count) => sum + count, 0);
}

function ask<T>(partitions: number, question: (partition: number) => Promise<T>): Promise<T>[] {
  return Array.from({ length: partitions }, (_, partition) => question(partition));
}

function fetchFrom(client: RedisClient, key: string, bounds: Bounds, descending = false): Fetch {
  const [from, to] = [String(bounds.from), String(bounds.to)];
  return async (offset, count) =>
    places(
      descending
        ? await client.zrange(key, to, from, 'BYSCORE', 'REV', 'LIMIT', offset, count, 'WITHSCORES')
        : await client.zrange(key, from, to, 'BYSCORE', 'LIMIT', offset, count, 'WITHSCORES'),
    );
}

/** A reply `[member, score, member, score, …]`. */
function places(reply: readonly string[]): Place[] {
  return reply.flatMap((member, i) => (i % 2 === 0 ? [{ score: Number(reply[i + 1]), member }] : []));
}
