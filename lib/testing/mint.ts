/** In ms: a clock that was set back by more than this was set back on purpose, as fake timers do. */
const LONGEST_LEAD = 3_600_000;

let last = Number.NEGATIVE_INFINITY;

/**
 * Now, in ms since the epoch, but at least 1 ms after what was given before in this process: an id made from it is new,
 * and events made one after the other also happened one after the other.
 */
export function mintTime(): number {
  const now = Date.now();
  last = last - now > LONGEST_LEAD ? now : Math.max(now, last + 1);
  return last;
}
