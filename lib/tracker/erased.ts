import { DAY } from '../../machines/session.ts';
import type { Customer } from './kept.ts';

/** What is left of a customer for a while after erasure or the end of retention: nothing that says who it was. */
export interface Erased {
  readonly kind: 'erased';
  /** What happened at or before this time, in ms since the epoch, is not taken again when it is re-sent. */
  readonly at: number;
  /** When this is removed as well, in ms since the epoch. */
  readonly dueAt: number;
  readonly reason: 'request' | 'retention';
}

/**
 * Longer than the vendor re-sends (three days), and than any process remembers a record it has read: versions of a record
 * begin anew after it, and an old memory must not be taken for the present.
 */
export const REMEMBERED = 7 * DAY;

export function erased(reason: Erased['reason'], at: number, now: number): Erased {
  return { kind: 'erased', at, dueAt: now + REMEMBERED, reason };
}

/** When a customer is no longer kept: all sessions have ended, and nothing was received for so long. In ms since the epoch. */
export function expiryOf({ record }: Pick<Customer, 'record'>, retention: number): number | undefined {
  if (record.folded.sessions.some(({ endedAt }) => endedAt === undefined)) return undefined;
  return record.log.reduce((last, { receivedAt }) => Math.max(last, receivedAt), 0) + retention;
}
