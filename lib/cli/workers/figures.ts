import { leftBehind, type Report } from '../../server/telemetry/report.ts';
import type { WorkerProcess } from './worker-process.ts';

type Reporting = Pick<WorkerProcess, 'report' | 'ended'>;

/** What all workers have counted, those included that have ended. */
export interface Figures {
  join(worker: Reporting): void;
  /** Of all but the one that asks, which knows its own. */
  others(asking: Reporting): Promise<readonly Report[]>;
}

export function createFigures(): Figures {
  const workers = new Set<Reporting>();
  let left: Promise<Report> = Promise.resolve([]);
  return {
    join(worker) {
      workers.add(worker);
      void worker.ended.then(() => {
        // In one step, so that it is never counted twice or not at all.
        workers.delete(worker);
        left = Promise.all([left, worker.report()]).then(leftBehind);
      });
    },
    async others(asking) {
      const present = [...workers].filter((worker) => worker !== asking);
      return Promise.all([left, ...present.map((worker) => worker.report())]);
    },
  };
}
