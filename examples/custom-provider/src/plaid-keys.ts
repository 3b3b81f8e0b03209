import type { FetchKey, PlaidKey } from './key-cache.ts';

export interface PlaidAccount {
  /** `https://production.plaid.com` or `https://sandbox.plaid.com`. */
  readonly host: string;
  readonly clientId: string;
  readonly secret: string;
}

/** Fetches verification keys from Plaid (plaid.com/docs/api/webhooks/webhook-verification, confidence high). */
export function plaidKeys({ host, clientId, secret }: PlaidAccount): FetchKey {
  return async (kid) => {
    const response = await fetch(`${host}/webhook_verification_key/get`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ client_id: clientId, secret, key_id: kid }),
      // Below the 5 s after which connect-tracker waits no longer.
      signal: AbortSignal.timeout(4_000),
    });
    const { key, error_code } = (await response.json()) as { key?: PlaidKey; error_code?: string };
    if (key === undefined && error_code !== 'INVALID_WEBHOOK_VERIFICATION_KEY_ID')
      throw new Error(`Plaid gives no key: ${response.status} ${error_code}`);
    return key;
  };
}
