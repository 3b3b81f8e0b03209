import { TrackerError } from '../errors.ts';
import { hasDigest, idInKey } from './key-text.ts';

/** What a key may be used for: to read, or to do everything. */
export type KeyScope = 'read' | 'admin';

/** An API key as it is kept: its text is not. */
export interface ApiKey {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly KeyScope[];
  /** SHA-256 of the whole text, in hex. */
  readonly digest: string;
  /** Times are in ms since the epoch. */
  readonly createdAt: number;
  readonly expiresAt?: number;
  readonly revokedAt?: number;
}

/** The keys of all processes that share a store, the newest first. */
export interface KeyRing {
  readonly kind: 'keys';
  readonly keys: readonly ApiKey[];
}

/** Whether a key is good, and if not why. */
export type KeyStatus = 'active' | 'expired' | 'revoked';

/** What a text that should be a key turned out to be. */
export type FoundKey =
  | { readonly kind: 'known'; readonly key: ApiKey }
  | { readonly kind: 'wrong'; readonly reason: 'unknown' | 'expired' | 'revoked' };

export const noKeys: KeyRing = { kind: 'keys', keys: [] };

const MOST_ACTIVE = 1_000;
/** Of those that are over, how many stay listed. */
const MOST_ENDED = 100;

/** Throws `TrackerError` `key-limit` when there are 1,000 active ones. */
export function addKey(ring: KeyRing, key: ApiKey, now: number): KeyRing {
  const active = ring.keys.filter((one) => statusOfKey(one, now) === 'active');
  if (active.length >= MOST_ACTIVE)
    throw new TrackerError(
      'key-limit',
      `There are ${MOST_ACTIVE} active keys, and there can be no more: revoke those that nobody uses.`,
    );
  return pruned([key, ...ring.keys], now);
}

/** The ring as it is when it has no such key, or when that is revoked already. */
export function revokeKey(ring: KeyRing, id: string, now: number): KeyRing {
  const isMeant = (key: ApiKey) => key.id === id && key.revokedAt === undefined;
  if (!ring.keys.some(isMeant)) return ring;
  return pruned(
    ring.keys.map((key) => (isMeant(key) ? { ...key, revokedAt: now } : key)),
    now,
  );
}

/** Whoever has no key learns nothing from the time this takes: every key is looked at, and one digest is compared. */
export function findKey(ring: KeyRing, text: string, now: number): FoundKey {
  const id = idInKey(text);
  const [key] = ring.keys.filter((one) => one.id === id);
  const isRight = hasDigest(text, key?.digest);
  if (key === undefined || !isRight) return { kind: 'wrong', reason: 'unknown' };
  const status = statusOfKey(key, now);
  return status === 'active' ? { kind: 'known', key } : { kind: 'wrong', reason: status };
}

/**
 * Whether whoever asks needs a key. One that has expired still counts: time alone must not open a server that was
 * closed. Only revoking the last key does.
 */
export function needsKey({ keys }: KeyRing): boolean {
  return keys.some(({ revokedAt }) => revokedAt === undefined);
}

export function statusOfKey({ expiresAt, revokedAt }: ApiKey, now: number): KeyStatus {
  if (revokedAt !== undefined) return 'revoked';
  return expiresAt !== undefined && expiresAt <= now ? 'expired' : 'active';
}

export function mayUse({ scopes }: Pick<ApiKey, 'scopes'>, wanted: KeyScope): boolean {
  return scopes.includes('admin') || scopes.includes(wanted);
}

/** Expired and revoked keys are counted apart, so that the last of the expired is not lost to later revoked ones. */
function pruned(keys: readonly ApiKey[], now: number): KeyRing {
  const newest = (status: KeyStatus, endOf: (key: ApiKey) => number) =>
    keys
      .filter((key) => statusOfKey(key, now) === status)
      .sort((a, b) => endOf(b) - endOf(a))
      .slice(0, MOST_ENDED);
  const revoked = new Set(newest('revoked', ({ revokedAt = 0 }) => revokedAt));
  const expired = new Set(newest('expired', ({ expiresAt = 0 }) => expiresAt));
  const isKept = (key: ApiKey) => statusOfKey(key, now) === 'active' || revoked.has(key) || expired.has(key);
  return { kind: 'keys', keys: keys.filter(isKept) };
}
