import type { Counts } from '../server/counts.ts';

const all = new WeakMap<object, Counts>();

/** The counts of a tracker's deliveries, which its routers share: one counts, and another shows them. */
export function countsOf(tracker: object): Counts {
  const counts = all.get(tracker) ?? {};
  all.set(tracker, counts);
  return counts;
}
