import cluster from 'node:cluster';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Config } from '../../config/config.ts';
import { ConfigurationError } from '../../errors.ts';
import { createLog } from '../../server/log.ts';
import { announce, announceStop } from '../announcement.ts';
import { stopSignal } from '../stop-signal.ts';
import { createCrew } from './crew.ts';
import { createFigures } from './figures.ts';
import { startWorker, type WorkerProcess } from './worker-process.ts';

/** As it is run: from its source, or compiled. */
const program = fileURLToPath(new URL(`worker-main${extname(import.meta.url)}`, import.meta.url));

/**
 * Runs several processes that share the port, until SIGTERM or SIGINT; SIGHUP replaces them one after the other. This one
 * opens no store and answers nobody. Throws what kept one of the first from starting.
 */
export async function runPrimary(config: Config, { json }: { json: boolean }): Promise<void> {
  if (!cluster.isPrimary)
    throw new ConfigurationError(
      'A program that runs this one as a part of its own cluster leaves no room for workers: set --workers or WORKERS to 1, and let that program start as many as there should be.',
    );
  // Structured clones: JSON would make null of what no number stands for yet, such as the lag of an idle process.
  cluster.setupPrimary({ exec: program, args: [], serialization: 'advanced' });
  const figures = createFigures();
  const start = (): WorkerProcess => {
    const worker = startWorker({ config, others: () => figures.others(worker) });
    // Before that it can tell nothing, and has nothing to tell.
    worker.opened.then(() => figures.join(worker)).catch(() => {});
    return worker;
  };
  const crew = createCrew({ size: config.workers, start, log: createLog(config.logLevel) });
  // From the beginning, since it would end the process.
  process.on('SIGHUP', () => crew.roll());
  await crew.open();
  const stop = stopSignal();
  announce(await crew.listen(), { json });
  await stop;
  announceStop({ json });
  await crew.stop();
}
