import type { IncomingMessage } from 'node:http';
import { isObject } from '../providers/fields.ts';
import { parseJson } from '../providers/parse-json.ts';
import type { Answer } from './intake/answer.ts';
import { isRead, readBody, refuseEncoding, tooLarge } from './intake/delivery-body.ts';
import { ProblemError } from './problem.ts';
import { isProblemCode } from './problems-catalogue.ts';
import { listKnown, type Values } from './query.ts';

/** A member that the body of a request may have. */
export interface Member<T> {
  /** Completes "must be …". */
  readonly expected: string;
  /** `undefined` when the value does not fit. */
  parse(value: unknown): T | undefined;
}

/** In bytes. */
const LIMIT = 4 * 1024;

/**
 * The members of the JSON object that a request may carry; none when it has no body. Throws a problem for a body that
 * is something else, and `invalid-body` for a member that is unknown or does not fit.
 */
export async function readJsonBody<M extends Record<string, Member<unknown>>>(
  request: IncomingMessage,
  known: M,
): Promise<Values<M>> {
  const refusal = refuseEncoding(request);
  if (refusal) throw problemFrom(refusal);
  const body = parsedBefore(request, LIMIT) ?? (await readBody(request, LIMIT));
  if (!Buffer.isBuffer(body)) throw problemFrom(body);
  if (body.length === 0) return {} as Values<M>;
  if (!isJson(request.headers['content-type']))
    throw new ProblemError('unsupported-content-type', 'The header Content-Type is not application/json.');
  return readMembers(objectOf(body), known);
}

/** What a parser of the app in front has made of the body, as JSON again, so that it is held to the same rules. */
function parsedBefore(request: IncomingMessage, limit: number): Buffer | Answer | undefined {
  const { body } = request as { readonly body?: unknown };
  if (!isRead(request) || body === undefined || Buffer.isBuffer(body)) return undefined;
  const bytes = Buffer.from(JSON.stringify(body));
  return bytes.length > limit ? tooLarge(limit) : bytes;
}

function readMembers<M extends Record<string, Member<unknown>>>(body: object, known: M): Values<M> {
  const values: Record<string, unknown> = {};
  for (const [name, given] of Object.entries(body)) {
    const member = Object.hasOwn(known, name) ? known[name] : undefined;
    if (!member) throw invalid(`The member ${JSON.stringify(name)} is not known here. ${listKnown(known)}`);
    const value = member.parse(given);
    if (value === undefined) throw invalid(`The member "${name}" must be ${member.expected}.`);
    values[name] = value;
  }
  return values as Values<M>;
}

function objectOf(body: Buffer): object {
  const parsed = parseJson(body);
  if (!parsed.ok)
    throw new ProblemError(isProblemCode(parsed.code) ? parsed.code : 'invalid-json', parsed.detail);
  if (!isObject(parsed.value)) throw new ProblemError('not-an-object', 'The body must be a JSON object.');
  return parsed.value;
}

function isJson(contentType = ''): boolean {
  return contentType.split(';', 1)[0]!.trim().toLowerCase() === 'application/json';
}

/** One that has gone is not answered; the log tells it. */
function problemFrom(answer: Answer): ProblemError {
  return answer.kind === 'problem'
    ? new ProblemError(answer.code, answer.detail, answer.headers)
    : new ProblemError('invalid-json', 'The body broke off.');
}

function invalid(detail: string): ProblemError {
  return new ProblemError('invalid-body', detail);
}
