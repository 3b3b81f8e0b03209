import type { Alert } from '../alerts/alert.ts';
import type { Observations } from '../deadlines/observations.ts';
import type { Definition } from '../fold/definition.ts';
import { type CustomerRecord, emptyRecord } from '../fold/record.ts';
import type { IndexEntry } from '../store/store.ts';
import type { Erased } from './erased.ts';
import type { KeyRing } from './key-ring.ts';
import type { News } from './news.ts';
import type { Held } from './standing.ts';

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
  /** How the indexes and counters have its sessions. Absent: as they stand. */
  readonly held?: Held;
  /** What is about to be committed, for the change feed. */
  readonly news?: readonly News[];
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
export type Kept = Customer | Erased | Institution | SharedObservations | AppliedSettings | KeyRing;

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
