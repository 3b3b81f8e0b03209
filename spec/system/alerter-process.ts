import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { AlertsConfig } from '../../lib/alerts/config.ts';
import type { DeadlineSetting } from '../../lib/deadlines/rule.ts';

const script = fileURLToPath(new URL('alerter.ts', import.meta.url));

export interface AlerterOptions {
  readonly store: string;
  readonly alerts: AlertsConfig;
  readonly stuckAfter: readonly DeadlineSetting[];
}

/** A process of its own that finds what is stuck on a store and tells it, and does nothing else. */
export interface AlerterProcess {
  /** From now on it stands still, until it is killed. */
  freeze(): void;
  /** Ends it as a crash would. */
  kill(): Promise<void>;
  /** Lets it finish what is under way; resolves with its exit code. */
  stop(): Promise<number | null>;
}

/** Resolves when it has begun to look. */
export async function startAlerter({ store, alerts, stuckAfter }: AlerterOptions): Promise<AlerterProcess> {
  const args = [script, store, JSON.stringify(alerts), JSON.stringify(stuckAfter)];
  const { NODE_V8_COVERAGE: _, ...env } = process.env;
  const child = spawn(process.execPath, ['--import', 'tsx', ...args], {
    // Its lateness is measured, and what counts coverage slows it down.
    env,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const exit = once(child, 'exit');
  await Promise.race([
    once(child.stdout, 'data'),
    exit.then(([code]) => {
      throw new Error(`the alerter ended with ${code} before it began`);
    }),
  ]);
  return {
    freeze: () => void child.kill('SIGSTOP'),
    async kill() {
      child.kill('SIGKILL');
      await exit;
    },
    async stop() {
      child.stdin.end();
      const [code] = await exit;
      return code as number | null;
    },
  };
}
