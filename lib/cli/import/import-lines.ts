import { recordAll } from '../../tracker/record-all.ts';
import type { Tracker } from '../../tracker/tracker.ts';
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

const IN_FLIGHT = 256;
const UNUSABLE_KEPT = 100;

/**
 * Records deliveries, a bounded number of them at a time, and those of one customer in the order of the lines.
 *
 * Throws `StoreUnavailableError` when the store fails; what was recorded by then is a duplicate next time.
 */
export async function importLines(lines: AsyncIterable<Line>, target: ImportTarget): Promise<ImportSummary> {
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
  for await (const batch of batches(lines, IN_FLIGHT)) {
    const outcomes = await Promise.all(batch.map((line) => importLine(line, target)));
    for (const [index, outcome] of outcomes.entries()) {
      counts[outcome.kind] += 1;
      if (outcome.kind !== 'unusable' || unusable.length === UNUSABLE_KEPT) continue;
      unusable.push({ line: batch[index]!.number, code: outcome.code, detail: outcome.detail });
    }
    const { number, end } = batch.at(-1)!;
    target.onProgress?.(number, end);
  }
  return { counts, unusable };
}

async function importLine({ bytes }: Line, { tracker, ...options }: ImportTarget): Promise<Outcome> {
  if (bytes === undefined) return { kind: 'unusable', code: 'line-too-long', detail: 'the line is too long' };
  if (bytes.toString('latin1').trim() === '') return { kind: 'blank' };
  const reading = readImported(bytes, options);
  if (reading.kind !== 'events') return reading;
  const { status } = await recordAll(tracker.record, reading.events);
  return status === 'full' || status === 'expired' || status === 'erased'
    ? { kind: 'unusable', ...notKept[status] }
    : { kind: status };
}

const notKept = {
  full: { code: 'record-full', detail: 'the record of this customer can hold no more events' },
  expired: { code: 'event-expired', detail: 'it happened longer ago than anything is kept' },
  erased: { code: 'customer-erased', detail: 'it happened before this customer was erased' },
};

async function* batches<T>(items: AsyncIterable<T>, size: number): AsyncGenerator<T[]> {
  let batch: T[] = [];
  for await (const item of items) {
    batch.push(item);
    if (batch.length < size) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
