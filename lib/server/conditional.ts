import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Answer } from '../tracker/tracker.ts';
import { sendJson } from './send.ts';

/** Sends an answer, or 304 to whoever has it (RFC 9110, section 13); it is then not even made. */
export function sendAnswerTo<T>(
  request: IncomingMessage,
  response: ServerResponse,
  { revision, view }: Answer<T>,
  bodyOf: (view: T) => object = (made) => made as object,
): void {
  if (!isHeld(request, response, revision)) sendJson(response, bodyOf(view()));
}

/** Answers 304 to whoever has the revision; any other answer can then be sent. */
export function isHeld(request: IncomingMessage, response: ServerResponse, revision: string): boolean {
  const etag = `"${revision}"`;
  response.setHeader('etag', etag);
  // Whoever keeps it has to ask each time whether it still holds.
  response.setHeader('cache-control', 'private, no-cache');
  const held = namesTag(request.headers['if-none-match'], etag);
  if (held) response.writeHead(304).end();
  return held;
}

/** The revision of an answer that is made of nothing but this text. */
export function revisionOfText(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

/**
 * Express's own `request.fresh` says no where Cache-Control asks for no kept copy; `fetch` always does so beside an
 * If-None-Match that a program has set, and would never be answered 304.
 */
function namesTag(header: string | undefined, etag: string): boolean {
  const tags = (header ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return tags.includes(etag) || tags.includes('*');
}
