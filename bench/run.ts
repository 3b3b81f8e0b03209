/**
 * `npm run bench` runs all that a goal is set for, and writes the figures to `bench/results/`; `npm run bench -- --quick` runs
 * less of it. `npm run bench intake` runs one, also of those that take long: `sweep`, what finding timers costs; `lists`, what
 * questions cost by how many sessions there are; `feed`, what readers of the stream get, and when. `documents` measures
 * nothing, and puts the last figures that are kept into the documents.
 */
import { measured, type Outcome, others } from './benches.ts';
import { updateDocuments } from './documents.ts';
import { printVerdicts } from './goals.ts';
import { buildPlain } from './plain-build.ts';
import { type Results, readResults, writeResults } from './results.ts';

const benches = { ...measured, ...others };
const given = process.argv.slice(2);
const quick = given.includes('--quick');
// Others read it from there.
if (quick) process.env['QUICK'] = '1';

const wanted = given.filter((word) => word !== '--quick');
const unknown = wanted.find((name) => !Object.hasOwn(benches, name));
if (unknown !== undefined)
  throw new Error(`no bench is called ${unknown}: ${Object.keys(benches).join(', ')}`);

const outcomes = await runAll(wanted.length > 0 ? wanted : Object.keys(measured));
const goals = Object.values(outcomes).flatMap(({ verdicts = [] }) => verdicts);
if (goals.length > 0) printVerdicts(goals);
// A part of it, or a look, would stand there as if it were the figures of that day.
if (wanted.length === 0 && !quick && process.exitCode === undefined) await writeAll();

/** One that fails takes none of the others with it. */
async function runAll(names: readonly string[]): Promise<Readonly<Record<string, Outcome>>> {
  const build = await buildPlain();
  const done: Record<string, Outcome> = {};
  try {
    for (const name of names)
      done[name] = await benches[name]!({ build, quick }).catch((error: Error) => {
        console.error(`\nthe bench ${name} failed:`, error);
        process.exitCode = 1;
        return {};
      });
  } finally {
    await build.remove();
  }
  return done;
}

async function writeAll(): Promise<void> {
  const figures = Object.fromEntries(
    Object.entries(outcomes).flatMap(([name, { figures }]) =>
      figures === undefined ? [] : [[name, figures]],
    ),
  ) as Pick<Results, 'intake' | 'correctness'>;
  console.log(`\nwritten to ${await writeResults({ goals, ...figures })}`);
  await updateDocuments(await readResults());
}
