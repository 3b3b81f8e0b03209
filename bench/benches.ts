import { startChild } from './child.ts';
import { contenders } from './contenders.ts';
import { measureCorrectness } from './correctness/correctness.ts';
import { toMarkdown } from './correctness/markdown.ts';
import { benchCustomer } from './customer.ts';
import { updateDocuments } from './documents.ts';
import type { Verdict } from './goals.ts';
import { benchImport } from './import.ts';
import { FULL, measureIntake, QUICK } from './intake/intake.ts';
import { judgeIntake, printIntake } from './intake/report.ts';
import type { PlainBuild } from './plain-build.ts';
import type { InProcessOrder } from './processes/in-process.ts';
import { readResults } from './results.ts';

/** What a bench is run with. */
export interface Run {
  readonly build: PlainBuild;
  /** For a look: less of everything. */
  readonly quick: boolean;
}

/** What a bench comes to, besides what it has printed. */
export interface Outcome {
  readonly verdicts?: readonly Verdict[];
  /** Figures for the file of results. */
  readonly figures?: unknown;
}

type Bench = (run: Run) => Promise<Outcome>;

/** Those that make up the whole, in this order. */
export const measured: Readonly<Record<string, Bench>> = {
  fold: (run) => inProcess('fold', run),
  record: (run) => inProcess('record', run),
  intake,
  correctness,
  customer: async (run) => ({ verdicts: await benchCustomer(run) }),
  import: async (run) => ({ verdicts: await benchImport(run) }),
  // Loaded late, since it looks for QUICK when it is.
  bytes: async () => ({ verdicts: await (await import('./bytes.ts')).benchBytes() }),
};

/** Those that no goal is set for; most take minutes. */
export const others: Readonly<Record<string, Bench>> = {
  sweep: () => alone(async () => (await import('./sweep.ts')).benchSweep()),
  lists: () => alone(async () => (await import('./lists.ts')).benchLists()),
  feed: () => alone(async () => (await import('./feed.ts')).benchFeed()),
  simulate: () => alone(async () => (await import('./simulate.ts')).benchSimulate()),
  documents: () => alone(async () => updateDocuments(await readResults())),
};

async function alone(bench: () => Promise<void>): Promise<Outcome> {
  await bench();
  return {};
}

async function inProcess(bench: InProcessOrder['bench'], { build, quick }: Run): Promise<Outcome> {
  const child = startChild(build.scriptOf('bench/processes/in-process'), { prints: true });
  try {
    return { verdicts: await child.ask({ bench, share: quick ? 0.25 : 1 } satisfies InProcessOrder) };
  } finally {
    await child.stop();
  }
}

async function intake({ build, quick }: Run): Promise<Outcome> {
  const size = quick ? QUICK : FULL;
  const samples = await measureIntake(build, size, {
    note: (name, { rate }, round) =>
      console.error(`  round ${round + 1}: ${contenders[name].title}: ${Math.round(rate)} events/s`),
  });
  printIntake(samples, size);
  return { verdicts: judgeIntake(samples), figures: { size, samples: Object.fromEntries(samples) } };
}

/** Sessions of each case, also in a quick run: a share of fewer says nothing. */
const SESSIONS = 200;

async function correctness({ build }: Run): Promise<Outcome> {
  const tallies = await measureCorrectness(build, SESSIONS);
  console.log(`\nhow ${SESSIONS} sessions of each case end\n\n${toMarkdown(tallies)}`);
  return { figures: tallies };
}
