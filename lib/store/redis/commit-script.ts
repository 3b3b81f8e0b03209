import { nextVersion } from '../next-version.ts';
import type { Commit, CommitResult, CounterChange, IndexEntry } from '../store.ts';
import type { RedisClient } from './client.ts';
import { counterKey, dueKey, feedKey, feedSinceKey, indexKey, recordKey } from './keys.ts';
import { untilMoved } from './moving.ts';
import { decodeRecord, encodeExpected, encodeRecord } from './record-value.ts';
import { readScript, runScript, type ScriptArgument } from './script.ts';

const SCRIPT = readScript('commit.lua');

/** How many entries of the change feed are kept at least, when the partitions get equally many. */
const KEPT_ENTRIES = 65_536;

/** Runs `commit.lua`: one round trip, as long as a cluster is not moving the partition. */
export async function runCommit(
  client: RedisClient,
  partitions: number,
  partition: number,
  change: Commit,
): Promise<CommitResult> {
  const version = change.body === undefined ? 0 : nextVersion(change.expectedVersion);
  const { keys, args } = scriptArguments(partition, keptEntries(partitions), change, version);
  const reply = await untilMoved(() => runScript(client, SCRIPT, keys, args));
  if (reply === 1) return { committed: true, version };
  return Buffer.isBuffer(reply) ? { committed: false, current: decodeRecord(reply) } : { committed: false };
}

/** How many entries of the change feed a partition keeps at least. */
export function keptEntries(partitions: number): number {
  return Math.ceil(KEPT_ENTRIES / partitions);
}

function scriptArguments(partition: number, bound: number, change: Commit, version: number) {
  const { recordId, expectedVersion, body, dueAt, changes = [], forget = false } = change;
  const keys = [recordKey(partition, recordId), dueKey(partition)];
  const moves = moveWords(partition, change, keys);
  const indexes = keys.length;
  const sums = sumWords(partition, change.add ?? [], keys);
  if (changes.length > 0 || forget) keys.push(feedKey(partition));
  if (forget) keys.push(feedSinceKey(partition));
  const score = (body && dueAt) ?? '';
  const words = [recordId, score, indexes, moves.length / 3, forget ? 1 : '', bound, ...moves, ...sums];
  const args: ScriptArgument[] = [
    encodeExpected(expectedVersion),
    body === undefined ? '' : encodeRecord(version, body),
    // No name that a commit may have holds a line feed.
    `${words.join('\n')}\n`,
    ...changes,
  ];
  return { keys, args };
}

type Word = number | string;

/** Adds the keys of the indexes to `keys`. */
function moveWords(partition: number, { unindex = [], index = [] }: Commit, keys: string[]): Word[] {
  const moves: Word[] = [];
  const move = (entry: IndexEntry, score: number | ''): void => {
    moves.push(numberOf(indexKey(partition, entry.index), keys), entry.member, score);
  };
  for (const entry of unindex) move(entry, '');
  for (const entry of index) move(entry, entry.score);
  return moves;
}

/** Adds the keys of the counters to `keys`. A field comes once, since all are read before the first is written. */
function sumWords(partition: number, add: readonly CounterChange[], keys: string[]): Word[] {
  const sums = new Map<string, [key: number, field: string, by: number]>();
  for (const { counter, field, by } of add) {
    const key = numberOf(counterKey(partition, counter), keys);
    const sum = sums.get(`${key} ${field}`);
    if (sum === undefined) sums.set(`${key} ${field}`, [key, field, by]);
    else sum[2] += by;
  }
  return [...sums.values()].flat();
}

/** Where a key stands in KEYS of the script; it is added where it is new. */
function numberOf(key: string, keys: string[]): number {
  const known = keys.indexOf(key) + 1;
  return known > 0 ? known : keys.push(key);
}
