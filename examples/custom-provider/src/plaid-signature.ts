import { createHash, timingSafeEqual } from 'node:crypto';
import type { Authenticity, Provider } from 'connect-tracker';
import { errors, jwtVerify } from 'jose';
import { createKeyCache, type FetchKey } from './key-cache.ts';

/** In s. A signature may be 5 minutes old, and the clocks may differ by some of that. */
const CLOCKS_DIFFER = 30;
const MAX_AGE = 5 * 60 - CLOCKS_DIFFER;

/**
 * Checks the header `Plaid-Verification`: a JWT, signed by ES256, that holds the SHA-256 of the body.
 *
 * Sources: plaid.com/docs/api/webhooks/webhook-verification (header, ES256 alone, kid, 5 minutes, request_body_sha256;
 * confidence high); support.plaid.com, "Webhook verification example" (expired keys are refused, comparison in constant
 * time; high). Whether a webhook that is sent again is signed anew is not said there: if it were not, it would be refused
 * after 5 minutes.
 *
 * Only the body is signed, not the path: give Plaid a webhook URL that others cannot know.
 */
export function signatureCheck(fetchKey: FetchKey): Provider['authenticate'] {
  const keyOf = createKeyCache(fetchKey);
  return async ({ body, headers, receivedAt }): Promise<Authenticity> => {
    const jwt = headers['plaid-verification'];
    if (typeof jwt !== 'string') return refused('there is no Plaid-Verification header');
    try {
      // jose looks at the algorithm first, so that nobody makes us fetch a key for another one.
      const { payload } = await jwtVerify(jwt, ({ kid }) => keyOf(kid, receivedAt), {
        algorithms: ['ES256'],
        maxTokenAge: MAX_AGE,
        clockTolerance: CLOCKS_DIFFER,
        currentDate: new Date(receivedAt),
      });
      return isHashOf(payload['request_body_sha256'], body)
        ? { ok: true, verified: true }
        : refused('the signature is of another body');
    } catch (error) {
      if (error instanceof errors.JOSEError) return refused(`the signature is refused: ${error.code}`);
      // Plaid could not be asked for the key: answered 500, so that it sends the webhook again.
      throw error;
    }
  };
}

function refused(detail: string): Authenticity {
  return { ok: false, code: 'plaid-signature', detail };
}

/** Over the bytes as they came: parsing and writing JSON again would not give the same. */
function isHashOf(claimed: unknown, body: Buffer): boolean {
  const given = Buffer.from(typeof claimed === 'string' ? claimed : '');
  const hash = Buffer.from(createHash('sha256').update(body).digest('hex'));
  return given.length === hash.length && timingSafeEqual(given, hash);
}
