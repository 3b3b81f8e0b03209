import { checkCommit, checkRecordId } from '../check.ts';
import type { Rejection, Store, StoredRecord, StoreHealth } from '../store.ts';
import type { RedisAddress } from '../url.ts';
import { connect, type RedisClient } from './client.ts';
import { runCommit } from './commit-script.ts';
import { unavailable } from './errors.ts';
import { checkHealth } from './health.ts';
import { DEFAULT_PARTITIONS, dueKey, partitionOf, REJECTIONS_KEY, recordKey } from './keys.ts';
import { checkLayout, checkMode } from './layout.ts';
import { decodeRecord } from './record-value.ts';

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
      return ask(runCommit(client, partitionOf(change.recordId, partitions), change));
    },
    due: (now, limit) => ask(dueRecords(client, partitions, now, limit)),
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

/**
 * Asks every partition and puts the earliest first. Partitions that do not answer are left out as long as one does:
 * their timers are late, the others must not be.
 */
async function dueRecords(
  client: RedisClient,
  partitions: number,
  now: number,
  limit: number,
): Promise<string[]> {
  const answers = await Promise.allSettled(
    Array.from({ length: partitions }, (_, partition) =>
      client.zrange(dueKey(partition), '-inf', String(now), 'BYSCORE', 'LIMIT', 0, limit, 'WITHSCORES'),
    ),
  );
  const failed = answers.filter((answer) => answer.status === 'rejected');
  if (failed.length === partitions) throw failed[0]?.reason;
  return answers
    .flatMap((answer) => (answer.status === 'fulfilled' ? pairs(answer.value) : []))
    .sort((a, b) => a.dueAt - b.dueAt)
    .slice(0, limit)
    .map(({ recordId }) => recordId);
}

/** A reply `[member, score, member, score, …]`. */
function pairs(reply: readonly string[]): { recordId: string; dueAt: number }[] {
  return reply.flatMap((recordId, index) =>
    index % 2 === 0 ? [{ recordId, dueAt: Number(reply[index + 1]) }] : [],
  );
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
