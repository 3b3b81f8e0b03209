import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const SCRIPT = fileURLToPath(new URL('./store-process-main.ts', import.meta.url));

/** A process of its own that works on a store; see store-process-main.ts for the tasks. */
export interface StoreProcess {
  /** What it prints, line by line; ends when it does. */
  readonly lines: AsyncIterable<string>;
  kill(): void;
  /** Its exit code, or the signal that ended it. */
  readonly ended: Promise<number | string>;
}

/** With `fileSizeLimit` the process cannot make a file longer than so many bytes, as on a full disk. */
export function startStoreProcess(
  args: readonly string[],
  { fileSizeLimit }: { readonly fileSizeLimit?: number } = {},
): StoreProcess {
  const command = commandFor(args);
  const child = fileSizeLimit === undefined ? start(command) : start(limited(command, fileSizeLimit));
  if (child.stdout === null) throw new Error('the process has no output');
  return {
    lines: createInterface({ input: child.stdout }),
    kill: () => child.kill('SIGKILL'),
    ended: once(child, 'exit').then(([code, signal]) => code ?? signal),
  };
}

/** Runs a task to its end while this process stands still. */
export function runStoreProcess(args: readonly string[]): void {
  const [program = '', ...rest] = commandFor(args);
  execFileSync(program, rest, { stdio: 'inherit' });
}

function commandFor(args: readonly string[]): string[] {
  return [process.execPath, '--import', 'tsx', SCRIPT, ...args];
}

function start([program = '', ...args]: readonly string[]): ChildProcess {
  return spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'] });
}

/** `ulimit -f` counts blocks of 512 bytes (POSIX). */
function limited(command: readonly string[], bytes: number): string[] {
  return ['sh', '-c', `ulimit -f ${Math.floor(bytes / 512)} && exec "$@" 2>/dev/null`, 'sh', ...command];
}
