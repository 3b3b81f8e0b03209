import { checkCommit } from '../check.ts';
import { nextVersion } from '../next-version.ts';
import type { Commit, CommitResult } from '../store.ts';
import { addChange, type Sums, writeSums } from './counters.ts';
import type { Environment } from './environment.ts';
import { appendChanges, closeFeed, type FeedScan, forgetChanges, readFeedState, scanFeed } from './feed.ts';
import { indexKey } from './ranges.ts';
import { decodeRecord, encodeRecord } from './record-value.ts';
import type { Writer } from './writer.ts';

const NOTHING = Buffer.alloc(0);

/** How many commits share a transaction, at most: other processes wait for the write lock in the meantime. */
const TOGETHER = 256;

/** A commit that waits for its transaction. */
interface Waiting {
  readonly change: Commit;
  /** What is forgotten with it. */
  readonly scan?: FeedScan;
  resolve(outcome: Outcome): void;
  reject(error: unknown): void;
}

/** What became of a commit; `error` when what stands there cannot be read, which says nothing about others. */
type Outcome = { readonly result: CommitResult } | { readonly error: unknown };

export interface Commits {
  commit(change: Commit): Promise<CommitResult>;
  /** Waits until none is under way. */
  settled(): Promise<void>;
}

/**
 * Commits that wait together go into one write transaction and share its flush. LMDB's own thread takes the write lock, which
 * all processes share, and holds it while `commitTogether` runs in this one. Nothing is awaited in there.
 */
export function createCommits(environment: Environment, writer: Writer): Commits {
  const waiting: Waiting[] = [];
  let running: Promise<void> | undefined;

  const run = async (): Promise<void> => {
    for (let batch: Waiting[] = []; waiting.length > 0; batch = []) {
      try {
        const outcomes = await environment.transaction(() => {
          // Only here, since more have come while the lock was waited for.
          batch = waiting.splice(0, TOGETHER);
          return commitTogether(environment, writer, batch);
        });
        for (const [place, outcome] of outcomes.entries()) batch[place]?.resolve(outcome);
      } catch (error) {
        if (batch.length === 0) batch = waiting.splice(0, TOGETHER);
        for (const { reject } of batch) reject(error);
      }
    }
    running = undefined;
  };

  const commit = async (change: Commit): Promise<CommitResult> => {
    checkCommit(change);
    const scan = change.forget ? await scanFeed(environment, writer, change.recordId) : undefined;
    const outcome = await writer.write(
      () =>
        new Promise<Outcome>((resolve, reject) => {
          waiting.push({ change, resolve, reject, ...(scan && { scan }) });
          running ??= run();
        }),
    );
    if ('error' in outcome) throw outcome.error;
    return outcome.result;
  };

  return { commit, settled: async () => running };
}

/** Inside a write transaction. When it throws, nothing of all these is written. */
function commitTogether(environment: Environment, writer: Writer, batch: readonly Waiting[]): Outcome[] {
  const { end: before } = readFeedState(environment);
  const sums: Sums = new Map();
  let end = before;
  const outcomes = batch.map(({ change, scan }): Outcome => {
    const found = lookFor(environment, writer, change);
    if ('error' in found) return found;
    if (found.version !== change.expectedVersion) return { result: refused(found) };
    const version = writeRecord(environment, change, found.dueAt);
    writeEntries(environment, change);
    for (const each of change.add ?? []) addChange(sums, each);
    if (scan !== undefined) forgetChanges(environment, change.recordId, scan);
    end = appendChanges(environment, end, change.recordId, change.changes ?? []);
    return { result: { committed: true, version } };
  });
  writeSums(environment, sums);
  closeFeed(environment, before, end);
  return outcomes;
}

/** What stands there now; version 0 when nothing does. */
interface Found {
  readonly version: number;
  readonly body?: Buffer;
  readonly dueAt?: number;
}

function lookFor({ records }: Environment, writer: Writer, { recordId }: Commit): Found | { error: unknown } {
  try {
    return writer.reading(() => {
      const entry = records.getEntry(recordId);
      return entry === undefined
        ? { version: 0 }
        : { version: entry.version ?? 0, ...decodeRecord(entry.value) };
    });
  } catch (error) {
    return { error };
  }
}

function refused({ version, body }: Found): CommitResult {
  return { committed: false, ...(body && { current: { version, body } }) };
}

/** Gives the version that the record has then; 0 when it is gone. */
function writeRecord(environment: Environment, change: Commit, wasDueAt: number | undefined): number {
  const { recordId, expectedVersion, body } = change;
  const dueAt = body && change.dueAt;
  moveTimer(environment, recordId, wasDueAt, dueAt);
  if (body === undefined) {
    environment.records.remove(recordId);
    return 0;
  }
  const version = nextVersion(expectedVersion);
  environment.records.put(recordId, encodeRecord(body, dueAt), version);
  return version;
}

function moveTimer(
  { due }: Environment,
  recordId: string,
  from: number | undefined,
  to: number | undefined,
): void {
  if (from === to) return;
  if (from !== undefined) due.remove([from, recordId]);
  if (to !== undefined) due.put([to, recordId], NOTHING);
}

function writeEntries({ indexes }: Environment, { unindex = [], index = [] }: Commit): void {
  for (const entry of unindex) indexes.remove(indexKey(entry));
  for (const entry of index) indexes.put(indexKey(entry), NOTHING);
}
