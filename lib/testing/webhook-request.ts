import { sign } from '../providers/connect/signature.ts';
import type { VendorDelivery } from './play-flow.ts';

export interface WebhookTarget {
  /** Where connect-tracker listens, e.g. `http://127.0.0.1:3000`. */
  readonly url: string;
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

/** The HTTP request by which the vendor would deliver a webhook, signed as the vendor signs. */
export function webhookRequest(
  delivery: Pick<VendorDelivery, 'provider' | 'body'>,
  { url, secret, token }: WebhookTarget,
): WebhookRequest {
  const body = JSON.stringify(delivery.body);
  const signed = delivery.provider === 'connect' && secret !== undefined;
  const path = ['webhooks', delivery.provider, ...(delivery.provider === 'yodlee' && token ? [token] : [])];
  return {
    url: `${url.replace(/(?<!\/)\/+$/, '')}/${path.map(encodeURIComponent).join('/')}`,
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(signed ? { 'x-finicity-signature': sign(body, secret) } : {}),
    },
    body,
  };
}
