import type { FeedEntry, Store } from '../store/store.ts';

/** An entry of the change feed, or that some may have been missed. */
export type TailItem = FeedEntry | 'gap';

/** The newest end of the change feed, read once for all who follow it. */
export interface ChangeTail {
  /** How many items it has read, and the position behind the last of them. */
  end(): { readonly count: number; readonly position: string };
  /** Items from the `count`-th on; `undefined` when they are no longer in memory. */
  from(count: number): readonly TailItem[] | undefined;
  /** Resolves when there are more than `count` items, and when the tail is stopped or `signal` aborted. */
  beyond(count: number, signal?: AbortSignal): Promise<void>;
  /** Something was committed here: look soon. */
  poke(): void;
  stop(): void;
}

export interface ChangeTailOptions {
  readonly store: Pick<Store, 'feed' | 'feedEnd'>;
  /** Told why the feed could not be read; it is tried again. */
  onFailure(error: unknown): void;
}

const KEPT = 2_000;
const PAGE = 500;
/** Pauses in ms: what other processes commit is found within the first, what this one does within the second. */
const LOOK_EVERY = 500;
const LOOK_SOON = 20;
const AFTER_FAILURE = 1_000;

/** Follows the feed from its end of now until it is stopped. Throws `StoreUnavailableError`. */
export async function followFeed({ store, onFailure }: ChangeTailOptions): Promise<ChangeTail> {
  let items: readonly TailItem[] = [];
  let count = 0;
  let position = await store.feedEnd();
  let timer: NodeJS.Timeout | undefined;
  let isLooking = false;
  let isPoked = false;
  let isStopped = false;
  const waiting = new Set<() => void>();

  const wake = () => {
    for (const resolve of waiting) resolve();
  };

  const append = (fresh: readonly TailItem[]) => {
    if (fresh.length === 0) return;
    items = [...items, ...fresh].slice(-KEPT);
    count += fresh.length;
    wake();
  };

  /** Resolves with the pause until the next look. */
  const look = async (): Promise<number> => {
    try {
      const { entries, end, gap } = await store.feed({ after: position, limit: PAGE });
      position = end;
      append(gap ? ['gap', ...entries] : entries);
      return entries.length < PAGE ? LOOK_EVERY : 0;
    } catch (error) {
      onFailure(error);
      return AFTER_FAILURE;
    }
  };

  const schedule = (pause: number) => {
    clearTimeout(timer);
    if (!isStopped) timer = setTimeout(() => void turn(), pause);
  };

  const turn = async () => {
    isLooking = true;
    isPoked = false;
    const pause = await look();
    isLooking = false;
    schedule(isPoked ? Math.min(pause, LOOK_SOON) : pause);
  };

  schedule(LOOK_EVERY);

  return {
    end: () => ({ count, position }),
    from: (start) => (start < count - items.length ? undefined : items.slice(items.length - (count - start))),

    beyond: (known, signal) =>
      new Promise((resolve) => {
        const done = () => {
          waiting.delete(done);
          signal?.removeEventListener('abort', done);
          resolve();
        };
        if (count > known || signal?.aborted || isStopped) return resolve();
        signal?.addEventListener('abort', done);
        waiting.add(done);
      }),

    poke() {
      if (isPoked) return;
      isPoked = true;
      if (!isLooking) schedule(LOOK_SOON);
    },

    stop() {
      isStopped = true;
      clearTimeout(timer);
      wake();
    },
  };
}
