import { setImmediate as turn } from 'node:timers/promises';
import type { TrackerEvent } from '../../fold/event.ts';
import type { Reading } from '../../providers/provider.ts';
import { reasonsNotToKeep, recordAll } from '../../tracker/record-all.ts';
import type { Tracker } from '../../tracker/tracker.ts';
import { inCustomerOrder } from './customer-order.ts';
import { type ReadingOptions, readImported } from './imported-reading.ts';
import type { Line } from './read-lines.ts';

export interface ImportTarget extends ReadingOptions {
  readonly tracker: Pick<Tracker, 'record'>;
  /** Told how many lines and bytes are done. */
  onProgress?(lines: number, bytes: number): void;
}

/** Why a line could not be used; it names the place and the rule, never a value. */
export interface UnusableLine {
  readonly line: number;
  readonly code: string;
  readonly detail: string;
}

export interface ImportSummary {
  /** How many lines came to what. */
  readonly counts: Readonly<Record<Outcome['kind'], number>>;
  /** The first hundred. */
  readonly unusable: readonly UnusableLine[];
}

type Outcome =
  | { readonly kind: 'applied' | 'late' | 'duplicate' | 'unknown' | 'invalid' | 'ping' | 'blank' }
  | { readonly kind: 'unusable'; readonly code: string; readonly detail: string };

/** What a line says, before anything is stored. */
type Meaning = Outcome | Extract<Reading, { readonly kind: 'events' }>;

/**
 * How many lines are looked at together, and of how many bytes. A session's lines stand among those of others; those of one
 * customer that are recorded together share a commit, which costs more than all else.
 */
const LINES_TOGETHER = 2_048;
const BYTES_TOGETHER = 8 * 1024 * 1024;
/** Handed over in one turn of the event loop: a store must not wait longer for us than it waits for its own answers. */
const LINES_A_TURN = 128;
const UNUSABLE_KEPT = 100;

/**
 * Records deliveries, a bounded number of them at a time, and those of one customer in the order of the lines.
 *
 * Throws `StoreUnavailableError` when the store fails, once nothing is under way; what was recorded by then is a duplicate next
 * time.
 */
export async function importLines(
  lines: AsyncIterable<readonly Line[]>,
  { tracker, onProgress, ...options }: ImportTarget,
): Promise<ImportSummary> {
  const counts = {
    applied: 0,
    late: 0,
    duplicate: 0,
    unknown: 0,
    invalid: 0,
    ping: 0,
    blank: 0,
    unusable: 0,
  };
  const unusable: UnusableLine[] = [];
  for await (const batch of batches(lines)) {
    const meanings = batch.map((line) => meaningOf(line, options));
    const outcomes = await recordBatch(meanings, tracker);
    for (const [index, outcome] of outcomes.entries()) {
      counts[outcome.kind] += 1;
      if (outcome.kind !== 'unusable' || unusable.length === UNUSABLE_KEPT) continue;
      unusable.push({ line: batch[index]!.number, code: outcome.code, detail: outcome.detail });
    }
    const { number, end } = batch.at(-1)!;
    onProgress?.(number, end);
  }
  return { counts, unusable };
}

function meaningOf({ bytes }: Line, options: ReadingOptions): Meaning {
  if (bytes === undefined) return { kind: 'unusable', code: 'line-too-long', detail: 'the line is too long' };
  return isBlank(bytes) ? { kind: 'blank' } : readImported(bytes, options);
}

/** What became of each line, in their order. */
async function recordBatch(
  meanings: readonly Meaning[],
  { record }: Pick<Tracker, 'record'>,
): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  let failure: { readonly error: unknown } | undefined;
  const settle = async (index: number, meaning: Meaning) => {
    try {
      outcomes[index] = meaning.kind === 'events' ? await outcomeOf(meaning.events, record) : meaning;
    } catch (error) {
      failure ??= { error };
    }
  };
  const underWay: Promise<void>[] = [];
  for (const index of inCustomerOrder(meanings)) {
    if (failure !== undefined) break;
    underWay.push(settle(index, meanings[index]!));
    if (underWay.length % LINES_A_TURN === 0) await turn();
  }
  await Promise.all(underWay);
  if (failure !== undefined) throw failure.error;
  return outcomes;
}

async function outcomeOf(events: readonly TrackerEvent[], record: Tracker['record']): Promise<Outcome> {
  const { status } = await recordAll(record, events);
  return status === 'full' || status === 'expired' || status === 'erased'
    ? { kind: 'unusable', ...reasonsNotToKeep[status] }
    : { kind: status };
}

/** White space of one byte. */
const WHITE_SPACE = new Set([0x09, 0x0b, 0x0c, 0x0d, 0x20]);

function isBlank(bytes: Buffer): boolean {
  return bytes.every((byte) => WHITE_SPACE.has(byte));
}

async function* batches(chunks: AsyncIterable<readonly Line[]>): AsyncGenerator<readonly Line[]> {
  let batch: Line[] = [];
  let bytes = 0;
  for await (const lines of chunks)
    for (const line of lines) {
      batch.push(line);
      bytes += line.bytes?.length ?? 0;
      if (batch.length < LINES_TOGETHER && bytes < BYTES_TOGETHER) continue;
      yield batch;
      batch = [];
      bytes = 0;
    }
  if (batch.length > 0) yield batch;
}
