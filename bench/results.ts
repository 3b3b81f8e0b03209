import { mkdir, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';

const folder = new URL('results/', import.meta.url);

/** Digits that are kept of a number: what was measured is less exact. */
const DIGITS = 4;

/** Writes what was measured, beside what a reader needs to know of the machine, and returns the path. */
export async function writeResults(results: Readonly<Record<string, unknown>>): Promise<string> {
  const at = new Date().toISOString();
  const machine = { cores: cpus().length, node: process.version, system: process.platform };
  const file = new URL(`${at.slice(0, 16).replace(':', '')}.json`, folder);
  await mkdir(folder, { recursive: true });
  await writeFile(file, `${JSON.stringify({ at, machine, ...results }, rounded, 2)}\n`);
  return fileURLToPath(file);
}

function rounded(_: string, value: unknown): unknown {
  return typeof value === 'number' ? Number(value.toPrecision(DIGITS)) : value;
}
