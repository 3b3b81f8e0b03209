import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Announcement } from '../announcement.ts';
import { createBackOff } from './back-off.ts';
import { failureOf } from './messages.ts';
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

/** In ms: who keeps a connection busy asks within that time, and is told to come again on another. */
const DRAIN = 2_000;

export function createCrew({ size, start, log }: CrewOptions): Crew {
  const all = new Set<WorkerProcess>();
  const listening = new Set<WorkerProcess>();
  /** Whoever is among them has a successor. */
  const leaving = new WeakSet<WorkerProcess>();
  const stopping = new AbortController();
  const pauseOf = createBackOff();
  let rolls = 0;

  const begin = (): WorkerProcess => {
    const worker = start();
    all.add(worker);
    void worker.ended.then(() => all.delete(worker));
    return worker;
  };

  const keep = (worker: WorkerProcess): void => {
    listening.add(worker);
    void worker.ended.then((ending) => {
      listening.delete(worker);
      if (stopping.signal.aborted || leaving.has(worker)) return;
      log.error({ pid: worker.pid, ...ending }, 'worker ended');
      void replace();
    });
  };

  const add = async (): Promise<void> => {
    const worker = begin();
    try {
      await worker.opened;
      await worker.listen();
      keep(worker);
    } catch (error) {
      worker.kill();
      throw error;
    }
  };

  const replace = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      await pause(pauseOf(), undefined, { signal: stopping.signal }).catch(() => {});
      if (stopping.signal.aborted || (await added('worker not replaced'))) return;
    }
  };

  /** Whether there is one more; logs why not. */
  const added = async (otherwise: string): Promise<boolean> => {
    try {
      await add();
      return true;
    } catch (error) {
      if (!stopping.signal.aborted) log.error({ error: failureOf(error) }, otherwise);
      return false;
    }
  };

  const succeed = async (old: WorkerProcess): Promise<boolean> => {
    leaving.add(old);
    if (!(await added('roll given up'))) {
      leaving.delete(old);
      if (!listening.has(old)) void replace();
      return false;
    }
    await old.stop(DRAIN);
    return true;
  };

  const rollOnce = async (): Promise<void> => {
    for (const old of [...listening]) {
      // The successor of one that has died is new already.
      if (!listening.has(old)) continue;
      if (stopping.signal.aborted || !(await succeed(old))) return;
    }
    log.info({ workers: size }, 'workers replaced');
  };

  const together = async <T>(act: (worker: WorkerProcess) => Promise<T>): Promise<T[]> => {
    const first = [...all];
    try {
      return await Promise.all(first.map(act));
    } catch (error) {
      for (const worker of first) worker.kill();
      await Promise.all(first.map(({ ended }) => ended));
      throw error;
    }
  };

  return {
    async open() {
      for (let count = 0; count < size; count++) begin();
      await together(({ opened }) => opened);
    },
    async listen() {
      const first = [...all];
      const [announcement] = await together((worker) => worker.listen());
      for (const worker of first) keep(worker);
      return announcement!;
    },
    async roll() {
      rolls += 1;
      if (rolls > 1) return;
      for (; rolls > 0 && !stopping.signal.aborted; rolls = Math.min(rolls - 1, 1)) await rollOnce();
    },
    async stop() {
      stopping.abort();
      for (const worker of all) if (!listening.has(worker)) worker.kill();
      await Promise.all([...all].map((worker) => (listening.has(worker) ? worker.stop(0) : worker.ended)));
    },
  };
}
