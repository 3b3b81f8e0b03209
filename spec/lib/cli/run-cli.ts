import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { program } from '../../support/program.ts';

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** What the surroundings may say to the command; settings of the user who runs the specs are none of its business. */
const passed = ['PATH', 'NODE_V8_COVERAGE'];

interface Surroundings {
  readonly input?: string;
  readonly env?: Record<string, string>;
}

/** Runs the command line as a process of its own, as a user does. */
export async function runCli(args: readonly string[], surroundings: Surroundings = {}): Promise<Ran> {
  const child = spawnCli(args, surroundings);
  const exit = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), exit]);
  return { code, stdout, stderr };
}

export interface RunningCli {
  /** What it has printed so far. */
  stdout(): string;
  stderr(): string;
  signal(name: NodeJS.Signals): void;
  /** Reads no more of what it prints. */
  hangUp(): void;
  readonly ended: Promise<Ran>;
}

const started = new Set<RunningCli>();

/** Ends what goes on after a spec that failed. */
export async function endStarted(): Promise<void> {
  for (const command of started) command.signal('SIGKILL');
  await Promise.all([...started].map(({ ended }) => ended));
}

/** The same for a command that goes on until it is told to stop; a spec that starts one calls `endStarted` in the end. */
export function startCli(args: readonly string[], surroundings: Surroundings = {}): RunningCli {
  const child = spawnCli(args, surroundings);
  const said = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const)
    child[name].setEncoding('utf8').on('data', (chunk: string) => {
      said[name] += chunk;
    });
  const command: RunningCli = {
    stdout: () => said.stdout,
    stderr: () => said.stderr,
    signal: (name) => child.kill(name),
    hangUp: () => child.stdout.destroy(),
    ended: once(child, 'close').then(([code]) => {
      started.delete(command);
      return { code, ...said };
    }),
  };
  started.add(command);
  return command;
}

function spawnCli(args: readonly string[], { input = '', env = {} }: Surroundings) {
  const inherited = Object.fromEntries(
    passed.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])),
  );
  const child = spawn(process.execPath, [program, ...args], {
    cwd: root,
    env: { ...inherited, ...env },
  });
  child.stdin.end(input);
  return child;
}
