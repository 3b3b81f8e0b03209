import { parseDuration } from '../duration.ts';
import type { WrittenSettings } from './written.ts';

/** The ms of `abandonAfter` by machine id, once it is checked; a duration alone is for Connect. */
export function readAbandonAfter(
  written: NonNullable<WrittenSettings['abandonAfter']>,
): Readonly<Record<string, number>> {
  const durations = typeof written === 'string' ? { connect: written } : written;
  return Object.fromEntries(
    Object.entries(durations).map(([machine, text]) => [machine, parseDuration(text)!]),
  );
}
