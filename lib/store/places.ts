import type { Place, RangeQuery } from './store.ts';

/** The least score that is asked for, and the greatest. */
export interface Bounds {
  readonly from: number;
  readonly to: number;
}

/** The index that every store keeps by itself: members are record ids, scores the times they are due at. */
export const DUE_INDEX = 'due';

/** Compares as `sort` wants it: by score, then by member; the other way round when `descending`. */
export function placeOrder({ descending }: Pick<RangeQuery, 'descending'>) {
  const ascending = (a: Place, b: Place): number => a.score - b.score || compare(a.member, b.member);
  return descending ? (a: Place, b: Place): number => ascending(b, a) : ascending;
}

/** All scores, where nothing else is asked for. */
export function boundsOf({ from, to }: Pick<RangeQuery, 'from' | 'to'>): Bounds {
  return { from: from ?? Number.MIN_SAFE_INTEGER, to: to ?? Number.MAX_SAFE_INTEGER };
}

/** The bounds of a range, which begins with the score of `after` where there is one. */
export function reachOf({ after, descending, ...query }: RangeQuery): Bounds {
  const { from, to } = boundsOf(query);
  if (after === undefined) return { from, to };
  return descending ? { from, to: Math.min(to, after.score) } : { from: Math.max(from, after.score), to };
}

/** By code units, as both stores sort members, which are ASCII. */
function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
