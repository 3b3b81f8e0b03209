import { setImmediate as nextTurn } from 'node:timers/promises';
import type { FeedEntry, FeedPage } from '../store.ts';
import type { Environment, FeedKey } from './environment.ts';
import type { Writer } from './writer.ts';

/** How many of the newest sequence numbers are kept; forgotten ones among them. */
const KEPT = 65_536;

/** The oldest go when so many have come, and not with each commit. */
const TRIM_STEP = 256;

/** How many entries are looked at before others get their turn. */
const SCAN_STEP = 4096;

/** Where the feed stands. Sequence numbers begin at 1. */
interface FeedState {
  /** The newest sequence number; kept apart, since the entry that had it may be forgotten. */
  readonly end: number;
  /** The newest one that trimming has removed, 0 when none. */
  readonly trimmed: number;
}

/** The entries of a record up to a sequence number. */
export interface FeedScan {
  readonly keys: readonly FeedKey[];
  readonly upTo: number;
}

/** Of this moment inside a write transaction, otherwise of the moment that was read before in this turn. */
export function readFeedState({ meta }: Environment): FeedState {
  return { end: meta.get('feed:end') ?? 0, trimmed: meta.get('feed:trimmed') ?? 0 };
}

/** Inside a write transaction: entries behind `end`. Gives the new end, which `closeFeed` keeps. */
export function appendChanges(
  { feed }: Environment,
  end: number,
  recordId: string,
  changes: readonly Buffer[],
): number {
  for (const [place, change] of changes.entries()) feed.put([end + place + 1, recordId], change);
  return end + changes.length;
}

/** Inside a write transaction, once it has appended what it appends: keeps the end, and removes what is too old. */
export function closeFeed({ feed, meta }: Environment, before: number, end: number): void {
  if (end === before) return;
  meta.put('feed:end', end);
  if (Math.floor(end / TRIM_STEP) === Math.floor(before / TRIM_STEP)) return;
  const surplus = [...feed.getKeys({ end: [end - KEPT + 1] })];
  const [newest] = surplus.at(-1) ?? [];
  if (newest === undefined) return;
  for (const key of surplus) feed.remove(key);
  meta.put('feed:trimmed', newest);
}

/**
 * Looks through the whole feed for the entries of a record, in 20 ms or so: `forget` is rare and pays for itself, and no
 * other commit has an index to keep for it. A sequence number is never given later than a greater one, so none comes up behind the scan.
 */
export async function scanFeed(
  environment: Environment,
  writer: Writer,
  recordId: string,
): Promise<FeedScan> {
  const keys: FeedKey[] = [];
  for (let from = 1; ; ) {
    const step = writer.reading(() => scanStep(environment, recordId, from));
    keys.push(...step.keys);
    if (step.isLast) return { keys, upTo: step.upTo };
    from = step.upTo + 1;
    await nextTurn();
  }
}

function scanStep({ feed }: Environment, recordId: string, from: number): FeedScan & { isLast: boolean } {
  feed.resetReadTxn();
  const keys: FeedKey[] = [];
  let count = 0;
  let upTo = from - 1;
  for (const key of feed.getKeys({ start: [from], limit: SCAN_STEP })) {
    if (key[1] === recordId) keys.push(key);
    upTo = key[0];
    count += 1;
  }
  return { keys, upTo, isLast: count < SCAN_STEP };
}

/** Inside a write transaction: what the scan has found, and what has come since. */
export function forgetChanges({ feed }: Environment, recordId: string, { keys, upTo }: FeedScan): void {
  const since = [...feed.getKeys({ start: [upTo + 1] })].filter(([, id]) => id === recordId);
  for (const key of [...keys, ...since]) feed.remove(key);
}

/** The sequence number that a position is. Throws `TypeError` for what is none. */
export function sequenceOf(position: string): number {
  const sequence = /^(0|[1-9]\d*)$/.test(position) ? Number(position) : Number.NaN;
  if (!Number.isSafeInteger(sequence)) throw new TypeError('after must be a position of this feed');
  return sequence;
}

/**
 * A page, as of one moment. A sequence number that this feed has not come to is one of another that stood here, say before a
 * backup came back. That cannot be read on: it is a gap, behind which its reader goes on with what comes.
 */
export function readFeed(environment: Environment, after: number | undefined, limit: number): FeedPage {
  const { feed } = environment;
  feed.resetReadTxn();
  const { end, trimmed } = readFeedState(environment);
  if (after !== undefined && after > end) return { entries: [], end: String(end), gap: true };
  const range = feed.getRange({ start: [(after ?? 0) + 1], limit });
  const entries = Array.from(range, ({ key: [sequence, recordId = ''], value }): FeedEntry => {
    return { position: String(sequence), recordId, body: value };
  });
  const last = entries.length < limit ? undefined : entries.at(-1);
  return { entries, end: last?.position ?? String(end), gap: after !== undefined && after < trimmed };
}

export function readFeedEnd(environment: Environment): string {
  environment.meta.resetReadTxn();
  return String(readFeedState(environment).end);
}
