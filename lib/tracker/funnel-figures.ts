import { bucketOf } from '../deadlines/histogram.ts';
import type { Visit } from '../fold/session.ts';
import type { CounterChange } from '../store/store.ts';
import { institutionRecordIdOf } from './ids.ts';
import type { Standing } from './standing.ts';
import { dwellOf } from './stays.ts';

/*
 * What a session adds to the counters of the funnel. With each change the difference is committed: so a late event that
 * changes the past also takes back what the past had added.
 *
 *   funnel:<machine>:<day>                 all sessions that began on that day (UTC)
 *   funnel:<machine>:<day>:<institution>   what of them happened at one institution
 *   institutions:<machine>:<day>           how many were at each institution
 *
 * Fields: n/<connection>, o/<connection>/<outcome>, and by stage r (reached), d (dropped), t (dwell, by bucket).
 */

export type FigureKind = 'n' | 'o' | 'r' | 'd' | 't';

const LONGEST_ID = 130;

export function funnelCounter(machine: string, day: string, institutionRecordId?: string): string {
  const all = `funnel:${machine}:${day}`;
  return institutionRecordId === undefined ? all : `${all}:${institutionRecordId}`;
}

export function institutionsCounter(machine: string, day: string): string {
  return `institutions:${machine}:${day}`;
}

/** All that a session adds. */
export function funnelFigures(standing: Standing): CounterChange[] {
  return [...figuresOfVisits(standing, 0), ...figuresOfEnd(standing)];
}

/** What has to be added when a session has come from one standing to another; the same as the difference of all figures. */
export function funnelSteps(old: Standing, fresh: Standing): CounterChange[] | undefined {
  const { length } = old.path;
  const goesOn =
    old.day === fresh.day &&
    old.connection === fresh.connection &&
    old.machine === fresh.machine &&
    length <= fresh.path.length &&
    // Visits do not change, so that the same last one has the same before it.
    (length === 0 || old.path[length - 1] === fresh.path[length - 1]);
  if (!goesOn) return undefined;
  const [before, after] = [figuresOfEnd(old), figuresOfEnd(fresh)];
  return [
    ...figuresOfVisits(fresh, length),
    ...without(after, before),
    ...without(before, after).map((change) => ({ ...change, by: -change.by })),
  ];
}

/** What the visits from the `start`-th on add, and that the one before them has come to its end. */
function figuresOfVisits(standing: Standing, start: number): CounterChange[] {
  const { path } = standing;
  const add = adder(standing);
  const figures: CounterChange[] = start === 0 ? [add(undefined, 'n')] : [];
  for (let index = start; index < path.length; index++) {
    const { stage, institutionId } = path[index]!;
    const isFirst = (fits: (visit: Visit) => boolean) => path.findIndex(fits) === index;
    if (isFirst((visit) => visit.stage === stage)) figures.push(add(undefined, 'r', stage));
    if (institutionId === undefined) continue;
    if (isFirst((visit) => visit.institutionId === institutionId)) {
      figures.push(add(institutionId, 'n'));
      if (isListed(institutionId)) figures.push(listed(standing, 'n', institutionId));
    }
    if (isFirst((visit) => visit.stage === stage && visit.institutionId === institutionId))
      figures.push(add(institutionId, 'r', stage));
  }
  for (let index = Math.max(0, start - 1); index < path.length - 1; index++) {
    const { stage, institutionId } = path[index]!;
    const dwell = dwellOf(path[index]!, path[index + 1]);
    if (dwell === undefined) continue;
    const bucket = String(bucketOf(dwell));
    figures.push(add(undefined, 't', stage, bucket));
    if (institutionId !== undefined) figures.push(add(institutionId, 't', stage, bucket));
  }
  return figures;
}

/** What depends on how the session stands now: its outcome, and where it went no further. */
function figuresOfEnd(standing: Standing): CounterChange[] {
  const { outcome, path } = standing;
  const add = adder(standing);
  const figures = [add(undefined, 'o', outcome)];
  const hasFailed = outcome !== 'open' && outcome !== 'completed';
  const last = hasFailed ? lastWaiting(path) : undefined;
  if (last !== undefined) figures.push(add(undefined, 'd', last.stage));
  for (const id of new Set(path.map(({ institutionId }) => institutionId))) {
    const dropped = id === undefined ? undefined : droppedAt(id, path, hasFailed);
    if (id === undefined || dropped === undefined) continue;
    figures.push(add(id, 'd', dropped.stage));
    if (isListed(id)) figures.push(listed(standing, 'd', id));
  }
  return figures;
}

/** At one institution a session drops also when it goes on at another one without success. */
function droppedAt(id: string, path: readonly Visit[], hasFailed: boolean): Visit | undefined {
  if (!hasFailed && path.at(-1)?.institutionId === id) return undefined;
  const there = path.filter(({ institutionId }) => institutionId === id);
  return there.some(({ mark }) => mark === 'success') ? undefined : lastWaiting(there);
}

function lastWaiting(path: readonly Visit[]): Visit | undefined {
  return path.findLast(({ mark }) => mark !== 'ended');
}

type Adder = (
  institutionId: string | undefined,
  kind: FigureKind,
  ...names: readonly string[]
) => CounterChange;

function adder({ machine, provider, day, connection }: Standing): Adder {
  return (institutionId, kind, name, bucket) => {
    const recordId = institutionId && institutionRecordIdOf(provider, institutionId);
    const own = name === undefined ? `${kind}/${connection}` : `${kind}/${connection}/${name}`;
    const field = bucket === undefined ? own : `${own}/${bucket}`;
    return { counter: funnelCounter(machine, day, recordId), field, by: 1 };
  };
}

function listed({ machine, day, connection }: Standing, kind: FigureKind, id: string): CounterChange {
  const field = `${kind}/${connection}/${encodeURIComponent(id)}`;
  return { counter: institutionsCounter(machine, day), field, by: 1 };
}

/** Ids unlike any that has been seen are left out of the list of institutions, not out of the figures. */
function isListed(institutionId: string): boolean {
  return institutionId.length <= LONGEST_ID && !/\p{C}/u.test(institutionId);
}

function without(changes: readonly CounterChange[], others: readonly CounterChange[]): CounterChange[] {
  return changes.filter(
    ({ counter, field }) => !others.some((other) => other.field === field && other.counter === counter),
  );
}
