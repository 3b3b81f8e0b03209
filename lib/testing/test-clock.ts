import type { Store } from '../store/store.ts';

export interface TestClockOptions {
  /** In ms since the epoch. */
  readonly startAt: number;
  readonly store: Store;
  /** Indexes by the times at which something is due. */
  readonly indexes: readonly string[];
  /** Does what is due now. */
  readonly sweep: () => Promise<unknown>;
}

/** A clock that stands still until it is moved. */
export interface TestClock {
  /** In ms since the epoch. */
  now(): number;
  /** Moves on; what is due on the way happens at its time, and not at the end. To a time that is over it does nothing. */
  moveTo(time: number): Promise<void>;
  /** Does what has become due now, after something has happened. */
  settle(): Promise<void>;
  /** Moves on by 1 ms if something has happened now: at one moment an event counts before a deadline, and events by their type. */
  moveToFreeMoment(): Promise<void>;
}

export function createTestClock({ startAt, store, indexes, sweep }: TestClockOptions): TestClock {
  let now = startAt;
  let lastBusy = Number.NEGATIVE_INFINITY;

  /** The next moment at which something is due, up to a time. */
  const nextDue = async (to: number): Promise<number | undefined> => {
    // What is due now has been done: a thing that could not be done must not stop the clock.
    const [next] = await store.range(indexes, { from: now + 1, to, limit: 1 });
    return next?.score;
  };

  const settle = async (): Promise<void> => {
    lastBusy = now;
    await sweep();
  };

  const moveTo = async (time: number): Promise<void> => {
    if (time <= now) return;
    for (let next = await nextDue(time); next !== undefined; next = await nextDue(time)) {
      now = next;
      await settle();
    }
    now = time;
  };

  return {
    now: () => now,
    moveTo,
    settle,
    moveToFreeMoment: () => moveTo(lastBusy + 1),
  };
}
