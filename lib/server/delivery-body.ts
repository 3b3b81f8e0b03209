import type { IncomingMessage } from 'node:http';
import getRawBody from 'raw-body';
import { type Answer, refuse } from './answer.ts';

/** In bytes. The largest real delivery seen has 1,241; hundreds of accounts still stay below. */
export const BODY_LIMIT = 256 * 1024;

/** What method and headers alone tell against a delivery. */
export function refuseRequest({ method, headers }: IncomingMessage): Answer | undefined {
  if (method !== 'POST') return refuse('method-not-allowed', 'Deliveries are posted.', { allow: 'POST' });
  const encoding = headers['content-encoding']?.trim().toLowerCase() ?? '';
  if (encoding !== '' && encoding !== 'identity') {
    const accepted = { 'accept-encoding': 'identity' };
    return refuse('unsupported-encoding', 'The header Content-Encoding names a compression.', accepted);
  }
  if (isOtherFormat(headers['content-type'] ?? '')) {
    return refuse('unsupported-content-type', 'The header Content-Type says that the body is XML or a form.');
  }
  return undefined;
}

/** The bytes as they came over the wire. */
export async function readBody(request: IncomingMessage): Promise<Buffer | Answer> {
  const length = request.headers['content-length'] ?? null;
  try {
    return await getRawBody(request, { length, limit: BODY_LIMIT });
  } catch (error) {
    if ((error as getRawBody.RawBodyError).type !== 'entity.too.large') return { kind: 'gone' };
    return refuse('body-too-large', `The body is longer than ${BODY_LIMIT} bytes.`);
  }
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
