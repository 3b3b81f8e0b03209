import { errors, type JWK } from 'jose';

/** A verification key as Plaid's `/webhook_verification_key/get` gives it; one that is not used any more has `expired_at`. */
export interface PlaidKey extends JWK {
  readonly expired_at?: number | null;
}

/** Asks Plaid for a key; `undefined` when it has none with this id. Rejects when Plaid cannot be asked. */
export type FetchKey = (kid: string) => Promise<PlaidKey | undefined>;

/** In ms: how long a key is used until Plaid is asked whether it has expired. */
const FRESH = 60 * 60 * 1000;
const MINUTE = 60 * 1000;
/** Anybody can send made-up key ids: Plaid is asked about so many unknown ones in a minute. */
const MOST_UNKNOWN = 20;

/** Keys by id, each fetched once an hour. `now` in ms since the epoch. */
export function createKeyCache(fetchKey: FetchKey) {
  const kept = new Map<string, { readonly since: number; readonly key: Promise<PlaidKey | undefined> }>();
  let asked: number[] = [];

  const allowUnknown = (now: number) => {
    asked = asked.filter((at) => now - at < MINUTE);
    if (asked.length >= MOST_UNKNOWN) throw new Error('too many unknown keys at one time');
    asked.push(now);
  };

  const fetchOnce = (kid: string, now: number) => {
    const known = kept.get(kid);
    if (known && now - known.since <= FRESH) return known.key;
    if (!known) allowUnknown(now);
    const key = fetchKey(kid);
    kept.set(kid, { since: now, key });
    // What Plaid has no key for, or could not be asked for, is not remembered: it may have one in a minute.
    const forget = () => kept.delete(kid);
    key.then((found) => found ?? forget(), forget);
    return key;
  };

  return async function keyOf(kid: string | undefined, now: number): Promise<PlaidKey> {
    const key = kid === undefined ? undefined : await fetchOnce(kid, now);
    if (key === undefined || typeof key.expired_at === 'number') throw new errors.JWKSNoMatchingKey();
    return key;
  };
}
