import type { Alert } from '../../alerts/alert.ts';
import type { LoggedEvent } from '../../fold/event.ts';
import type { IndexEntry } from '../../store/store.ts';
import { failingEntries, isFailing } from '../failing.ts';
import { recordIdOf } from '../ids.ts';
import type { Customer, Owner } from '../kept.ts';
import { decodeEventBefore, decodeSessionBefore, type EventBefore, type SessionBefore } from './before.ts';
import { decodeLog, encodeLog, type StoredEvent } from './log.ts';
import { decodeSession, encodeSession, type SessionInParts, type StoredSession } from './session.ts';

/**
 * Raised by one with every change that an older version of this file could not read. Since 2 a record may hold alerts,
 * which 1 would lose, and be of another kind than a customer's. Since 3 the sessions of a customer stand in lists and
 * figures, which 2 would not keep in step. Since 4 what follows from something else is not written.
 */
export const FORMAT = 4;
export const OLDEST_FORMAT = 1;

interface Shared extends Owner {
  readonly kind?: undefined;
  /** Which machine and delays the sessions were folded by. */
  readonly by: string;
  readonly firedAt: number;
  readonly alerts?: readonly Alert[];
  /** Where its failing sessions stand in the indexes: another fold of the same log may not find the same. */
  readonly failing?: readonly IndexEntry[];
}

export interface StoredNow extends Shared {
  readonly format: typeof FORMAT;
  readonly log: readonly StoredEvent[];
  readonly sessions: readonly StoredSession[];
}

interface StoredBefore extends Shared {
  readonly format: 1 | 2 | 3;
  readonly log: readonly EventBefore[];
  readonly sessions: readonly SessionBefore[];
}

/** A customer's record as it is written, or was by an older version. */
export type StoredCustomer = StoredNow | StoredBefore;

/** `apart`, where there is one, takes what can be kept as bytes. */
export function toStored({ owner, definition, record, alerts }: Customer, apart?: string[]): StoredNow {
  const { provider, customerId } = owner;
  const { log, folded } = record;
  // A digest less for every event that goes well.
  const failing = isFailing(record)
    ? failingEntries(recordIdOf(provider, customerId), { owner, record })
    : [];
  return {
    format: FORMAT,
    provider,
    customerId,
    by: definition.fingerprint,
    firedAt: folded.firedAt,
    log: encodeLog(log, apart),
    sessions: folded.sessions.map((session) => encodeSession(log, session)),
    ...(alerts.length === 0 ? {} : { alerts }),
    ...(failing.length === 0 ? {} : { failing }),
  };
}

export function logOf(stored: StoredCustomer, apart?: readonly string[]): LoggedEvent[] {
  return stored.format === FORMAT ? decodeLog(stored.log, apart) : stored.log.map(decodeEventBefore);
}

/** Each session, when it is asked for: that throws where it is damaged. */
export function sessionsOf(stored: StoredCustomer, log: readonly LoggedEvent[]): (() => SessionInParts)[] {
  return stored.format === FORMAT
    ? stored.sessions.map((session) => () => decodeSession(log, session))
    : stored.sessions.map((session) => () => decodeSessionBefore(session));
}
