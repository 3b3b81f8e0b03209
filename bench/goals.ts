import { toTable } from './markdown.ts';
import { median } from './measure.ts';

/** A figure that is wanted: a ratio, or a number of something. */
export interface Goal {
  readonly name: string;
  readonly atLeast?: number;
  readonly atMost?: number;
}

/** A goal with what was measured, a value of each round. */
export interface Verdict extends Goal {
  readonly values: readonly number[];
  /** By the median. */
  readonly holds: boolean;
  /** The same ratio by the CPU that was used instead of the time that went by: other work on the machine moves it less. */
  readonly byCpu?: number;
}

export function verdict(goal: Goal, values: readonly number[], cpu?: readonly number[]): Verdict {
  const { atLeast = Number.NEGATIVE_INFINITY, atMost = Number.POSITIVE_INFINITY } = goal;
  const middle = median(values);
  return {
    ...goal,
    values,
    holds: middle >= atLeast && middle <= atMost,
    ...(cpu === undefined ? {} : { byCpu: median(cpu) }),
  };
}

/** What each round of one came to, over what the same round of another did. */
export function ratios(own: readonly number[], other: readonly number[]): number[] {
  return own.map((value, round) => value / other[round]!);
}

export function printVerdicts(verdicts: readonly Verdict[]): void {
  console.log('\ngoals: medians (least–greatest)');
  for (const one of verdicts) {
    const { wanted, measured, byCpu } = wordsOf(one);
    const cpu = byCpu === '' ? '' : `, by CPU ${byCpu}`;
    console.log(
      `  ${(one.holds ? 'holds' : 'FALLS SHORT').padEnd(12)}${one.name}: ${measured}${cpu}; wanted ${wanted}`,
    );
  }
}

/** The same for documents. */
export function goalsTable(verdicts: readonly Verdict[]): string {
  return toTable([
    ['what', 'wanted', 'measured', 'by CPU', ''],
    ...verdicts.map((one) => {
      const { wanted, measured, byCpu } = wordsOf(one);
      return [one.name, wanted, measured, byCpu, one.holds ? 'holds' : '**falls short**'];
    }),
  ]);
}

function wordsOf({ atLeast, atMost, values, byCpu }: Verdict) {
  const digits = Math.max(...values) < 100 ? 2 : 0;
  const shown = (value: number) => value.toFixed(digits);
  return {
    wanted: atLeast === undefined ? `at most ${atMost}` : `at least ${atLeast}`,
    measured: `${shown(median(values))} (${shown(Math.min(...values))}–${shown(Math.max(...values))})`,
    byCpu: byCpu === undefined ? '' : shown(byCpu),
  };
}
