import type { IncomingMessage } from 'node:http';
import getRawBody from 'raw-body';
import { TrackerError } from '../../errors.ts';
import { type Answer, refuse } from './answer.ts';

/** In bytes. The largest real delivery seen has 1,241; hundreds of accounts still stay below. */
export const BODY_LIMIT = 256 * 1024;

/** What method and headers alone tell against a delivery. */
export function refuseRequest(request: IncomingMessage): Answer | undefined {
  const { method, headers } = request;
  if (method !== 'POST') return refuse('method-not-allowed', 'Deliveries are posted.', { allow: 'POST' });
  const refusal = refuseEncoding(request);
  if (refusal) return refusal;
  if (isOtherFormat(headers['content-type'] ?? '')) {
    return refuse('unsupported-content-type', 'The header Content-Type says that the body is XML or a form.');
  }
  return undefined;
}

/** Refuses a compressed body: unpacking one that is made for it would fill the memory. */
export function refuseEncoding({ headers }: IncomingMessage): Answer | undefined {
  const encoding = headers['content-encoding']?.trim().toLowerCase() ?? '';
  if (encoding === '' || encoding === 'identity') return undefined;
  const accepted = { 'accept-encoding': 'identity' };
  return refuse('unsupported-encoding', 'The header Content-Encoding names a compression.', accepted);
}

/**
 * The bytes as they came over the wire; at most `limit` of them. Where a parser of the app in front has read them, those
 * that it has kept. Throws `TrackerError` `body-already-read` where it has kept none.
 */
export async function readBody(request: IncomingMessage, limit = BODY_LIMIT): Promise<Buffer | Answer> {
  const kept = keptBytes(request);
  if (kept) return kept.length > limit ? tooLarge(limit) : kept;
  if (isRead(request)) throw alreadyRead();
  const length = request.headers['content-length'] ?? null;
  try {
    return await getRawBody(request, { length, limit });
  } catch (error) {
    const isTooLarge = (error as getRawBody.RawBodyError).type === 'entity.too.large';
    return isTooLarge ? tooLarge(limit) : { kind: 'gone' };
  }
}

/** What `express.raw()` leaves in `body`, and in `rawBody` a `verify` function, or whoever runs the app for others. */
function keptBytes(request: IncomingMessage): Buffer | undefined {
  const { rawBody, body } = request as { readonly rawBody?: unknown; readonly body?: unknown };
  if (Buffer.isBuffer(rawBody)) return rawBody;
  if (Buffer.isBuffer(body)) return body;
  return request.readableEnded && !request.readableDidRead ? Buffer.alloc(0) : undefined;
}

/** Whether somebody has read a body, or has begun to. */
export function isRead({ readableDidRead, readableEncoding }: IncomingMessage): boolean {
  return readableDidRead || readableEncoding !== null;
}

export function tooLarge(limit: number): Answer {
  return refuse('body-too-large', `The body is longer than ${limit} bytes.`);
}

/** Only the app can mend it: whoever sent the request has done nothing wrong. */
function alreadyRead(): TrackerError {
  return new TrackerError(
    'body-already-read',
    'A body parser has read the request before connect-tracker could, which needs its very bytes: mount webhookRouter before express.json(), or keep them with express.json({ verify: (request, _response, bytes) => { request.rawBody = bytes; } }).',
  );
}

/** Vendors let their clients choose the content type, so whatever is not plainly another format is read as JSON. */
function isOtherFormat(contentType: string): boolean {
  const mediaType = contentType.split(';', 1)[0]!.trim().toLowerCase();
  return (
    /[/+]xml$/.test(mediaType) ||
    mediaType === 'application/x-www-form-urlencoded' ||
    mediaType.startsWith('multipart/')
  );
}
