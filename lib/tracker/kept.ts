import { type Alert, statusOf } from '../alerts/alert.ts';
import { nextAt } from '../alerts/delivery.ts';
import type { Observations } from '../deadlines/observations.ts';
import type { Definition } from '../fold/definition.ts';
import { nextDue } from '../fold/fold.ts';
import { type CustomerRecord, emptyRecord } from '../fold/record.ts';
import type { Commit, IndexEntry } from '../store/store.ts';
import { failingEntries, isFailing } from './failing.ts';

/** Whose record it is. */
export interface Owner {
  readonly provider: string;
  readonly customerId: string;
}

/** A customer of a provider: the log, the fold over it, and what somebody is told about it. */
export interface Customer {
  readonly kind: 'customer';
  readonly owner: Owner;
  readonly definition: Definition;
  readonly record: CustomerRecord;
  readonly alerts: readonly Alert[];
  /** It was folded by other settings or another version, and anew when it was read: what the indexes still hold of that. */
  readonly refolded?: { readonly failing: readonly IndexEntry[] };
}

/** What many customers do at one institution together. */
export interface Institution {
  readonly kind: 'institution';
  readonly provider: string;
  readonly institutionId: string;
  readonly alerts: readonly Alert[];
  /** When it has to be looked at again, in ms since the epoch. */
  readonly dueAt?: number;
}

/** How long stages last, as all processes together have seen it. */
export interface SharedObservations {
  readonly kind: 'observations';
  readonly observations: Observations;
}

/** The settings that open sessions were last folded by. */
export interface AppliedSettings {
  readonly kind: 'settings';
  readonly fingerprint: string;
}

/** A record of the store, decoded. */
export type Kept = Customer | Institution | SharedObservations | AppliedSettings;

/** A record in which alerts stand. */
export type Alerting = Customer | Institution;

export function newCustomer(owner: Owner, definition: Definition): Customer {
  return { kind: 'customer', owner, definition, record: emptyRecord, alerts: [] };
}

export function isAlerting(kept: Kept | undefined): kept is Alerting {
  return kept?.kind === 'customer' || kept?.kind === 'institution';
}

export function withAlerts<K extends Alerting>(kept: K, alerts: readonly Alert[]): K {
  return alerts === kept.alerts ? kept : { ...kept, alerts };
}

/** What the store has to know of a change besides the bytes: when the record is due, and its places in the indexes. */
export function placesOf(
  recordId: string,
  before: Kept | undefined,
  after: Kept,
): Pick<Commit, 'dueAt' | 'index' | 'unindex'> {
  const dueAt = dueAtOf(after);
  const [old, fresh] = [heldOf(recordId, before), entriesOf(recordId, after)];
  const unindex = old.filter((entry) => !fresh.some((other) => isSame(entry, other)));
  const index = fresh.filter((entry) => !old.some((other) => isSame(entry, other)));
  return {
    ...(dueAt === undefined ? {} : { dueAt }),
    ...(unindex.length === 0 ? {} : { unindex }),
    ...(index.length === 0 ? {} : { index }),
  };
}

export function dueAtOf(kept: Kept): number | undefined {
  if (kept.kind === 'customer') return nextDue(kept.record.folded);
  return kept.kind === 'institution' ? kept.dueAt : undefined;
}

function entriesOf(recordId: string, kept: Kept | undefined): readonly IndexEntry[] {
  if (!isAlerting(kept)) return [];
  const failing = kept.kind === 'customer' && isFailing(kept.record) ? failingEntries(recordId, kept) : [];
  return kept.alerts.length === 0 ? failing : [...failing, ...kept.alerts.flatMap(alertEntries)];
}

/** What the indexes hold of a record as it was read. */
function heldOf(recordId: string, kept: Kept | undefined): readonly IndexEntry[] {
  if (kept?.kind !== 'customer' || kept.refolded === undefined) return entriesOf(recordId, kept);
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

function isSame(one: IndexEntry, other: IndexEntry): boolean {
  return one.index === other.index && one.member === other.member && one.score === other.score;
}
