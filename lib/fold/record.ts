import type { Definition } from './definition.ts';
import type { LoggedEvent } from './event.ts';
import { type Folded, fold, foldOn, nothing, type Step } from './fold.ts';
import { isSame, type Log, merge, position } from './log.ts';

/** All that is kept for one customer of one provider: the log, which is the truth, and the fold over it, a cache. */
export interface CustomerRecord {
  readonly log: Log;
  readonly folded: Folded;
}

export const emptyRecord: CustomerRecord = { log: [], folded: nothing };

export interface Received {
  readonly record: CustomerRecord;
  readonly outcome: 'applied' | 'late' | 'duplicate';
  /** What was applied anew: one event and the timers around it, or after a late event everything. */
  readonly steps: readonly Step[];
}

/**
 * Adds one event to a record. An event after the watermark is applied to what stands there (one step); an event before
 * it refolds the log. Both give the same result.
 *
 * @param now in ms since the epoch; a clock that goes back does not undo timers that have fired.
 */
export function receive(
  definition: Definition,
  record: CustomerRecord,
  event: LoggedEvent,
  now: number,
): Received {
  const known = record.log.findIndex((kept) => isSame(kept, event));
  if (known !== -1) return receiveCopy(definition, record, known, event, now);
  const index = position(definition, record.log, event);
  const late = isLate(record, index, event);
  const log = record.log.toSpliced(index, 0, late ? { ...event, late } : event);
  return {
    ...(late ? refold(definition, { ...record, log }, now) : step(definition, record, log, now)),
    outcome: late ? 'late' : 'applied',
  };
}

/** Fires the timers due up to `now`. */
export function advanceTo(
  definition: Definition,
  record: CustomerRecord,
  now: number,
): Omit<Received, 'outcome'> {
  return step(definition, record, record.log, now);
}

/** Folds the whole log anew, at least up to the last timer that has fired. */
export function refold(
  definition: Definition,
  record: CustomerRecord,
  now: number,
): Omit<Received, 'outcome'> {
  const { folded, steps } = fold(definition, record.log, Math.max(now, record.folded.firedAt));
  return { record: { log: record.log, folded }, steps };
}

function step(
  definition: Definition,
  record: CustomerRecord,
  log: Log,
  now: number,
): Omit<Received, 'outcome'> {
  const { folded, steps } = foldOn(definition, record.folded, log, record.log.length, now);
  return { record: { log, folded }, steps };
}

/**
 * The watermark: the place of the last event and the time of the last timer. A timer due at the very time of an event
 * fires after it.
 */
function isLate({ log, folded }: CustomerRecord, index: number, event: LoggedEvent): boolean {
  return index < log.length || event.at <= folded.firedAt;
}

function receiveCopy(
  definition: Definition,
  record: CustomerRecord,
  known: number,
  copy: LoggedEvent,
  now: number,
): Received {
  const kept = record.log[known]!;
  const merged = merge(kept, copy);
  if (merged.at === kept.at) {
    const advanced = advanceTo(definition, { ...record, log: record.log.with(known, merged) }, now);
    return { ...advanced, outcome: 'duplicate' };
  }
  // Its time was capped at the receipt of a copy that came later than this one: it moves.
  const others = record.log.toSpliced(known, 1);
  const log = others.toSpliced(position(definition, others, merged), 0, merged);
  return { ...refold(definition, { ...record, log }, now), outcome: 'duplicate' };
}
