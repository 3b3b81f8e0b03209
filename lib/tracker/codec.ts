import type { StateValue } from 'xstate';
import type { Alert } from '../alerts/alert.ts';
import { TrackerError } from '../errors.ts';
import { defined } from '../fold/defined.ts';
import type { Definition } from '../fold/definition.ts';
import type { JsonObject, LoggedEvent } from '../fold/event.ts';
import { refold } from '../fold/record.ts';
import type { Session, Timer, Visit } from '../fold/session.ts';
import { stageName } from '../fold/statechart.ts';
import type { IndexEntry } from '../store/store.ts';
import { failingEntries, isFailing } from './failing.ts';
import { recordIdOf } from './ids.ts';
import type { Customer, Kept, Owner } from './kept.ts';
import { type Standing, standingOf } from './standing.ts';

/**
 * Raised by one with every change that an older version of this file could not read. Since 2 a record may hold alerts,
 * which 1 would lose, and be of another kind than a customer's. Since 3 the sessions of a customer stand in lists and
 * figures, which 2 would not keep in step.
 */
const FORMAT = 3;
const OLDEST_FORMAT = 1;

type StoredEvent = [
  type: string,
  id: string,
  at: number,
  receivedAt: number,
  data: JsonObject,
  rest?: StoredRest,
];
type StoredRest = Pick<LoggedEvent, 'key' | 'status' | 'reasons' | 'late' | 'duplicates'>;

interface StoredSession {
  value: StateValue;
  context: unknown;
  timers: readonly Timer[];
  session: Omit<Session, 'snapshot' | 'timers' | 'path'>;
  path: readonly StoredVisit[];
}

/** `after` is how many ms after the visit before; of the first, since the epoch. */
type StoredVisit = [
  stage: string,
  after: number,
  institutionId?: string | 0,
  mark?: Visit['mark'] | 0,
  silent?: 1,
];

interface StoredCustomer extends Owner {
  format: number;
  kind?: undefined;
  /** Which machine and delays the sessions were folded by. */
  by: string;
  firedAt: number;
  log: StoredEvent[];
  sessions: StoredSession[];
  alerts?: readonly Alert[];
  /** Where its failing sessions stand in the indexes: another fold of the same log may not find the same. */
  failing?: readonly IndexEntry[];
}

type StoredRecord = StoredCustomer | (Exclude<Kept, Customer> & { format: number });

/** A record as bytes: JSON of our own form, never XState's. */
export function encode(kept: Kept): Buffer {
  const stored: StoredRecord = kept.kind === 'customer' ? toStored(kept) : { format: FORMAT, ...kept };
  return Buffer.from(JSON.stringify(stored));
}

function toStored({ owner, definition, record, alerts }: Customer): StoredCustomer {
  const { provider, customerId } = owner;
  // A digest less for every event that goes well.
  const failing = isFailing(record)
    ? failingEntries(recordIdOf(provider, customerId), { owner, record })
    : [];
  return {
    format: FORMAT,
    provider,
    customerId,
    by: definition.fingerprint,
    firedAt: record.folded.firedAt,
    log: record.log.map(encodeEvent),
    sessions: record.folded.sessions.map(({ snapshot, timers, path, ...session }) => ({
      value: snapshot.value,
      context: snapshot.context,
      timers,
      session,
      path: encodePath(path),
    })),
    ...(alerts.length === 0 ? {} : { alerts }),
    ...(failing.length === 0 ? {} : { failing }),
  };
}

/**
 * Restores a record. One that was folded by another version of the machine, or cannot be restored, is folded anew from
 * its log, which is the truth.
 *
 * @throws TrackerError `record-unreadable` when the bytes are not a record; `record-newer`, retryable, when a newer
 * version of this package wrote them.
 */
export function decode(definitionOf: (provider: string) => Definition, body: Buffer): Kept {
  const stored = parse(body);
  if (stored.kind === undefined) return toCustomer(definitionOf(stored.provider), stored);
  const { format: _, ...kept } = stored;
  return kept;
}

function toCustomer(definition: Definition, stored: StoredCustomer): Customer {
  const {
    format,
    provider,
    customerId,
    by,
    firedAt,
    log: storedLog,
    sessions,
    alerts = [],
    failing = [],
  } = stored;
  const log = storedLog.map(decodeEvent);
  const isCurrent = format === FORMAT && by === definition.fingerprint;
  const restored = isCurrent ? decodeSessions(definition, sessions) : undefined;
  const shared = { kind: 'customer', owner: { provider, customerId }, definition, alerts } as const;
  if (restored !== undefined) return { ...shared, record: { log, folded: { sessions: restored, firedAt } } };
  const { record } = refold(definition, { log, folded: { sessions: [], firedAt } }, firedAt);
  const held = { sessions: [], standings: standingsHeld(stored, log) };
  return { ...shared, record, refolded: { failing }, held };
}

/** How the indexes have the sessions of a record; formats before 3 had no such indexes. */
function standingsHeld(
  { format, provider, customerId, by, sessions }: StoredCustomer,
  log: readonly LoggedEvent[],
): Standing[] {
  if (format < 3) return [];
  const owner = { recordId: recordIdOf(provider, customerId), provider, machine: by.split('@')[0]! };
  return sessions.flatMap(({ value, context, session, path }) => {
    const opener = log[session.opener];
    // What is damaged does not say where it stands.
    if (!value || !context || !opener) return [];
    const parts = { ...session, stage: stageName(value), context, path: decodePath(path) };
    return [standingOf(owner, opener, parts)];
  });
}

function decodeSessions(definition: Definition, sessions: readonly StoredSession[]): Session[] | undefined {
  try {
    return sessions.map((stored) => decodeSession(definition, stored));
  } catch {
    return undefined;
  }
}

function decodeSession(
  definition: Definition,
  { value, context, timers, session, path }: StoredSession,
): Session {
  if (!Array.isArray(timers) || typeof context !== 'object' || context === null)
    throw new Error('no stored session');
  return {
    ...session,
    timers,
    path: decodePath(path),
    snapshot: definition.chart.restore(value, context),
  };
}

function encodePath(path: readonly Visit[]): StoredVisit[] {
  let before = 0;
  return path.map(({ stage, at, institutionId, mark, silent }) => {
    const visit: StoredVisit = [stage, at - before];
    before = at;
    if (institutionId !== undefined || mark !== undefined || silent) visit.push(institutionId ?? 0);
    if (mark !== undefined || silent) visit.push(mark ?? 0);
    if (silent) visit.push(1);
    return visit;
  });
}

function decodePath(path: readonly StoredVisit[]): Visit[] {
  let at = 0;
  return path.map(([stage, after, institutionId, mark, silent]) => {
    at += after;
    return {
      stage,
      at,
      ...(institutionId ? { institutionId } : {}),
      ...(mark ? { mark } : {}),
      ...(silent ? { silent: true as const } : {}),
    };
  });
}

function encodeEvent({ type, id, at, receivedAt, data, ...rest }: LoggedEvent): StoredEvent {
  const event: StoredEvent = [type, id, at, receivedAt, data];
  if (Object.keys(rest).length > 0) event.push(rest);
  return event;
}

function decodeEvent([type, id, at, receivedAt, data, rest]: StoredEvent): LoggedEvent {
  return { type, id, at, receivedAt, data, ...defined(rest ?? {}) };
}

function parse(body: Buffer): StoredRecord {
  let stored: StoredRecord;
  try {
    stored = JSON.parse(body.toString());
  } catch (cause) {
    throw new TrackerError('record-unreadable', 'a stored record is not JSON', { cause });
  }
  if (stored.format > FORMAT)
    throw new TrackerError('record-newer', 'a newer version of connect-tracker wrote this record', {
      retryable: true,
    });
  if (!(stored.format >= OLDEST_FORMAT))
    throw new TrackerError('record-unreadable', 'a stored record has no known format');
  return stored;
}
