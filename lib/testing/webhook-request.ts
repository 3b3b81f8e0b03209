import { sign } from '../providers/connect/signature.ts';
import type { VendorDelivery } from './delivery.ts';

export interface WebhookTarget {
  /** Where the server listens, e.g. `http://127.0.0.1:3000`. */
  readonly url: string;
  /** Where `webhookRouter` is mounted in an app of your own. Default: `/webhooks`, as the server has it. */
  readonly mount?: string;
  /** The Partner Secret. Default: not signed. Connect only. */
  readonly secret?: string;
  /** The secret part of the path. Default: none. Yodlee only. */
  readonly token?: string;
}

/** What to give to `fetch(request.url, request)`. */
export interface WebhookRequest {
  readonly url: string;
  readonly method: 'POST';
  readonly headers: Record<string, string>;
  /** Compact JSON, as the vendor posts it: the signature is over these bytes. */
  readonly body: string;
}

/**
 * The HTTP request by which the vendor would deliver a webhook, signed as the vendor signs.
 *
 * @example
 * const delivery = { provider: 'connect', body: connectEvent('mfa', { customerId: '7001' }) } as const;
 * const request = webhookRequest(delivery, { url: 'http://127.0.0.1:3000', secret: 'test-partner-secret' });
 * await fetch(request.url, request);
 */
export function webhookRequest(
  delivery: Pick<VendorDelivery, 'provider' | 'body'>,
  { url, mount = '/webhooks', secret, token }: WebhookTarget,
): WebhookRequest {
  const body = JSON.stringify(delivery.body);
  const signed = delivery.provider === 'connect' && secret !== undefined;
  const key = delivery.provider === 'yodlee' && token ? [token] : [];
  const path = [...mount.split('/').filter(Boolean), ...[delivery.provider, ...key].map(encodeURIComponent)];
  return {
    url: `${url.replace(/(?<!\/)\/+$/, '')}/${path.join('/')}`,
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(signed ? { 'x-finicity-signature': sign(body, secret) } : {}),
    },
    body,
  };
}
