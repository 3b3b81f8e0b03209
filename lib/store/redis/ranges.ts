import pMap from 'p-map';
import { boundsOf, placeOrder, reachOf } from '../places.ts';
import type { Place, RangeQuery } from '../store.ts';
import type { RedisClient } from './client.ts';
import { dueKey, indexKey } from './keys.ts';
import { isMoving } from './moving.ts';
import { readScript, runScript, type ScriptArgument } from './script.ts';
import { askAll, keysAtOnce, mergeShares, shareOf } from './shares.ts';

const SCRIPT = readScript('range.lua');

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
  const share = Math.min(limit, 2 * Math.ceil(limit / partitions));
  const fetchDue = async (partition: number, count: number): Promise<Place[]> =>
    places(
      await client.zrange(dueKey(partition), '-inf', String(now), 'BYSCORE', 'LIMIT', 0, count, 'WITHSCORES'),
    );
  const answers = await Promise.allSettled(
    Array.from({ length: partitions }, (_, partition) => fetchDue(partition, share)),
  );
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

/**
 * Places of indexes in one order, over all partitions. Rejects when a partition does not answer: a gap would be a wrong
 * answer.
 */
export async function rangePlaces(
  client: RedisClient,
  partitions: number,
  indexes: readonly string[],
  query: RangeQuery,
): Promise<Place[]> {
  if (indexes.length === 0) return [];
  const { limit } = query;
  const order = placeOrder(query);
  const ask = async (partition: number, count: number): Promise<Place[]> => {
    const args = rangeArguments(query, count);
    const run = async (keys: readonly string[]): Promise<Place[]> =>
      places((await runScript(client, SCRIPT, keys, args)) as Buffer[]);
    const keys = indexes.map((index) => indexKey(partition, index));
    return run(keys).catch(async (error: unknown) => {
      if (!isMoving(error) || keys.length === 1) throw error;
      // One by one, since a key alone is answered by the node that has it.
      const each = await pMap(keys, (key) => run([key]), { concurrency: keysAtOnce(partitions) });
      return each.flat().sort(order).slice(0, count);
    });
  };
  const share = shareOf(limit, partitions);
  const shares = await askAll(partitions, (partition) => ask(partition, share));
  const whole = (partition: number): Promise<Place[]> => ask(partition, limit);
  return mergeShares(shares, { share, limit, order, whole });
}

/** What `range.lua` calls ARGV. A place that is passed over matters only where the range begins with its score. */
function rangeArguments(query: RangeQuery, count: number): ScriptArgument[] {
  const { descending = false, after } = query;
  const { from, to } = reachOf(query);
  const isTied = after !== undefined && after.score === (descending ? to : from);
  // In text -0 is 0.
  const bounds = [String(from), String(to)];
  return [
    ...bounds,
    descending ? 1 : '',
    count,
    ...(isTied ? [String(after.score), after.member] : ['', '']),
  ];
}

/** How many places of an index are within the bounds. Rejects when a partition does not answer. */
export async function countPlaces(
  client: RedisClient,
  partitions: number,
  index: string,
  bounds: Pick<RangeQuery, 'from' | 'to'>,
): Promise<number> {
  const { from, to } = boundsOf(bounds);
  const counts = await askAll(partitions, (partition) => client.zcount(indexKey(partition, index), from, to));
  return counts.reduce((sum, count) => sum + count, 0);
}

/** A reply `[member, score, member, score, …]`. */
function places(reply: readonly (string | Buffer)[]): Place[] {
  return reply.flatMap((member, i) =>
    i % 2 === 0 ? [{ score: Number(reply[i + 1]), member: String(member) }] : [],
  );
}
