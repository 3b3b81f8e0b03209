const UNITS = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1_000, ms: 1 } as const;

/** Each unit at most once, the largest first. */
const DURATION = new RegExp(
  `^${Object.keys(UNITS)
    .map((unit) => `(?:(\\d{1,9}(?:\\.\\d{1,3})?)${unit})?`)
    .join('')}$`,
);

/**
 * The ms of a text such as `500ms`, `1.5h` or `2h15m`: amounts in descending units, with a fraction only where there is
 * but one. Undefined when it is no duration.
 */
export function parseDuration(text: string): number | undefined {
  const [, ...amounts] = DURATION.exec(text.trim()) ?? [];
  const given = amounts.filter((amount) => amount !== undefined);
  if (given.length === 0 || (given.length > 1 && text.includes('.'))) return undefined;
  const units = Object.values(UNITS);
  return Math.round(amounts.reduce((ms, amount, at) => ms + Number(amount ?? 0) * units[at]!, 0));
}

/** A duration for people, in its two largest units: `290 ms`, `12.8 s`, `4 min 12 s`, `2 h 15 min`, `3 d 2 h`. */
export function formatDuration(ms: number): string {
  if (ms < UNITS.s) return `${Math.round(ms)} ms`;
  if (ms < 59_950) return `${(ms / UNITS.s).toFixed(1)} s`;
  const seconds = Math.round(ms / UNITS.s);
  if (seconds < 3_600) return pair(Math.floor(seconds / 60), 'min', seconds % 60, 's');
  const minutes = Math.round(seconds / 60);
  if (minutes < 1_440) return pair(Math.floor(minutes / 60), 'h', minutes % 60, 'min');
  const hours = Math.round(minutes / 60);
  return pair(Math.floor(hours / 24), 'd', hours % 24, 'h');
}

function pair(large: number, largeUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${small} ${smallUnit}`;
}
