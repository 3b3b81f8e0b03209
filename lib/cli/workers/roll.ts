import type { Logger } from 'pino';
import type { Upkeep } from './upkeep.ts';

export interface RollOptions {
  readonly size: number;
  readonly upkeep: Pick<Upkeep, 'listening' | 'succeed'>;
  readonly log: Logger;
  /** From then on nobody is replaced. */
  readonly stopping: AbortSignal;
}

/** In ms: who keeps a connection busy asks within that time, and is told to come again on another. */
const DRAIN = 2_000;

/** Replaces all, one after the other: the new one listens before the old one stops. Once more, where that is under way. */
export function createRoll({ size, upkeep, log, stopping }: RollOptions): () => Promise<void> {
  const { listening, succeed } = upkeep;
  let rolls = 0;

  const rollOnce = async (): Promise<void> => {
    for (const old of [...listening]) {
      // The successor of one that has died is new already.
      if (!listening.has(old)) continue;
      if (stopping.aborted || !(await succeed(old))) return;
      await old.stop(DRAIN);
    }
    log.info({ workers: size }, 'workers replaced');
  };

  return async () => {
    rolls += 1;
    if (rolls > 1) return;
    for (; rolls > 0 && !stopping.aborted; rolls = Math.min(rolls - 1, 1)) await rollOnce();
  };
}
