import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stores } from '../spec/system/stores.ts';
import type { Run } from './benches.ts';
import { startChild } from './child.ts';
import { ratios, type Verdict, verdict } from './goals.ts';
import { writeDeliveries } from './import-lines.ts';
import { median } from './measure.ts';
import type { ImportSample } from './processes/import.ts';

/** How much is imported. */
export interface ImportSize {
  readonly rounds: number;
  /** In each round, into each store. */
  readonly lines: number;
}

const FULL: ImportSize = { rounds: 3, lines: 100_000 };
const QUICK: ImportSize = { rounds: 3, lines: 10_000 };

/** By which the second half of an import may use more memory than the first. */
const GROWTH = 1.5;

/** What a line of an import costs on each store, beside reading the same file and parsing its lines. */
export async function benchImport(
  { build, quick }: Run,
  { rounds, lines }: ImportSize = quick ? QUICK : FULL,
): Promise<Verdict[]> {
  const folder = await mkdtemp(join(tmpdir(), 'connect-tracker-bench-'));
  const file = join(folder, 'deliveries.jsonl');
  const run = async (store?: string): Promise<ImportSample> => {
    const args = store === undefined ? [file] : [file, store];
    const child = startChild(build.scriptOf('bench/processes/import'), { args });
    try {
      const { memory, ...used } = await child.ask<ImportSample>('go');
      return { memory, time: used.time / lines, cpu: used.cpu / lines };
    } finally {
      await child.stop();
    }
  };
  try {
    const size = await writeDeliveries(file, lines);
    console.log(
      `\nimport of ${lines.toLocaleString('en')} lines of ${Math.round(size / lines)} bytes (medians of ${rounds} rounds)`,
    );
    const samples = await measure(run, rounds);
    for (const [name, own] of samples) console.log(`  ${lineOf(name, own)}`);
    return judge(samples);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const FLOOR = 'read and parse';

/** Each into a store of its own that is empty, so that nothing is a duplicate. */
async function measure(
  run: (store?: string) => Promise<ImportSample>,
  rounds: number,
): Promise<ReadonlyMap<string, readonly ImportSample[]>> {
  const samples = new Map<string, ImportSample[]>();
  const add = (name: string, sample: ImportSample) =>
    void samples.set(name, [...(samples.get(name) ?? []), sample]);
  for (let round = 0; round < rounds; round++) {
    add(FLOOR, await run());
    for (const [name, open] of Object.entries(stores)) {
      const place = await open();
      try {
        add(`import, ${name}`, await run(place.url));
      } finally {
        await place.remove();
      }
    }
  }
  return samples;
}

function judge(samples: ReadonlyMap<string, readonly ImportSample[]>): Verdict[] {
  const { [FLOOR]: floor = [], ...others } = Object.fromEntries(samples);
  const of = (kind: 'time' | 'cpu', own: readonly ImportSample[]) => own.map((sample) => sample[kind]);
  return Object.entries(others).flatMap(([name, own]) => [
    verdict(
      { name: `${name}, to reading and parsing the file`, atLeast: 0.3 },
      ratios(of('time', floor), of('time', own)),
      ratios(of('cpu', floor), of('cpu', own)),
    ),
    verdict(
      { name: `${name}, memory of the second half to the first`, atMost: GROWTH },
      own.map(({ memory: [first, second] }) => second / first),
    ),
  ]);
}

function lineOf(name: string, own: readonly ImportSample[]): string {
  const cost = (kind: 'time' | 'cpu') =>
    `${median(own.map((sample) => sample[kind]))
      .toFixed(1)
      .padStart(7)} µs`;
  const memory = (half: 0 | 1) => `${Math.round(median(own.map((sample) => sample.memory[half])))} MB`;
  return `${name.padEnd(20)}${cost('time')}   CPU${cost('cpu')}   at most ${memory(0)}, then ${memory(1)}`;
}
