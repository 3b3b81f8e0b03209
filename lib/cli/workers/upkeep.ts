import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import { createBackOff } from './back-off.ts';
import { failureOf } from './messages.ts';
import type { WorkerProcess } from './worker-process.ts';

/** Keeps up the number of those that listen. */
export interface Upkeep {
  readonly listening: ReadonlySet<WorkerProcess>;
  /** It listens now; when it ends without a successor, it is replaced. */
  keep(worker: WorkerProcess): void;
  /** Whether there is a successor that listens; logs why not, and the old one is kept as before. */
  succeed(old: WorkerProcess): Promise<boolean>;
}

export interface UpkeepOptions {
  readonly begin: () => WorkerProcess;
  readonly log: Logger;
  /** From then on nobody is replaced. */
  readonly stopping: AbortSignal;
}

export function createUpkeep({ begin, log, stopping }: UpkeepOptions): Upkeep {
  const listening = new Set<WorkerProcess>();
  /** Whoever is among them has a successor. */
  const leaving = new WeakSet<WorkerProcess>();
  const pauseOf = createBackOff();

  const keep = (worker: WorkerProcess): void => {
    listening.add(worker);
    void worker.ended.then((ending) => {
      listening.delete(worker);
      if (stopping.aborted || leaving.has(worker)) return;
      log.error({ pid: worker.pid, ...ending }, 'worker ended');
      void replace();
    });
  };

  const replace = async (): Promise<void> => {
    while (!stopping.aborted) {
      await pause(pauseOf(), undefined, { signal: stopping }).catch(() => {});
      if (stopping.aborted || (await added('worker not replaced'))) return;
    }
  };

  /** Whether there is one more; logs why not. */
  const added = async (otherwise: string): Promise<boolean> => {
    try {
      keep(await brought(begin));
      return true;
    } catch (error) {
      if (!stopping.aborted) log.error({ error: failureOf(error) }, otherwise);
      return false;
    }
  };

  const succeed = async (old: WorkerProcess): Promise<boolean> => {
    leaving.add(old);
    if (await added('roll given up')) return true;
    leaving.delete(old);
    if (!listening.has(old)) void replace();
    return false;
  };

  return { listening, keep, succeed };
}

/** One that listens; throws why it cannot, and then it is gone. */
async function brought(begin: () => WorkerProcess): Promise<WorkerProcess> {
  const worker = begin();
  try {
    await worker.opened;
    await worker.listen();
    return worker;
  } catch (error) {
    worker.kill();
    throw error;
  }
}
