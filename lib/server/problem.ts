import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { TrackerError } from '../errors.ts';
import { type ProblemCode, type ProblemKind, problems } from './problems-catalogue.ts';

/** What differs from one occurrence of a problem to the next. */
export interface Occurrence {
  /** One sentence; it names places and rules, never a value that was sent. */
  readonly detail: string;
  /** A path without secrets: the key or token of a delivery is left out. */
  readonly instance: string;
  readonly requestId: string;
}

/** An RFC 9457 problem document. */
export interface Problem extends Occurrence {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: ProblemCode;
  /** What to do about it. */
  readonly hint: string;
}

/** Thrown inside a route to answer with a problem document. */
export class ProblemError extends Error {
  readonly code: ProblemCode;
  readonly headers: OutgoingHttpHeaders;

  constructor(code: ProblemCode, detail: string, headers: OutgoingHttpHeaders = {}) {
    super(detail);
    this.code = code;
    this.headers = headers;
  }
}

/** The problem that an error stands for; what a repetition does not mend becomes `internal-error`, which tells nothing. */
export function problemErrorOf(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  if (error instanceof TrackerError && error.retryable) {
    return new ProblemError('store-unavailable', 'The store did not take or give the data.');
  }
  if (error instanceof URIError) {
    return new ProblemError('invalid-path', 'A segment of the path is not percent-encoded UTF-8.');
  }
  return new ProblemError('internal-error', 'The request failed on our side.');
}

/** Whether it is our program that failed, and nothing around it. */
export function isFault({ code }: ProblemError): boolean {
  return code === 'internal-error';
}

function problemOf(code: ProblemCode, { detail, instance, requestId }: Occurrence): Problem {
  const { status, title, hint } = problems[code];
  const type = `urn:connect-tracker:problem:${code}`;
  return { type, title, status, detail, instance, code, requestId, hint };
}

/**
 * Sends the head of a problem answer and returns its body, for the caller to end the answer with. Works on
 * the response of a plain Node server and of Express alike.
 */
export function beginProblem(
  response: ServerResponse,
  code: ProblemCode,
  occurrence: Occurrence,
  headers: OutgoingHttpHeaders = {},
): Buffer {
  const { status, retryAfter }: ProblemKind = problems[code];
  const body = Buffer.from(JSON.stringify(problemOf(code, occurrence)));
  const all: OutgoingHttpHeaders = {
    'content-type': 'application/problem+json',
    'content-length': body.length,
    ...headers,
  };
  // A rate limit knows better how long it lasts.
  if (retryAfter !== undefined && !response.hasHeader('retry-after')) all['retry-after'] = String(retryAfter);
  response.writeHead(status, all);
  return body;
}
