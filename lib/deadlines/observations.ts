import { aged, counted, type Histogram, merged, quantile, total } from './histogram.ts';

/** What was made of the durations seen up to some moment. Durations in ms, rounded. */
export interface Measured {
  /** In force for stages entered at or after this time, in ms since the epoch. */
  readonly from: number;
  /** Duration by quantile, e.g. `{"0.5": 42000, "0.99": 130000}`. */
  readonly quantiles: Readonly<Record<string, number>>;
}

/** How long stages last, as seen: by place, e.g. `connect/mfa` and `connect/mfa@101732`. Plain JSON. */
export interface Observations {
  readonly counts: Readonly<Record<string, Histogram>>;
  /** The oldest first. Never changed once in force, since a session folded anew has to end as it did before. */
  readonly measured: Readonly<Record<string, readonly Measured[]>>;
  /** When the last measurement was made, in ms since the epoch. */
  readonly measuredAt: number;
}

export const nothingObserved: Observations = { counts: {}, measured: {}, measuredAt: 0 };

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** What was seen so long ago counts half. */
const HALF_LIFE = 7 * DAY;
/** A session is not folded anew for a reason older than this. */
const MEASUREMENTS_KEPT = 7 * DAY;
/** Fewer tell nothing about a 99th percentile. */
const LEAST_OBSERVED = 100;
const PLACES_KEPT = 2_000;
/** A change of less is noise. */
const CHANGE = 0.1;
/** A measurement counts for stages entered so long after it was made: by then every process has read it. */
export const LEAD = 3 * 60_000;

/** The place of a stage, at one institution or (without) at all of them. */
export function placeOf(machine: string, stage: string, institutionId?: string): string {
  return institutionId === undefined ? `${machine}/${stage}` : `${machine}/${stage}@${institutionId}`;
}

/** Counts how long a stage lasted, in ms, at a place. */
export function observe(counts: Observations['counts'], place: string, ms: number): Observations['counts'] {
  return { ...counts, [place]: counted(counts[place] ?? {}, ms) };
}

/** Adds what one process has seen. */
export function add(observations: Observations, seen: Observations['counts']): Observations {
  const counts = { ...observations.counts };
  for (const [place, histogram] of Object.entries(seen))
    counts[place] = merged(counts[place] ?? {}, histogram);
  return { ...observations, counts };
}

/**
 * Measures once an hour, and a place that has just been observed often enough at once; otherwise gives back what it was
 * given. `shares` are the quantiles that are asked for.
 */
export function measure(observations: Observations, shares: readonly number[], now: number): Observations {
  const { counts, measured, measuredAt } = observations;
  const isDue = now >= measuredAt + HOUR;
  const fresh = Object.entries(counts)
    .filter(([place]) => isDue || !answers(measured[place], shares))
    .filter(([, histogram]) => total(histogram) >= LEAST_OBSERVED)
    .map(([place, histogram]) => {
      const measurement = { from: now + LEAD, quantiles: quantilesOf(histogram, shares) };
      return [place, withMeasurement(measured[place] ?? [], measurement, now)] as const;
    });
  if (!isDue && fresh.length === 0) return observations;
  const factor = measuredAt === 0 ? 1 : 0.5 ** ((now - measuredAt) / HALF_LIFE);
  return {
    counts: isDue ? busiest(counts, factor) : counts,
    measured: { ...(isDue ? withoutForgotten(observations, now) : measured), ...Object.fromEntries(fresh) },
    measuredAt: isDue ? now : measuredAt,
  };
}

/** What was in force at a place for a stage entered at `at`, in ms since the epoch. */
export function measuredAt(
  { measured }: Pick<Observations, 'measured'>,
  place: string,
  at: number,
): Measured['quantiles'] | undefined {
  return measured[place]?.findLast(({ from }) => from <= at)?.quantiles;
}

/** A place where nothing is seen any more keeps its measurements as long as a session may be folded by them. */
function withoutForgotten({ counts, measured }: Observations, now: number): Observations['measured'] {
  const isKept = (place: string, all: readonly Measured[]) =>
    place in counts || (all.at(-1)?.from ?? 0) > now - MEASUREMENTS_KEPT;
  return Object.fromEntries(Object.entries(measured).filter(([place, all]) => isKept(place, all)));
}

function quantilesOf(histogram: Histogram, shares: readonly number[]): Measured['quantiles'] {
  return Object.fromEntries([0.5, ...shares].map((share) => [share, Math.round(quantile(histogram, share))]));
}

/** Whether the last measurement holds what is asked for. */
function answers(measured: readonly Measured[] | undefined, shares: readonly number[]): boolean {
  const quantiles = measured?.at(-1)?.quantiles;
  return quantiles !== undefined && shares.every((share) => share in quantiles);
}

function withMeasurement(known: readonly Measured[], fresh: Measured, now: number): readonly Measured[] {
  const last = known.at(-1);
  if (last !== undefined && !differs(last.quantiles, fresh.quantiles)) return known;
  const stillInForce = known.findLastIndex(({ from }) => from <= now - MEASUREMENTS_KEPT);
  return [...known.slice(Math.max(0, stillInForce)), fresh];
}

function differs(old: Measured['quantiles'], fresh: Measured['quantiles']): boolean {
  return Object.entries(fresh).some(([share, ms]) => Math.abs(ms - (old[share] ?? 0)) > CHANGE * ms);
}

function busiest(counts: Observations['counts'], factor: number): Observations['counts'] {
  const all = Object.entries(counts).map(([place, histogram]) => [place, aged(histogram, factor)] as const);
  if (all.length <= PLACES_KEPT) return Object.fromEntries(all);
  return Object.fromEntries(all.sort(([, a], [, b]) => total(b) - total(a)).slice(0, PLACES_KEPT));
}
