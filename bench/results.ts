import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { ContenderName } from './contenders.ts';
import type { Tally } from './correctness/correctness.ts';
import type { Verdict } from './goals.ts';
import type { IntakeSample, IntakeSize } from './intake/intake.ts';

const folder = new URL('results/', import.meta.url);

/** Digits that are kept of a number: what was measured is less exact. */
const DIGITS = 4;

/** What a whole run has measured, beside what a reader needs to know of the machine. */
export interface Results {
  /** ISO 8601. */
  readonly at: string;
  readonly machine: { readonly cores: number; readonly node: string; readonly system: string };
  readonly goals: readonly Verdict[];
  readonly intake: {
    readonly size: IntakeSize;
    readonly samples: Readonly<Partial<Record<ContenderName, readonly IntakeSample[]>>>;
  };
  readonly correctness: readonly Tally[];
}

/** Writes the results of a run that is over, and returns the path. */
export async function writeResults(results: Omit<Results, 'at' | 'machine'>): Promise<string> {
  const at = new Date().toISOString();
  const machine = { cores: cpus().length, node: process.version, system: process.platform };
  const file = new URL(`${at.slice(0, 16).replace(':', '')}.json`, folder);
  await mkdir(folder, { recursive: true });
  await writeFile(file, `${JSON.stringify({ at, machine, ...results }, rounded, 2)}\n`);
  return fileURLToPath(file);
}

/** Those of the last run that is kept. */
export async function readResults(): Promise<Results> {
  const last = (await readdir(folder)).sort().at(-1);
  if (last === undefined) throw new Error('there are no results: npm run bench writes some');
  return JSON.parse(await readFile(new URL(last, folder), 'utf8')) as Results;
}

function rounded(_: string, value: unknown): unknown {
  return typeof value === 'number' ? Number(value.toPrecision(DIGITS)) : value;
}
