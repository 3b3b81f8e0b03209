import { parseDuration } from '../duration.ts';

/** A length of time: ms, or a text such as `10m`, `1.5h` or `2h15m`. */
export type Span = number | string;

/**
 * A length of time in ms.
 *
 * @param place what it was given to, for the message
 * @throws {RangeError} when it is none
 */
export function toMs(span: Span, place: string): number {
  const ms = typeof span === 'string' ? parseDuration(span) : span;
  if (Number.isSafeInteger(ms) && Number(ms) >= 0) return Number(ms);
  throw new RangeError(
    `${place} takes a length of time such as 10m, 1.5h or 2h15m, or a whole number of ms from 0, not ${JSON.stringify(span)}`,
  );
}
