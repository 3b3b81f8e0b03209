import { StoreUnavailableError } from '../errors.ts';
import { defined } from '../fold/defined.ts';
import { sharedRecordIdOf } from './ids.ts';
import type { Kept } from './kept.ts';
import {
  type ApiKey,
  addKey,
  findKey,
  type KeyRing,
  type KeyScope,
  type KeyStatus,
  needsKey,
  noKeys,
  revokeKey,
  statusOfKey,
} from './key-ring.ts';
import { digestOfKey, idInKey, newKeyText } from './key-text.ts';
import type { Records } from './records.ts';

/** A key as people see it; times are ISO 8601 in UTC. */
export interface KeyView {
  readonly keyId: string;
  readonly name: string;
  readonly scopes: readonly KeyScope[];
  readonly status: KeyStatus;
  readonly createdAt: string;
  readonly expiresAt?: string;
  readonly revokedAt?: string;
}

/** A key that was made just now; `key` is its text, which is kept nowhere. */
export interface NewKey {
  readonly key: string;
  readonly view: KeyView;
}

/** What a new key is called, and what it may do. */
export interface NewKeyOptions {
  /** For people, 1 to 100 printable characters. Several keys may have one name, so that one can take over from another. */
  readonly name: string;
  readonly scope: KeyScope;
  /** In ms since the epoch. Default: it does not expire. */
  readonly expiresAt?: number;
}

/** Who asks. `open`: no key is needed, as there are none. */
export type Authentication =
  | { readonly kind: 'open' }
  | { readonly kind: 'known'; readonly key: Pick<ApiKey, 'id' | 'scopes'> }
  | { readonly kind: 'missing' }
  | { readonly kind: 'wrong'; readonly reason: 'unknown' | 'expired' | 'revoked' };

/** How a key is looked up. */
export interface AuthenticateOptions {
  /** While the store is away, go by the keys that were read last, however long ago. */
  readonly duringOutage?: boolean;
}

/** The API keys of all processes that share the store. */
export interface ApiKeys {
  /** Throws `TrackerError` `key-limit` when there are 1,000 active keys, and `TypeError` for a name that cannot be. */
  create(options: NewKeyOptions): Promise<NewKey>;
  /** The newest first; of those that are over, the newest 100 that expired, and as many that were revoked. */
  list(): Promise<readonly KeyView[]>;
  /** `undefined` when there is no such key. One that is revoked already stays as it is. */
  revoke(keyId: string): Promise<KeyView | undefined>;
  /**
   * Whose key a text is, by what the store had at most a second ago. Throws `StoreUnavailableError`.
   */
  authenticate(text: string | undefined, options?: AuthenticateOptions): Promise<Authentication>;
}

export interface ApiKeysOptions {
  readonly records: Pick<Records, 'load' | 'update'>;
  readonly now: () => number;
}

/** In ms. A key that another process has revoked is taken for so long at most. */
const COPY_LASTS = 1_000;

export function isKeyName(name: string): boolean {
  return /^[^\p{Cc}\p{Bidi_Control}\p{Cs}]{1,100}$/u.test(name) && name.trim() !== '';
}

export function createApiKeys({ records, now }: ApiKeysOptions): ApiKeys {
  const recordId = sharedRecordIdOf('keys');
  let copy: { readonly begunAt: number; readonly ring: Promise<KeyRing> } | undefined;
  let last: KeyRing | undefined;

  const read = async (): Promise<KeyRing> => {
    const ring = ringIn(await records.load(recordId));
    last = ring;
    return ring;
  };

  /** One read of the store a second serves all who ask. */
  const recent = (): Promise<KeyRing> => {
    const age = now() - (copy?.begunAt ?? Number.NEGATIVE_INFINITY);
    // A clock that was set back makes no copy last longer.
    if (copy !== undefined && age >= 0 && age < COPY_LASTS) return copy.ring;
    const fresh = { begunAt: now(), ring: read() };
    copy = fresh;
    fresh.ring.catch(() => {
      if (copy === fresh) copy = undefined;
    });
    return fresh.ring;
  };

  const update = async <R>(
    change: (ring: KeyRing) => { readonly ring: KeyRing; readonly result: R },
  ): Promise<R> => {
    const result = await records.update<R>(recordId, (kept) => {
      const before = ringIn(kept);
      const { ring, result } = change(before);
      return { kept: ring === before ? kept : ring, result };
    });
    copy = undefined;
    return result;
  };

  const view = (key: ApiKey): KeyView => toView(key, now());

  return {
    async create({ name, scope, expiresAt }) {
      if (!isKeyName(name)) throw new TypeError('the name of a key must be 1 to 100 printable characters');
      return update((ring) => {
        const text = unusedText(ring);
        const key: ApiKey = {
          id: idInKey(text)!,
          name,
          scopes: [scope],
          digest: digestOfKey(text),
          createdAt: now(),
          ...defined({ expiresAt }),
        };
        return { ring: addKey(ring, key, now()), result: { key: text, view: view(key) } };
      });
    },

    list: async () => (await read()).keys.map(view),

    revoke: (keyId) =>
      update((before) => {
        const ring = revokeKey(before, keyId, now());
        const key = ring.keys.find(({ id }) => id === keyId);
        return { ring, result: key && view(key) };
      }),

    async authenticate(text, { duringOutage = false } = {}) {
      const ring = await recent().catch((error: unknown) => {
        if (duringOutage && last !== undefined && error instanceof StoreUnavailableError) return last;
        throw error;
      });
      if (!needsKey(ring)) return { kind: 'open' };
      return text === undefined ? { kind: 'missing' } : findKey(ring, text, now());
    },
  };
}

function ringIn(kept: Kept | undefined): KeyRing {
  return kept?.kind === 'keys' ? kept : noKeys;
}

/** An id leads to one key. */
function unusedText({ keys }: KeyRing): string {
  for (;;) {
    const text = newKeyText();
    if (!keys.some(({ id }) => id === idInKey(text))) return text;
  }
}

function toView(key: ApiKey, now: number): KeyView {
  const { id: keyId, name, scopes, createdAt, expiresAt, revokedAt } = key;
  return {
    keyId,
    name,
    scopes,
    status: statusOfKey(key, now),
    createdAt: toIso(createdAt),
    ...defined({ expiresAt: toIso(expiresAt), revokedAt: toIso(revokedAt) }),
  };
}

function toIso(at: number): string;
function toIso(at: number | undefined): string | undefined;
function toIso(at: number | undefined): string | undefined {
  return at === undefined ? undefined : new Date(at).toISOString();
}
