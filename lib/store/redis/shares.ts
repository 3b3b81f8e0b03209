/** What each partition has given of a list that all have a part of, each part in order. */
export interface Shares<T> {
  /** For how many each partition was asked; one that gave so many may have more. */
  readonly share: number;
  readonly limit: number;
  readonly order: (a: T, b: T) => number;
  /** The first `limit` of a partition. */
  whole(partition: number): Promise<readonly T[]>;
}

/** Calls this for all partitions at once. Rejects when one does not answer. */
export async function askAll<T>(
  partitions: number,
  question: (partition: number) => Promise<T>,
): Promise<T[]> {
  return Promise.all(Array.from({ length: partitions }, (_, partition) => question(partition)));
}

/** Commands under way at one time: tens of thousands would be waited for longer than commands are, those behind them too. */
const AT_ONCE = 512;

/** Of how many keys each all partitions are asked at one time, where there are many. */
export function keysAtOnce(partitions: number): number {
  return Math.max(1, Math.floor(AT_ONCE / partitions));
}

/** How many of each partition are enough nearly always, when they are spread evenly. */
export function shareOf(limit: number, partitions: number): number {
  return Math.min(limit, Math.ceil(limit / partitions) + 3);
}

/**
 * The first `limit` of all partitions. Those whose share ends before the last of these are asked for more of it, until
 * there is none: what they give then may have changed, so that the last is another one.
 */
export async function mergeShares<T>(
  shares: readonly (readonly T[])[],
  { share, limit, order, whole }: Shares<T>,
): Promise<T[]> {
  const found = [...shares];
  const cut = new Set(share < limit ? shares.keys() : []);
  for (const [partition, { length }] of shares.entries()) if (length < share) cut.delete(partition);
  for (;;) {
    const merged = found.flat().sort(order).slice(0, limit);
    const last = merged[limit - 1];
    const short = [...cut].filter((partition) => {
      const end = found[partition]?.at(-1);
      return end !== undefined && (last === undefined || order(end, last) < 0);
    });
    if (short.length === 0) return merged;
    const more = async (partition: number): Promise<void> => {
      cut.delete(partition);
      found[partition] = await whole(partition);
    };
    await Promise.all(short.map(more));
  }
}
