import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import { freePort } from './free-port.ts';

const run = promisify(execFile);
const READY_DEADLINE = 10_000;

export interface RedisServerOptions {
  /** Default: off, so that a restart loses everything. */
  readonly appendonly?: boolean;
  /** Further arguments of `redis-server`, e.g. `['--maxmemory', '4mb']`. */
  readonly args?: readonly string[];
  /** Default: a free one. */
  readonly port?: number;
}

/** A real `redis-server` with a port and a folder of its own. */
export interface RedisServer {
  readonly url: string;
  readonly port: number;
  readonly folder: string;
  /** Runs `redis-cli` against it and returns what it prints. */
  cli(...args: readonly string[]): Promise<string>;
  /** Ends it as a crash would. */
  kill(): Promise<void>;
  /** Starts it again, on the same port and folder, after `kill`. */
  restart(): Promise<void>;
  freeze(): void;
  thaw(): void;
  /** Ends it and removes its folder. */
  stop(): Promise<void>;
}

const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

export async function startRedisServer(options: RedisServerOptions = {}): Promise<RedisServer> {
  const folder = await mkdtemp(join(tmpdir(), 'connect-tracker-redis-'));
  const port = options.port ?? (await freePort());
  const args = serverArguments(port, folder, options);
  let child = await launch(args, port);
  const kill = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  };
  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    folder,
    cli: (...command) => redisCli(port, ...command),
    kill,
    restart: async () => {
      child = await launch(args, port);
    },
    freeze: () => child.kill('SIGSTOP'),
    thaw: () => child.kill('SIGCONT'),
    stop: async () => {
      await kill();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Runs `redis-cli` against a port of this machine and returns what it prints. */
export async function redisCli(port: number, ...command: readonly string[]): Promise<string> {
  const { stdout } = await run('redis-cli', ['-h', '127.0.0.1', '-p', String(port), ...command]);
  return stdout.trimEnd();
}

function serverArguments(
  port: number,
  folder: string,
  { appendonly, args = [] }: RedisServerOptions,
): string[] {
  return [
    ...['--bind', '127.0.0.1', '--port', String(port), '--dir', folder],
    ...['--save', '', '--appendonly', appendonly ? 'yes' : 'no', '--loglevel', 'warning'],
    ...args,
  ];
}

async function launch(args: readonly string[], port: number): Promise<ChildProcess> {
  const child = spawn('redis-server', args, { stdio: ['ignore', 'pipe', 'ignore'] });
  running.add(child);
  child.once('exit', () => running.delete(child));
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  for (const deadline = Date.now() + READY_DEADLINE; Date.now() < deadline; await setTimeout(20)) {
    if (child.exitCode !== null) break;
    const answer = await redisCli(port, 'PING').catch(() => '');
    if (answer === 'PONG') return child;
  }
  child.kill('SIGKILL');
  throw new Error(`redis-server did not get ready on port ${port}: ${output}`);
}
