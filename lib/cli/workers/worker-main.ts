/** The program of a worker, which `serve` starts and nobody else. */
import { runWorker } from './run-worker.ts';

runWorker();
