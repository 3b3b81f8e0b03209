import cluster from 'node:cluster';
import { promisify } from 'node:util';
import type { Report } from '../../server/telemetry/report.ts';
import { guardExit } from '../guard-exit.ts';
import { openServing, type Serving } from '../serving.ts';
import { type FromWorker, failureOf, type ToWorker } from './messages.ts';

const send = promisify(process.send!.bind(process) as (message: FromWorker, sent: () => void) => void);

/** Does what the primary says. Where the primary ends without a word, Node ends its workers at once. */
export function runWorker(): void {
  const guard = guardExit();
  // Ctrl-C, and whoever ends all processes of a service, signal the workers too: when to stop says the primary.
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => {});
  const gathering = createGathering();
  let serving: Serving | undefined;
  let leaving: Promise<void> | undefined;

  const obey = async (message: ToWorker): Promise<void> => {
    switch (message.kind) {
      case 'open':
        serving = await openServing(message.config, gathering.others);
        return send({ kind: 'opened' });
      case 'listen':
        return send({ kind: 'listening', announcement: await serving!.listen() });
      case 'report':
        return send({ kind: 'reported', report: await serving!.report() });
      case 'collected':
        return gathering.arrived(message.reports);
      case 'stop':
        await serving!.close(message.drain);
        guard.release();
        leaving ??= leave(serving!);
        return leaving;
    }
  };

  process.on('message', (message: ToWorker) => {
    obey(message).catch(async (error: unknown) => {
      await send({ kind: 'failed', failure: failureOf(error) });
      process.exit(1);
    });
  });
  void send({ kind: 'here' });
}

/** Its counts stay with the primary; with the channel, the last thing that keeps the process up is gone. */
async function leave(serving: Serving): Promise<void> {
  await send({ kind: 'reported', report: await serving.report() });
  cluster.worker!.disconnect();
}

/** What the others have counted, asked for once for all who ask meanwhile. */
function createGathering() {
  let answered: ((reports: readonly Report[]) => void) | undefined;
  let gathering: Promise<readonly Report[]> | undefined;
  return {
    others(): Promise<readonly Report[]> {
      gathering ??= new Promise((resolve) => {
        answered = resolve;
        void send({ kind: 'collect' });
      });
      return gathering;
    },
    arrived(reports: readonly Report[]): void {
      gathering = undefined;
      answered?.(reports);
    },
  };
}
