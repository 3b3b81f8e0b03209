/** Runs of each candidate in turn, so that a machine that slows down slows them all. */
const ROUNDS = 5;

export interface Candidate {
  readonly name: string;
  /** How many operations one call of `run` makes. */
  readonly operations: number;
  /** The candidate that it is held against. Default: the first. */
  readonly base?: string;
  /** Comes before each run, and is not measured. */
  prepare?(): unknown;
  run(): unknown;
  /** The CPU that other processes have used for it so far, in µs. Default: none have. */
  elsewhere?(): Promise<number>;
}

/** What one operation took in each round, in µs: of time, and of CPU. */
export interface Measured {
  readonly time: readonly number[];
  readonly cpu: readonly number[];
}

export const median = (values: readonly number[]): number => sorted(values)[Math.floor(values.length / 2)]!;

export function sorted(values: Iterable<number>): Float64Array {
  return Float64Array.from(values).sort();
}

/** NaN where there is none. */
export function quantile(inOrder: ArrayLike<number>, share: number): number {
  return inOrder[Math.ceil(inOrder.length * share) - 1] ?? Number.NaN;
}

/**
 * Prints for each candidate the median time and CPU of one operation, and their ratios to its base's of the same round.
 * Gives what was measured, by the names of the candidates.
 */
export async function compare(
  title: string,
  candidates: readonly Candidate[],
  rounds = ROUNDS,
): Promise<ReadonlyMap<string, Measured>> {
  const measured = new Map(
    candidates.map(({ name }) => [name, { time: [] as number[], cpu: [] as number[] }]),
  );
  for (let round = -1; round < rounds; round++)
    for (const candidate of candidates) {
      const { time, cpu } = await runOnce(candidate);
      // Round -1 warms up.
      if (round < 0) continue;
      measured.get(candidate.name)!.time.push(time);
      measured.get(candidate.name)!.cpu.push(cpu);
    }
  console.log(`\n${title} (medians of ${rounds} rounds)`);
  for (const { name, base = candidates[0]!.name } of candidates)
    console.log(`  ${lineOf(name, measured.get(name)!, measured.get(base)!)}`);
  return measured;
}

/** In µs for each operation. */
async function runOnce(candidate: Candidate): Promise<{ time: number; cpu: number }> {
  const { operations, prepare, run, elsewhere } = candidate;
  await prepare?.();
  const others = await elsewhere?.();
  const [start, used] = [process.hrtime.bigint(), process.cpuUsage()];
  await run();
  const { user, system } = process.cpuUsage(used);
  const time = Number(process.hrtime.bigint() - start) / 1_000;
  const otherwise = others === undefined ? 0 : (await elsewhere!()) - others;
  return { time: time / operations, cpu: (user + system + otherwise) / operations };
}

function lineOf(name: string, own: Measured, base: Measured): string {
  const ratio = (kind: keyof Measured) => {
    const ratios = own[kind].map((value, round) => value / base[kind][round]!);
    const range = `${Math.min(...ratios).toFixed(2)}–${Math.max(...ratios).toFixed(2)}`;
    return `${median(ratios).toFixed(2).padStart(7)}x (${range})`.padEnd(22);
  };
  const cost = (kind: keyof Measured) => `${median(own[kind]).toFixed(1).padStart(9)} µs`;
  return `${name.padEnd(40)}${cost('time')}${ratio('time')} CPU${cost('cpu')}${ratio('cpu')}`.trimEnd();
}
