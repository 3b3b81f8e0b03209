/**
 * Durations counted in buckets whose bounds grow by a tenth, so that a quantile is at most 5 % off whatever its
 * size. Plain JSON: bucket → how many; counts are fractions once they have aged.
 */
export type Histogram = Readonly<Record<string, number>>;

const GROWTH = Math.log(1.1);

/** Counts below this are no longer worth their place. */
const LEAST = 0.01;

/** The bucket that a duration in ms is counted in. */
export function bucketOf(ms: number): number {
  return Math.round(Math.log(Math.max(1, ms)) / GROWTH);
}

/** Adds a duration in ms. */
export function counted(histogram: Histogram, ms: number): Histogram {
  const bucket = bucketOf(ms);
  return { ...histogram, [bucket]: (histogram[bucket] ?? 0) + 1 };
}

/** Both together. */
export function merged(one: Histogram, other: Histogram): Histogram {
  const sum: Record<string, number> = { ...one };
  for (const [bucket, count] of Object.entries(other)) sum[bucket] = (sum[bucket] ?? 0) + count;
  return sum;
}

/** Lets counts weigh less, by a factor from 0 to 1. */
export function aged(histogram: Histogram, factor: number): Histogram {
  const entries = Object.entries(histogram).map(([bucket, count]) => [bucket, count * factor] as const);
  return Object.fromEntries(entries.filter(([, count]) => count >= LEAST));
}

export function total(histogram: Histogram): number {
  return Object.values(histogram).reduce((sum, count) => sum + count, 0);
}

/** The duration in ms that a share (0 to 1) of those counted did not exceed; 0 when none were. */
export function quantile(histogram: Histogram, share: number): number {
  const buckets = Object.entries(histogram).sort(([a], [b]) => Number(a) - Number(b));
  let left = share * total(histogram);
  for (const [bucket, count] of buckets) {
    left -= count;
    // Counts that have aged do not add up exactly.
    if (left <= 1e-9) return Math.exp(Number(bucket) * GROWTH);
  }
  return Math.exp(Number(buckets.at(-1)?.[0] ?? Number.NEGATIVE_INFINITY) * GROWTH);
}
