import { type DeadlineSetting, parsePlace, parseRule } from '../deadlines/rule.ts';
import { parseDuration } from '../duration.ts';
import type { WrittenSettings } from './written.ts';

/** The deadlines of `stuckAfter` once it is checked; a rule alone is for every stage. */
export function readStuckAfter(
  written: NonNullable<WrittenSettings['stuckAfter']>,
): readonly DeadlineSetting[] {
  const rules = typeof written === 'string' ? { '*': written } : written;
  return Object.entries(rules).map(([place, rule]) => ({ ...parsePlace(place), rule: parseRule(rule)! }));
}

/** The ms of `abandonAfter` by machine id, once it is checked; a duration alone is for Connect. */
export function readAbandonAfter(
  written: NonNullable<WrittenSettings['abandonAfter']>,
): Readonly<Record<string, number>> {
  const durations = typeof written === 'string' ? { connect: written } : written;
  return Object.fromEntries(
    Object.entries(durations).map(([machine, text]) => [machine, parseDuration(text)!]),
  );
}
