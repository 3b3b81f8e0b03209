import type { StateValue } from 'xstate';
import { TrackerError } from '../errors.ts';
import { defined } from '../fold/defined.ts';
import type { Definition } from '../fold/definition.ts';
import type { JsonObject, LoggedEvent } from '../fold/event.ts';
import { type CustomerRecord, refold } from '../fold/record.ts';
import type { Session, Timer } from '../fold/session.ts';

/** Whose record it is. */
export interface Owner {
  readonly provider: string;
  readonly customerId: string;
}

/** Raised by one with every change that an older version of this file could not read. */
const FORMAT = 1;

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
  session: Omit<Session, 'snapshot' | 'timers'>;
}

interface StoredRecord extends Owner {
  format: number;
  /** Which machine and delays the sessions were folded by. */
  by: string;
  firedAt: number;
  log: StoredEvent[];
  sessions: StoredSession[];
}

/** A record as bytes: JSON of our own form, never XState's. */
export function encode(
  definition: Definition,
  { provider, customerId }: Owner,
  record: CustomerRecord,
): Buffer {
  const stored: StoredRecord = {
    format: FORMAT,
    provider,
    customerId,
    by: definition.fingerprint,
    firedAt: record.folded.firedAt,
    log: record.log.map(encodeEvent),
    sessions: record.folded.sessions.map(({ snapshot, timers, ...session }) => ({
      value: snapshot.value,
      context: snapshot.context,
      timers,
      session,
    })),
  };
  return Buffer.from(JSON.stringify(stored));
}

/** A restored record, and what it takes to go on with it. */
export interface Decoded {
  readonly owner: Owner;
  readonly definition: Definition;
  readonly record: CustomerRecord;
}

/**
 * Restores a record. One that was folded by another version of the machine, or cannot be restored, is folded anew from
 * its log, which is the truth.
 *
 * @throws TrackerError `record-unreadable` when the bytes are not a record; `record-newer`, retryable, when a newer
 * version of this package wrote them.
 */
export function decode(definitionOf: (provider: string) => Definition, body: Buffer): Decoded {
  const { provider, customerId, by, firedAt, log: storedLog, sessions } = parse(body);
  const definition = definitionOf(provider);
  const log = storedLog.map(decodeEvent);
  const restored = by === definition.fingerprint ? decodeSessions(definition, sessions) : undefined;
  const record =
    restored === undefined
      ? refold(definition, { log, folded: { sessions: [], firedAt } }, firedAt).record
      : { log, folded: { sessions: restored, firedAt } };
  return { owner: { provider, customerId }, definition, record };
}

function decodeSessions(definition: Definition, sessions: readonly StoredSession[]): Session[] | undefined {
  try {
    return sessions.map((stored) => decodeSession(definition, stored));
  } catch {
    return undefined;
  }
}

function decodeSession(definition: Definition, { value, context, timers, session }: StoredSession): Session {
  if (!Array.isArray(timers) || typeof context !== 'object' || context === null)
    throw new Error('no stored session');
  return { ...session, timers, snapshot: definition.chart.restore(value, context) };
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
  if (stored.format !== FORMAT)
    throw new TrackerError('record-unreadable', 'a stored record has no known format');
  return stored;
}
