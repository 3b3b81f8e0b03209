import { type ContenderName, contenders } from '../contenders.ts';
import { ratios, type Verdict, verdict } from '../goals.ts';
import { toTable } from '../markdown.ts';
import { median } from '../measure.ts';
import type { IntakeSample, IntakeSamples, IntakeSize } from './intake.ts';

const COLUMNS: readonly (readonly [title: string, of: (sample: IntakeSample) => number, digits: number])[] = [
  ['events/s', ({ rate }) => rate, 0],
  ['p50 ms', ({ p50 }) => p50, 1],
  ['p99 ms', ({ p99 }) => p99, 1],
  ['CPU µs', ({ server }) => server, 0],
  ['Redis µs', ({ store }) => store, 0],
];

/** Of the longest title, and a little. */
const WIDTH = 54;

/** Prints a line for each contender: medians, with the least and the greatest. */
export function printIntake(samples: IntakeSamples, { rounds, connections, sessions }: IntakeSize): void {
  console.log(
    `\nintake over HTTP: ${rounds} rounds of ${sessions.toLocaleString('en')} sessions of 8 events, ${connections} connections; CPU of server and Redis for each event`,
  );
  console.log(`  ${''.padEnd(WIDTH)}${COLUMNS.map(([title]) => title.padStart(20)).join('')}`);
  for (const [name, own] of samples) {
    const cells = COLUMNS.map(([, of, digits]) => spread(own.map(of), digits).padStart(20));
    console.log(`  ${contenders[name].title.padEnd(WIDTH)}${cells.join('')}`);
  }
}

/** The medians of the same. */
export function intakeTable(
  samples: Readonly<Partial<Record<ContenderName, readonly IntakeSample[]>>>,
): string {
  return toTable([
    ['', ...COLUMNS.map(([title]) => title)],
    ...Object.entries(samples).map(([name, own]) => [
      contenders[name as ContenderName].title,
      ...COLUMNS.map(([, of, digits]) =>
        median(own.map(of)).toLocaleString('en', {
          minimumFractionDigits: digits,
          maximumFractionDigits: digits,
        }),
      ),
    ]),
  ]);
}

function spread(values: readonly number[], digits: number): string {
  const shown = (value: number) => value.toFixed(digits);
  return `${shown(median(values))} (${shown(Math.min(...values))}–${shown(Math.max(...values))})`;
}

/** What is wanted of intake, held against what was measured of those who took part. */
export function judgeIntake(samples: IntakeSamples): Verdict[] {
  const all = new Map<string, readonly IntakeSample[]>(samples);
  const of = (name: ContenderName, value: (sample: IntakeSample) => number) =>
    all.get(name)?.map(value) ?? [];
  const compared = (name: string, own: ContenderName, other: ContenderName, atLeast: number) => {
    const [rate, cpu] = [
      ({ rate }: IntakeSample) => rate,
      ({ server, store }: IntakeSample) => server + store,
    ];
    return verdict(
      { name: `intake on ${name}`, atLeast },
      ratios(of(own, rate), of(other, rate)),
      ratios(of(other, cpu), of(own, cpu)),
    );
  };
  return [
    compared('Redis, verified, to node:http and a SET', 'redisSigned', 'nodeSet', 0.6),
    compared('Redis, verified, to the plain handler', 'redisSigned', 'plain', 3),
    compared('Redis, verified, to the handler with a lock', 'redisSigned', 'lock', 5),
    compared('the embedded store, verified, to node:http and a SET', 'embeddedSigned', 'nodeSet', 0.4),
    verdict(
      { name: 'p99 of intake on Redis, verified, to that of the plain handler', atMost: 1 },
      ratios(
        of('redisSigned', ({ p99 }) => p99),
        of('plain', ({ p99 }) => p99),
      ),
    ),
    // Sweeps read too, what is due while it is measured.
    verdict(
      { name: 'round trips to Redis for each event in order', atMost: 1.005 },
      of('redisSigned', ({ roundTrips }) => roundTrips ?? Number.NaN),
    ),
  ].filter(({ values }) => values.length > 0 && values.every(Number.isFinite));
}
