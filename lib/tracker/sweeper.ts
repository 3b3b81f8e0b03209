import pMap from 'p-map';
import type { Store } from '../store/store.ts';

export interface SweeperOptions {
  readonly store: Store;
  readonly now: () => number;
  /** Brings one record up to now. */
  readonly bring: (recordId: string) => Promise<void>;
  readonly isStopping: () => boolean;
  /** Told why a record could not be brought up to now; it is left alone for a while. */
  onFailure(error: unknown): void;
}

/** Records under way at one time: after a long pause millions may be due, and the store has others to serve. */
const AT_ONCE = 64;
const BATCH = 512;
/** In ms: how long a record that failed is left alone, so that it does not stand in the way of the others. */
const FAILED_PAUSE = 30_000;

/**
 * Finds what is due and brings it up to now, the earliest first. Any number of processes may do so at once without
 * leases: whoever commits first has done it, the others find nothing left, and one that dies leaves nothing waiting.
 */
export function createSweeper(options: SweeperOptions): () => Promise<number> {
  const { store, now, bring, isStopping, onFailure } = options;
  const failed = new Map<string, number>();

  const attempt = async (recordId: string): Promise<void> => {
    try {
      await bring(recordId);
    } catch (error) {
      failed.set(recordId, now() + FAILED_PAUSE);
      onFailure(error);
    }
  };

  /** One pass over what is due; resolves with how many records that was. */
  return async () => {
    const done = new Set<string>();
    while (!isStopping()) {
      for (const [id, until] of failed) if (until <= now()) failed.delete(id);
      const due = await store.due(now(), BATCH + failed.size);
      const waiting = due.filter((id) => !done.has(id) && !failed.has(id));
      if (waiting.length === 0) return done.size;
      // Not in the order in which the other processes go, so that they seldom work on the same.
      await pMap(shuffled(waiting), attempt, { concurrency: AT_ONCE });
      for (const id of waiting) done.add(id);
    }
    return done.size;
  };
}

function shuffled<T>(items: readonly T[]): T[] {
  return items
    .map((item) => [Math.random(), item] as const)
    .sort(([a], [b]) => a - b)
    .map(([, item]) => item);
}
