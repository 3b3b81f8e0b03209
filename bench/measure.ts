/** Runs of each candidate in turn, so that a machine that slows down slows them all. */
const ROUNDS = 5;

export interface Candidate {
  readonly name: string;
  /** How many operations one call of `run` makes. */
  readonly operations: number;
  run(): unknown;
}

export const median = (values: readonly number[]): number => sorted(values)[Math.floor(values.length / 2)]!;

export function sorted(values: Iterable<number>): Float64Array {
  return Float64Array.from(values).sort();
}

/** NaN where there is none. */
export function quantile(inOrder: ArrayLike<number>, share: number): number {
  return inOrder[Math.ceil(inOrder.length * share) - 1] ?? Number.NaN;
}

/** Prints for each candidate the median time of one operation, and its ratio to the first candidate's of the same round. */
export async function compare(
  title: string,
  candidates: readonly Candidate[],
  rounds = ROUNDS,
): Promise<void> {
  const times = new Map(candidates.map(({ name }) => [name, [] as number[]]));
  for (let round = -1; round < rounds; round++)
    for (const { name, operations, run } of candidates) {
      const start = process.hrtime.bigint();
      await run();
      // Round -1 warms up.
      if (round >= 0) times.get(name)!.push(Number(process.hrtime.bigint() - start) / 1000 / operations);
    }
  const base = times.get(candidates[0]!.name)!;
  console.log(`\n${title} (medians of ${rounds} rounds)`);
  for (const [name, own] of times) {
    const ratios = own.map((time, round) => time / base[round]!);
    const range = `${Math.min(...ratios).toFixed(2)}–${Math.max(...ratios).toFixed(2)}`;
    console.log(
      `  ${name.padEnd(48)}${median(own).toFixed(1).padStart(9)} µs   ${median(ratios).toFixed(2).padStart(6)}x (${range})`,
    );
  }
}
