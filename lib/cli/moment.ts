import { InvalidArgumentError, Option } from 'commander';
import { parseDuration } from '../duration.ts';

const TIME = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?)(Z|[+-]\d\d:\d\d)?)?$/;

export const atOption = () =>
  new Option(
    '--at <time>',
    'what was so then, by what is known now: an ISO 8601 time (in UTC unless it has a zone), or 10m for ten minutes ago',
  ).argParser((text) => toMoment(text));

/** A time such as `2026-03-02T09:00:00Z`, `2026-03-02 09:00` or `10m` (so long before `now`), in ms since the epoch. */
export function toMoment(text: string, now = Date.now()): number {
  const ago = parseDuration(text);
  const at = ago === undefined ? parseTime(text) : now - ago;
  if (at >= 0) return at;
  throw new InvalidArgumentError(
    'Expected a time such as 2026-03-02T09:00:00Z, or how long ago it was, such as 10m or 2h15m.',
  );
}

/** A day such as `2026-03-02`. */
export function toDay(text: string): string {
  if (/^\d{4}-\d\d-\d\d$/.test(text) && isDay(text)) return text;
  throw new InvalidArgumentError('Expected a day such as 2026-03-02.');
}

function parseTime(text: string): number {
  const [, day = '', time = '00:00', zone = 'Z'] = TIME.exec(text.trim()) ?? [];
  return isDay(day) ? Date.parse(`${day}T${time}${zone}`) : Number.NaN;
}

/** The parser of dates takes February 30 for March 2. */
function isDay(text: string): boolean {
  const at = Date.parse(text);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}
