import { hash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
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

/** The record of what many customers do at one institution together. */
export function institutionRecordIdOf(provider: string, institutionId: string): string {
  const key = `${provider}\n${institutionId}`;
  const known = institutions.get(key);
  if (known !== undefined) return known;
  const recordId = digest(24, 'institution', provider, institutionId);
  institutions.set(key, recordId);
  return recordId;
}

/** Thousands of institutions, asked for with every event. */
const institutions = new LRUCache<string, string>({ max: 10_000 });

/** The record of what the processes that share a store have to agree about. */
export function sharedRecordIdOf(name: 'observations' | 'settings' | 'keys'): string {
  return digest(24, 'shared', name, '');
}

/** An alert's id comes from its record, what it is about, and how often that was so before. */
export function alertIdOf(recordId: string, key: string, occurrence: number): string {
  return `${recordId}_${digest(10, 'alert', key, String(occurrence))}`;
}

/** The record an alert's id leads to; `undefined` when the text is no such id. */
export function recordIdOfAlert(alertId: string): string | undefined {
  return /^([0-9a-f]{24})_[0-9a-f]{10}$/.exec(alertId)?.[1];
}

/**
 * Changes with the version of a record and with whatever else an answer about it depends on. A version does not come again,
 * so that nobody takes what was answered before an erasure, or before the store lost writes, for what is so now.
 */
export function revisionOf(version: number, ...parts: readonly string[]): string {
  return `${version}-${digest(8, 'revision', ...parts)}`;
}

function digest(length: number, ...parts: readonly string[]): string {
  return hash('sha256', JSON.stringify(parts)).slice(0, length);
}
