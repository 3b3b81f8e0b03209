import { isUtf8 } from 'node:buffer';
import { jsonProblem } from './json-scan.ts';

export type Parsed =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly code: string; readonly detail: string };

const decoder = new TextDecoder();

/**
 * The value of a body: UTF-8 JSON, at most 32 levels deep and with at most 10,000 keys and elements, no key of which
 * can reach a prototype. A byte order mark is skipped, as RFC 8259 allows. A problem is told by its place, never by quoting the
 * body. Codes: `invalid-utf8`, `invalid-json`, `too-deep`, `too-many-keys`, `forbidden-key`.
 */
export function parseJson(body: Buffer): Parsed {
  if (!isUtf8(body)) {
    return { ok: false, code: 'invalid-utf8', detail: `the body is not UTF-8 at byte ${firstNonUtf8(body)}` };
  }
  const text = decoder.decode(body);
  const problem = jsonProblem(text);
  return problem === undefined ? { ok: true, value: JSON.parse(text) } : { ok: false, ...problem };
}

/** Decoding replaces what is not UTF-8, so the first byte that did not survive is at fault. */
function firstNonUtf8(body: Buffer): number {
  const survived = Buffer.from(body.toString('utf8'));
  const at = body.findIndex((byte, index) => byte !== survived[index]);
  return at === -1 ? body.length : at;
}
