import { setTimeout as delay } from 'node:timers/promises';

/** Something that is done over and over until it is stopped. */
export interface Repetition {
  /** Resolves when the last round is over. */
  stop(): Promise<void>;
}

/**
 * Does a thing again and again with a pause between rounds, whether or not it fails. The timer keeps no process alive.
 */
export function repeat(
  round: () => Promise<void>,
  pause: number,
  onFailure: (error: unknown) => void,
): Repetition {
  const stopping = new AbortController();
  const { signal } = stopping;
  const going = (async () => {
    while (!signal.aborted) {
      await round().catch(onFailure);
      await delay(pause, undefined, { signal, ref: false }).catch(() => {});
    }
  })();
  return {
    async stop() {
      stopping.abort();
      await going;
    },
  };
}
