import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { freePort } from '../support/free-port.ts';
import type { Block } from './blocks.ts';
import { ownEnvironment, PATIENCE, runProgram } from './programs.ts';

/**
 * Runs the programs of one section in order, and gives what each printed. They share a folder for their data, which no
 * other section has.
 */
export async function runSection(folder: string, section: readonly Block[]): Promise<Map<Block, string[]>> {
  const place = {
    cwd: await mkdtemp(join(folder, 'section-')),
    env: { PORT: String(await freePort()) },
  };
  const printed = new Map<Block, string[]>();
  const listening: ChildProcess[] = [];
  try {
    for (const block of section) {
      if (block.kind === 'listener') listening.push(await startListener(block, place));
      else printed.set(block, linesOf((await runProgram(commandFor(block), place)).stdout));
    }
  } finally {
    for (const child of listening) await stop(child);
  }
  return printed;
}

const commandFor = (block: Block): [string, ...string[]] => [
  process.execPath,
  '--import',
  'tsx',
  join('..', pathOf(block)),
];

/** Where a block is, below the folder of the documents. */
export const pathOf = ({ page, file }: Block) => join(page, file);

const linesOf = (text: string) => text.split('\n').filter((line) => line !== '');

/** A listener says `listening` once it does. */
async function startListener(
  block: Block,
  { cwd, env }: { readonly cwd: string; readonly env: NodeJS.ProcessEnv },
): Promise<ChildProcess> {
  const [program, ...args] = commandFor(block);
  const child = spawn(program, args, {
    cwd,
    env: ownEnvironment(env),
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: PATIENCE,
  });
  let complaints = '';
  child.stderr.on('data', (bytes) => {
    complaints += bytes;
  });
  for await (const line of createInterface({ input: child.stdout }))
    if (line.includes('listening')) {
      child.stdout.resume();
      return child;
    }
  throw new Error(`${block.file} ended before it listened: ${complaints}`);
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'close');
  child.kill('SIGTERM');
  await ended;
}
