import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Commit, CommitResult, IndexEntry } from '../store.ts';
import type { RedisClient } from './client.ts';
import { dueKey, indexKey, recordKey } from './keys.ts';
import { decodeRecord, encodeExpected, encodeRecord } from './record-value.ts';

const SOURCE = readFileSync(new URL('./commit.lua', import.meta.url), 'utf8');
const SHA = createHash('sha1').update(SOURCE).digest('hex');

/**
 * Runs `commit.lua`: one round trip. Where the server has forgotten the script (restart, failover, SCRIPT FLUSH)
 * it is sent in full, which cannot fail for that reason. The client's own `defineCommand` re-sends the digest once
 * another command has sent the script, and fails if it is forgotten again in between.
 */
export async function runCommit(
  client: RedisClient,
  partition: number,
  change: Commit,
): Promise<CommitResult> {
  const args = scriptArguments(partition, change);
  const reply = await client.callBuffer('evalsha', SHA, ...args).catch((error: Error) => {
    if (!error.message.startsWith('NOSCRIPT')) throw error;
    return client.callBuffer('eval', SOURCE, ...args);
  });
  if (reply === 1) return { committed: true };
  return Buffer.isBuffer(reply) ? { committed: false, current: decodeRecord(reply) } : { committed: false };
}

/** How many keys, the keys, then what the script calls ARGV. */
function scriptArguments(
  partition: number,
  { recordId, expectedVersion, body, dueAt, unindex = [], index = [] }: Commit,
): (number | string | Buffer)[] {
  const keys = [recordKey(partition, recordId), dueKey(partition)];
  const moves: (number | string)[] = [];
  const move = (entry: IndexEntry, score: number | ''): void => {
    const key = indexKey(partition, entry.index);
    const known = keys.indexOf(key) + 1;
    moves.push(known > 0 ? known : keys.push(key), entry.member, score);
  };
  for (const entry of unindex) move(entry, '');
  for (const entry of index) move(entry, entry.score);
  return [
    keys.length,
    ...keys,
    encodeExpected(expectedVersion),
    encodeRecord(expectedVersion + 1, body),
    recordId,
    dueAt ?? '',
    ...moves,
  ];
}
