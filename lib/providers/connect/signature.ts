import { createHmac, timingSafeEqual } from 'node:crypto';
import { ConfigurationError } from '../../errors.ts';
import type { Authenticity, Delivery } from '../provider.ts';

/** The second is the name in Australia. */
const HEADERS = ['x-finicity-signature', 'x-signature'] as const;
const SIGNATURE = /^[0-9a-f]{64}$/;

/** The signature of a body, as a sender puts it into `X-Finicity-Signature`: lower-case hex HMAC-SHA256. */
export function sign(body: Buffer | string, secret: string): string {
  return createHmac('sha256', secret).update(body).digest('hex');
}

/**
 * Checks the signature of a delivery over its raw bytes against each of several secrets, so that one can be
 * replaced without a gap. Without secrets nothing is checked. Throws `ConfigurationError` for an empty secret.
 */
export function signatureCheck(secrets: readonly string[]): (delivery: Delivery) => Authenticity {
  if (secrets.includes('')) throw new ConfigurationError('a Connect secret is empty');
  if (secrets.length === 0) return () => ({ ok: true, verified: false });
  return ({ body, headers }) => {
    const given = HEADERS.flatMap((name) => headers[name] ?? []);
    const [signature] = given;
    if (signature === undefined) {
      return { ok: false, code: 'missing-signature', detail: 'there is no X-Finicity-Signature header' };
    }
    if (given.length > 1 || !SIGNATURE.test(signature)) {
      return refusal('the signature is not one value of 64 lower-case hex digits');
    }
    return matchesAny(signature, body, secrets)
      ? { ok: true, verified: true }
      : refusal('the signature does not match the body');
  };
}

/** Every secret is tried, whichever matches, so that the time taken tells nothing. */
function matchesAny(signature: string, body: Buffer, secrets: readonly string[]): boolean {
  const given = Buffer.from(signature);
  return secrets.map((secret) => timingSafeEqual(given, Buffer.from(sign(body, secret)))).includes(true);
}

function refusal(detail: string): Authenticity {
  return { ok: false, code: 'invalid-signature', detail };
}
