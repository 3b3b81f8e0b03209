import { createHash } from 'node:crypto';
import type { LoggedEvent } from '../fold/event.ts';

/**
 * A record's id is a digest of provider and customer. Ids made from it may stand in logs and addresses without showing
 * who the customer is, and a session's id leads to its record without an index.
 */
export function recordIdOf(provider: string, customerId: string): string {
  return digest(24, provider, customerId);
}

/** A session's id comes from its record and its key, or else from the event that opened it. */
export function sessionIdOf(recordId: string, opener: LoggedEvent): string {
  const { key, type, id, data } = opener;
  const origin =
    key === undefined ? digest(10, 'event', type, id, JSON.stringify(data)) : digest(10, 'key', key);
  return `${recordId}-${origin}`;
}

/** The record a session's id leads to; `undefined` when the text is no such id. */
export function recordIdOfSession(sessionId: string): string | undefined {
  return /^([0-9a-f]{24})-[0-9a-f]{10}$/.exec(sessionId)?.[1];
}

function digest(length: number, ...parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, length);
}
