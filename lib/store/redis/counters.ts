import pMap from 'p-map';
import type { RedisClient } from './client.ts';
import { counterKey } from './keys.ts';
import { askAll, keysAtOnce } from './shares.ts';

/** The fields of each counter, over all partitions. Rejects when one does not answer: the sums would be wrong. */
export async function readTotals(
  client: RedisClient,
  partitions: number,
  counters: readonly string[],
): Promise<ReadonlyMap<string, number>[]> {
  const read = async (counter: string): Promise<ReadonlyMap<string, number>> =>
    sum(await askAll(partitions, (partition) => client.hgetall(counterKey(partition, counter))));
  return pMap(counters, read, { concurrency: keysAtOnce(partitions) });
}

/** A partition may hold a number below 0 that others make up for. */
function sum(parts: readonly Readonly<Record<string, string>>[]): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const part of parts) {
    for (const field of Object.keys(part)) sums.set(field, (sums.get(field) ?? 0) + Number(part[field]));
  }
  return new Map([...sums].filter(([, value]) => value !== 0));
}
