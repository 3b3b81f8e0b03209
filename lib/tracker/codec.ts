import { TrackerError } from '../errors.ts';
import type { Definition } from '../fold/definition.ts';
import type { LoggedEvent } from '../fold/event.ts';
import { type CustomerRecord, refold } from '../fold/record.ts';
import { hasEnded, type Session } from '../fold/session.ts';
import { stageName } from '../fold/statechart.ts';
import { recordIdOf } from './ids.ts';
import type { Customer, Kept } from './kept.ts';
import { type Standing, standingOf } from './standing.ts';
import {
  FORMAT,
  logOf,
  OLDEST_FORMAT,
  type StoredCustomer,
  sessionsOf,
  toStored,
} from './stored/customer.ts';
import { isPacked, pack, unpack } from './stored/packed.ts';

type StoredRecord = StoredCustomer | (Exclude<Kept, Customer> & { readonly format: number });

/** Longer logs are not packed: it would stop everything else for milliseconds. */
const LONGEST_PACKED = 500;

/** How many times shorter packing makes a record, about. */
const PACKED_TIMES = 6;

/**
 * A record as bytes: JSON of our own form, never XState's. While no session is open it hardly ever changes, and is packed:
 * 20 µs that save five bytes of six.
 */
export function encode(kept: Kept): Buffer {
  if (kept.kind !== 'customer') return Buffer.from(JSON.stringify({ format: FORMAT, ...kept }));
  if (!isAtRest(kept.record)) return Buffer.from(JSON.stringify(toStored(kept)));
  const apart: string[] = [];
  return pack(toStored(kept, apart), apart);
}

function isAtRest({ log, folded }: CustomerRecord): boolean {
  return log.length <= LONGEST_PACKED && folded.sessions.length > 0 && folded.sessions.every(hasEnded);
}

/** How many bytes a record is, or would be if it were not packed, about: it is a measure of what it takes in memory. */
export function plainBytes(body: Buffer): number {
  return isPacked(body) ? body.length * PACKED_TIMES : body.length;
}

/**
 * Restores a record. One that was folded by another version of the machine, or cannot be restored, is folded anew from
 * its log, which is the truth.
 *
 * @throws TrackerError `record-unreadable` when the bytes are not a record; `record-newer`, retryable, when a newer
 * version of this package wrote them.
 */
export function decode(definitionOf: (provider: string) => Definition, body: Buffer): Kept {
  const { stored, apart } = isPacked(body) ? unpack(body) : { stored: parse(body), apart: [] };
  if (stored.kind === undefined)
    return toCustomer(definitionOf(stored.provider), stored, logOf(stored, apart));
  const { format: _, ...kept } = stored;
  return kept;
}

function toCustomer(definition: Definition, stored: StoredCustomer, log: readonly LoggedEvent[]): Customer {
  const { format, provider, customerId, by, firedAt, alerts = [], failing = [] } = stored;
  const isCurrent = format === FORMAT && by === definition.fingerprint;
  const restored = isCurrent ? restoreSessions(definition, stored, log) : undefined;
  const shared = { kind: 'customer', owner: { provider, customerId }, definition, alerts } as const;
  if (restored !== undefined) return { ...shared, record: { log, folded: { sessions: restored, firedAt } } };
  const { record } = refold(definition, { log, folded: { sessions: [], firedAt } }, firedAt);
  const held = { sessions: [], standings: standingsHeld(stored, log) };
  return { ...shared, record, refolded: { failing }, held };
}

/** How the indexes have the sessions of a record; formats before 3 had no such indexes. */
function standingsHeld(stored: StoredCustomer, log: readonly LoggedEvent[]): Standing[] {
  const { format, provider, customerId, by } = stored;
  if (format < 3) return [];
  const owner = { recordId: recordIdOf(provider, customerId), provider, machine: by.split('@')[0]! };
  return sessionsOf(stored, log).flatMap((sessionOf): Standing[] => {
    try {
      const { value, ...session } = sessionOf();
      return [standingOf(owner, log[session.opener]!, { ...session, stage: stageName(value) })];
    } catch {
      // What is damaged does not say where it stands.
      return [];
    }
  });
}

function restoreSessions(
  definition: Definition,
  stored: StoredCustomer,
  log: readonly LoggedEvent[],
): Session[] | undefined {
  try {
    return sessionsOf(stored, log).map((sessionOf) => {
      const { value, context, ...session } = sessionOf();
      return { ...session, snapshot: definition.chart.restore(value, context) };
    });
  } catch {
    return undefined;
  }
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
