import { checkCommit, checkCount, checkFeed, checkRange, checkRecordId, checkTotals } from '../check.ts';
import type { Rejection, Store, StoredRecord, StoreHealth } from '../store.ts';
import type { RedisAddress } from '../url.ts';
import { connect, type RedisClient } from './client.ts';
import { runCommit } from './commit-script.ts';
import { readTotals } from './counters.ts';
import { unavailable } from './errors.ts';
import { feedStart, readFeed, readFeedEnd } from './feed.ts';
import { checkHealth } from './health.ts';
import { DEFAULT_PARTITIONS, partitionOf, REJECTIONS_KEY, recordKey } from './keys.ts';
import { checkLayout, checkMode } from './layout.ts';
import { countPlaces, dueRecords, rangePlaces } from './ranges.ts';
import { decodeRecord } from './record-value.ts';

/** How records are spread over Redis, and how long it may take to answer. */
export interface RedisStoreOptions {
  /** Into how many partitions records are spread. Fixed at the first start. Default: 64. */
  readonly partitions?: number;
  /** How long a command may take, in ms, before it counts as failed. Default: 2,000. */
  readonly commandTimeout?: number;
}

const KEPT_REJECTIONS = 1000;
/** Probes come often and from many sides; one answer serves those of a second. */
const HEALTH_LIFETIME = 1000;

/** The store in one Redis or in a Redis Cluster. Throws as `openStore` does. */
export async function openRedisStore(address: RedisAddress, options: RedisStoreOptions = {}): Promise<Store> {
  const { partitions = DEFAULT_PARTITIONS, commandTimeout = 2000 } = options;
  const { name } = address;
  const client = await connect(address, commandTimeout);
  try {
    await checkMode(client, name);
    await checkLayout(client, name, partitions);
  } catch (error) {
    client.disconnect();
    throw error;
  }
  const ask = async <T>(question: Promise<T>): Promise<T> => {
    try {
      return await question;
    } catch (error) {
      throw unavailable(name, error);
    }
  };
  return {
    read: async (recordId) => {
      checkRecordId(recordId);
      return ask(readRecord(client, partitionOf(recordId, partitions), recordId));
    },
    commit: async (change) => {
      checkCommit(change);
      return ask(runCommit(client, partitions, partitionOf(change.recordId, partitions), change));
    },
    due: (now, limit) => ask(dueRecords(client, partitions, now, limit)),
    range: async (index, query) => {
      checkRange(index, query);
      return ask(rangePlaces(client, partitions, [index].flat(), query));
    },
    count: async (index, bounds = {}) => {
      checkCount(index, bounds);
      return ask(countPlaces(client, partitions, index, bounds));
    },
    totals: async (counters) => {
      checkTotals(counters);
      return ask(readTotals(client, partitions, counters));
    },
    feed: async (query) => {
      checkFeed(query);
      return ask(readFeed(client, partitions, feedStart(query, partitions), query.limit));
    },
    feedEnd: () => ask(readFeedEnd(client, partitions)),
    reject: (rejection) => ask(addRejection(client, rejection)),
    rejections: (limit) => ask(newestRejections(client, limit)),
    health: cached(HEALTH_LIFETIME, () => checkHealth(client, partitions)),
    close: async () => client.disconnect(),
  };
}

async function readRecord(
  client: RedisClient,
  partition: number,
  recordId: string,
): Promise<StoredRecord | undefined> {
  const value = await client.getBuffer(recordKey(partition, recordId));
  return value === null ? undefined : decodeRecord(value);
}

async function addRejection(client: RedisClient, rejection: Rejection): Promise<void> {
  await client.xadd(REJECTIONS_KEY, 'MAXLEN', '=', KEPT_REJECTIONS, '*', 'json', JSON.stringify(rejection));
}

async function newestRejections(client: RedisClient, limit: number): Promise<Rejection[]> {
  const entries = await client.xrevrange(REJECTIONS_KEY, '+', '-', 'COUNT', limit);
  return entries.map(([, fields]) => JSON.parse(fields[1] ?? 'null') as Rejection);
}

function cached(lifetime: number, check: () => Promise<StoreHealth>): () => Promise<StoreHealth> {
  let until = 0;
  let answer: Promise<StoreHealth> | undefined;
  return () => {
    if (answer === undefined || Date.now() >= until) {
      until = Date.now() + lifetime;
      answer = check();
    }
    return answer;
  };
}
