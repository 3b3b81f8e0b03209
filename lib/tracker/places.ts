import { type Alert, statusOf } from '../alerts/alert.ts';
import { nextAt } from '../alerts/delivery.ts';
import { flatMap } from '../fold/flat-map.ts';
import { nextDue } from '../fold/fold.ts';
import type { Commit, CounterChange, IndexEntry } from '../store/store.ts';
import { expiryOf } from './erased.ts';
import { failingEntries, isFailing } from './failing.ts';
import { funnelFigures, funnelSteps } from './funnel-figures.ts';
import { isAlerting, type Kept } from './kept.ts';
import type { News } from './news.ts';
import { listCounts, listEntries } from './session-lists.ts';
import { type Standing, standingsOf } from './standing.ts';
import { encodeNews } from './stored/news.ts';

/** What the store has to know of a change besides the bytes: when the record is due, its places in the indexes, and what it adds. */
export function placesOf(
  recordId: string,
  before: Kept | undefined,
  after: Kept | undefined,
  retention?: number,
): Omit<Commit, 'recordId' | 'expectedVersion' | 'body'> {
  const dueAt = after && dueAtOf(after, retention);
  const [old, fresh] = [heldIn(before), standingsIn(after)];
  const gone = old.filter((standing) => !fresh.includes(standing));
  const come = fresh.filter((standing) => !old.includes(standing));
  const left = [...otherEntriesHeld(recordId, before), ...flatMap(gone, listEntries)];
  const entered = [...otherEntries(recordId, after), ...flatMap(come, listEntries)];
  const isErased = after?.kind === 'erased' && before?.kind === 'customer';
  const keepsFigures = isErased && after.reason === 'retention';
  const add = [
    ...difference(flatMap(gone, listCounts), flatMap(come, listCounts)),
    // What happened goes on to be told in numbers when a customer is kept no longer.
    ...(keepsFigures ? [] : figuresBetween(gone, come)),
  ];
  return {
    ...(dueAt === undefined ? {} : { dueAt }),
    ...some('unindex', without(left, entered)),
    ...some('index', without(entered, left)),
    ...some('add', add),
    ...some('changes', newsOf(after).map(encodeNews)),
    ...(isErased ? { forget: true } : {}),
  };
}

/** `retention` in ms; absent: customers are kept for ever. */
export function dueAtOf(kept: Kept, retention?: number): number | undefined {
  if (kept.kind === 'institution' || kept.kind === 'erased') return kept.dueAt;
  if (kept.kind !== 'customer') return undefined;
  return nextDue(kept.record.folded) ?? (retention === undefined ? undefined : expiryOf(kept, retention));
}

function standingsIn(kept: Kept | undefined): readonly Standing[] {
  return kept?.kind === 'customer' ? standingsOf(kept) : [];
}

function heldIn(kept: Kept | undefined): readonly Standing[] {
  return (kept?.kind === 'customer' && kept.held?.standings) || standingsIn(kept);
}

function newsOf(kept: Kept | undefined): readonly News[] {
  return kept?.kind === 'customer' ? (kept.news ?? []) : [];
}

function figuresBetween(gone: readonly Standing[], come: readonly Standing[]): CounterChange[] {
  const [old, fresh] = [gone[0], come[0]];
  // Nearly always one session has gone one step on.
  const isOne = gone.length === 1 && come.length === 1;
  const steps = isOne && old && fresh ? funnelSteps(old, fresh) : undefined;
  return steps ?? difference(flatMap(gone, funnelFigures), flatMap(come, funnelFigures));
}

/** What has to be added to counters that hold `old`, so that they hold `fresh`. */
function difference(old: readonly CounterChange[], fresh: readonly CounterChange[]): CounterChange[] {
  const net = new Map<string, CounterChange>();
  const count = (change: CounterChange, by: number) => {
    const key = `${change.counter} ${change.field}`;
    net.set(key, { ...change, by: (net.get(key)?.by ?? 0) + by });
  };
  for (const change of old) count(change, -change.by);
  for (const change of fresh) count(change, change.by);
  return [...net.values()].filter(({ by }) => by !== 0);
}

/** Entries that are not those of the lists. */
function otherEntries(recordId: string, kept: Kept | undefined): readonly IndexEntry[] {
  if (!isAlerting(kept)) return [];
  const failing = kept.kind === 'customer' && isFailing(kept.record) ? failingEntries(recordId, kept) : [];
  return kept.alerts.length === 0 ? failing : [...failing, ...kept.alerts.flatMap(alertEntries)];
}

function otherEntriesHeld(recordId: string, kept: Kept | undefined): readonly IndexEntry[] {
  if (kept?.kind !== 'customer' || kept.refolded === undefined) return otherEntries(recordId, kept);
  return [...kept.refolded.failing, ...kept.alerts.flatMap(alertEntries)];
}

export const OPEN_ALERTS = 'alerts:open';
export const CLOSED_ALERTS = 'alerts:closed';
export const DEAD_LETTERS = 'alerts:dead';
export const outboxOf = (sink: string): string => `outbox:${sink}`;

function alertEntries(alert: Alert): IndexEntry[] {
  const { id: member, raisedAt, deliveries } = alert;
  const dead = deliveries.findLast(({ status }) => status === 'dead');
  const outbox = [...new Set(deliveries.map(({ sink }) => sink))].flatMap((sink) => {
    const score = nextAt(alert, sink);
    return score === undefined ? [] : [{ index: outboxOf(sink), score: Math.round(score), member }];
  });
  return [
    { index: statusOf(alert) === 'open' ? OPEN_ALERTS : CLOSED_ALERTS, score: raisedAt, member },
    ...(dead === undefined ? [] : [{ index: DEAD_LETTERS, score: dead.since, member }]),
    ...outbox,
  ];
}

function without(entries: readonly IndexEntry[], others: readonly IndexEntry[]): IndexEntry[] {
  return entries.filter((entry) => !others.some((other) => isSame(entry, other)));
}

function some<N extends string, T>(name: N, items: readonly T[]): { readonly [K in N]?: readonly T[] } {
  return items.length === 0 ? {} : ({ [name]: items } as { readonly [K in N]: readonly T[] });
}

function isSame(one: IndexEntry, other: IndexEntry): boolean {
  return one.index === other.index && one.member === other.member && one.score === other.score;
}
