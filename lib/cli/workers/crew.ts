import type { Logger } from 'pino';
import type { Announcement } from '../announcement.ts';
import { createRoll } from './roll.ts';
import { createUpkeep } from './upkeep.ts';
import type { WorkerProcess } from './worker-process.ts';

/** So many workers, whatever becomes of one of them. */
export interface Crew {
  /** Rejects, when one of the first cannot open its store or has ended, with why; then none is left. */
  open(): Promise<void>;
  /** The same for listening. Whoever ends from then on is replaced. */
  listen(): Promise<Announcement>;
  /** Replaces one after the other: the new one listens before the old one stops. Once more, where that is under way. */
  roll(): void;
  /** Stops all gracefully. */
  stop(): Promise<void>;
}

export interface CrewOptions {
  readonly size: number;
  readonly start: () => WorkerProcess;
  readonly log: Logger;
}

export function createCrew({ size, start, log }: CrewOptions): Crew {
  const all = new Set<WorkerProcess>();
  const begin = (): WorkerProcess => {
    const worker = start();
    all.add(worker);
    void worker.ended.then(() => all.delete(worker));
    return worker;
  };
  const end = new AbortController();
  const stopping = end.signal;
  const upkeep = createUpkeep({ begin, log, stopping });

  return {
    async open() {
      for (let count = 0; count < size; count++) begin();
      await together([...all], ({ opened }) => opened);
    },
    async listen() {
      const first = [...all];
      const [announcement] = await together(first, (worker) => worker.listen());
      for (const worker of first) upkeep.keep(worker);
      return announcement!;
    },
    roll: createRoll({ size, upkeep, log, stopping }),
    async stop() {
      end.abort();
      const isUp = (worker: WorkerProcess) => upkeep.listening.has(worker);
      for (const worker of all) if (!isUp(worker)) worker.kill();
      await Promise.all([...all].map((worker) => (isUp(worker) ? worker.stop(0) : worker.ended)));
    },
  };
}

/** Has each do so; when one cannot, all are ended. */
async function together<T>(
  workers: readonly WorkerProcess[],
  act: (worker: WorkerProcess) => Promise<T>,
): Promise<T[]> {
  try {
    return await Promise.all(workers.map(act));
  } catch (error) {
    for (const worker of workers) worker.kill();
    await Promise.all(workers.map(({ ended }) => ended));
    throw error;
  }
}
