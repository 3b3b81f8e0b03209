import { OUTCOMES, type Outcome } from '../../machines/session.ts';
import { type Histogram, quantile, total } from '../deadlines/histogram.ts';
import { defined } from '../fold/defined.ts';
import type { Connection } from './connection.ts';
import type { FigureKind } from './funnel-figures.ts';
import type { FunnelGroup, FunnelStage } from './views.ts';

/** One field of a counter of the funnel, with the day that the counter is of. */
interface Figure {
  readonly day: string;
  readonly kind: FigureKind;
  readonly connection: Connection;
  /** A stage, an outcome, or nothing. */
  readonly name: string;
  /** Of a dwell. */
  readonly bucket: string;
  readonly count: number;
}

export type Figures = readonly Figure[];

/** Institutions that are listed. */
const MOST_INSTITUTIONS = 20;

/** The fields of one day's counter, of one way to connect where one is asked for. */
export function figuresIn(fields: ReadonlyMap<string, number>, day: string, only?: Connection): Figures {
  return [...fields].flatMap(([field, count]): Figure[] => {
    const [kind, connection, name = '', bucket = ''] = field.split('/');
    const figure = {
      day,
      kind: kind as FigureKind,
      connection: connection as Connection,
      name,
      bucket,
      count,
    };
    return only === undefined || connection === only ? [figure] : [];
  });
}

/** Figures as a funnel; `stages` are those of the machine, in the order of the flow. */
export function toGroup(
  figures: Figures,
  stages: readonly string[],
  { institutionId }: { readonly institutionId?: string | undefined },
): Pick<FunnelGroup, 'outcomes'> & { sessions: number; stages: FunnelStage[] } {
  const of = (kind: FigureKind) => figures.filter((figure) => figure.kind === kind);
  const [reached, dropped, dwells, outcomes] = [of('r'), of('d'), of('t'), of('o')];
  const seen = [...new Set([...stages, ...reached.map(({ name }) => name)])];
  return {
    sessions: sum(of('n')),
    ...(institutionId === undefined ? { outcomes: countOutcomes(outcomes) } : {}),
    stages: seen.flatMap((stage) => {
      const entered = sum(named(reached, stage));
      if (entered === 0) return [];
      const dwell = dwellOf(named(dwells, stage));
      return [{ stage, reached: entered, dropped: sum(named(dropped, stage)), ...defined({ dwell }) }];
    }),
  };
}

/** Those with most sessions, from the counters of the list of institutions, a day each. */
export function institutionGroups(
  days: readonly ReadonlyMap<string, number>[],
  only?: Connection,
): FunnelGroup[] {
  const figures = days.flatMap((fields) => figuresIn(fields, '', only));
  const sessions = byName(figures.filter(({ kind }) => kind === 'n'));
  const dropped = byName(figures.filter(({ kind }) => kind === 'd'));
  return [...sessions]
    .sort(([a, most], [b, more]) => more - most || (a < b ? -1 : 1))
    .slice(0, MOST_INSTITUTIONS)
    .map(([name, count]) => ({
      institutionId: decodeURIComponent(name),
      sessions: count,
      dropped: dropped.get(name) ?? 0,
    }));
}

function countOutcomes(figures: Figures): Record<Outcome, number> {
  const counts = OUTCOMES.map((outcome) => [outcome, sum(named(figures, outcome))] as const);
  return Object.fromEntries(counts) as Record<Outcome, number>;
}

function dwellOf(figures: Figures): FunnelStage['dwell'] {
  const histogram: Histogram = byBucket(figures);
  const count = total(histogram);
  if (count === 0) return undefined;
  const at = (share: number) => Math.round(quantile(histogram, share));
  return { count, medianMs: at(0.5), p95Ms: at(0.95) };
}

function byBucket(figures: Figures): Histogram {
  const histogram: Record<string, number> = {};
  for (const { bucket, count } of figures) histogram[bucket] = (histogram[bucket] ?? 0) + count;
  return histogram;
}

function byName(figures: Figures): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { name, count } of figures) counts.set(name, (counts.get(name) ?? 0) + count);
  return counts;
}

function named(figures: Figures, wanted: string): Figures {
  return figures.filter(({ name }) => name === wanted);
}

function sum(figures: Figures): number {
  return figures.reduce((total, { count }) => total + count, 0);
}
