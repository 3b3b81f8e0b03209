import { createHash, randomUUID } from 'node:crypto';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import type { FetchKey, PlaidKey } from '../src/key-cache.ts';

export const SESSION = '1daca4d5-9a0d-4e85-a2e9-1e905ecaa32e';

interface SignOptions {
  readonly age?: number;
  readonly with?: string;
  readonly hash?: string | undefined;
}

/** Plaid's side of the signatures: keys of which it tells the public half, and how it signs with them. */
export async function fakePlaid() {
  const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
  const jwk = await exportJWK(publicKey);
  const keys = new Map<string, PlaidKey>();
  const asked: string[] = [];
  const fetchKey: FetchKey = async (kid) => {
    asked.push(kid);
    return keys.get(kid);
  };
  const addKey = (kid: string = randomUUID(), more: Partial<PlaidKey> = {}) => {
    keys.set(kid, { ...jwk, kid, alg: 'ES256', use: 'sig', expired_at: null, ...more });
    return kid;
  };
  const kid = addKey();
  /** The header that goes with a body. `age` in s. */
  const sign = (body: string, { age = 0, with: id = kid, ...more }: SignOptions = {}) =>
    new SignJWT({ request_body_sha256: 'hash' in more ? more.hash : sha256(body) })
      .setProtectedHeader({ alg: 'ES256', kid: id, typ: 'JWT' })
      .setIssuedAt(Math.floor(Date.now() / 1000) - age)
      .sign(privateKey);
  return { kid, jwk, keys, asked, fetchKey, addKey, sign };
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

export interface LinkEvent {
  readonly event_name: string;
  readonly event_id: string;
  readonly timestamp: string;
  readonly event_metadata: object;
}

/** An event so many seconds after `start`; its id is made from both, so that it is the same each time it is told. */
export function linkEvent(name: string, start: number, seconds: number, metadata: object = {}): LinkEvent {
  return {
    event_name: name,
    event_id: sha256(`${name} ${start} ${seconds}`).slice(0, 32),
    timestamp: new Date(start + seconds * 1000).toISOString().replace(/\.\d+/, ''),
    event_metadata: { request_id: 'ttK0NtGKaVAlbCR', ...metadata },
  };
}

/** The beginning of a session, as far as the challenge. */
export function signingIn(start: number): LinkEvent[] {
  const bank = { institution_id: 'ins_20', institution_name: 'Citizens Bank' };
  return [
    linkEvent('OPEN', start, 0),
    linkEvent('SEARCH_INSTITUTION', start, 5, { institution_search_query: 'citi' }),
    linkEvent('SELECT_INSTITUTION', start, 8, bank),
    linkEvent('TRANSITION_VIEW', start, 9, { ...bank, view_name: 'CREDENTIAL' }),
    linkEvent('SUBMIT_CREDENTIALS', start, 20, bank),
    linkEvent('TRANSITION_VIEW', start, 25, { ...bank, view_name: 'MFA', mfa_type: 'code' }),
  ];
}

/** A whole session that connects one bank. */
export function wholeSession(start: number): LinkEvent[] {
  const bank = { institution_id: 'ins_20', institution_name: 'Citizens Bank' };
  return [
    ...signingIn(start),
    linkEvent('SUBMIT_MFA', start, 40, { ...bank, mfa_type: 'code' }),
    linkEvent('TRANSITION_VIEW', start, 50, { ...bank, view_name: 'CONNECTED' }),
    linkEvent('HANDOFF', start, 60, bank),
  ];
}

const envelope = {
  webhook_type: 'LINK',
  link_session_id: SESSION,
  link_token: 'link-sandbox-af1a0311-da53-4636-b754-dd15cc058176',
  environment: 'sandbox',
};
const TOKEN = 'public-sandbox-b0e2c4ee-a763-4df5-bfe9-46a46bce993d';

export const webhooks = {
  events: (events: readonly LinkEvent[]) => ({ ...envelope, webhook_code: 'EVENTS', events }),
  itemAdded: (token = TOKEN) => ({ ...envelope, webhook_code: 'ITEM_ADD_RESULT', public_token: token }),
  finished: (status: 'SUCCESS' | 'EXITED' = 'SUCCESS') => ({
    ...envelope,
    webhook_code: 'SESSION_FINISHED',
    status,
    ...(status === 'SUCCESS' ? { public_token: TOKEN, public_tokens: [TOKEN] } : {}),
  }),
};
