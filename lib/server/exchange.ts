import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Context, Tracer } from '@opentelemetry/api';
import type { Logger } from 'pino';
import { beginRequestSpan, type RequestSpan } from './telemetry/request-span.ts';

/** What the log line of a request says besides its id, method, status and duration. */
export interface Notes {
  /** The pattern of the path, e.g. `/v1/customers/:customerId`: the path itself may hold ids, keys and tokens. */
  route?: string;
  /** Of the API key that was used. */
  keyId?: string;
  provider?: string;
  eventType?: string;
  /** How many events a delivery carried, where that is not one; the type is then that of one of them. */
  events?: number;
  /** How it ended: the status of an accepted delivery, or the code of a problem. */
  outcome?: string;
  /** Why a delivery was accepted but set aside. */
  reason?: string;
}

/** One request and its answer. */
export interface Exchange {
  /** The sender's `X-Request-Id` where that is a plain token, else a new one; also a header of the answer. */
  readonly requestId: string;
  readonly notes: Notes;
  /**
   * What is done for the request belongs into this context. To be called once its route is noted; `goesOn` says whether
   * the sender's trace is gone on with, or else linked to.
   */
  trace(how: { readonly goesOn: boolean }): Context;
}

export interface ExchangeOptions {
  readonly log: Logger;
  readonly tracer: Tracer;
  /** Told of the request when it is over; without a status its sender had gone. */
  over?(route: string | undefined, method: string, status: number | undefined): void;
}

/**
 * Names a request, and sees to it that one line is logged and one span ended when it is over, whether or not it was
 * answered.
 */
export function beginExchange(
  request: IncomingMessage,
  response: ServerResponse,
  { log, tracer, over }: ExchangeOptions,
): Exchange {
  const requestId = requestIdOf(request);
  const { method = '' } = request;
  const notes: Notes = {};
  const beganAt = performance.now();
  let span: RequestSpan | undefined;
  const spanOf = (goesOn: boolean): RequestSpan => {
    span ??= beginRequestSpan(tracer, request, { route: notes.route, beganAt, goesOn });
    return span;
  };
  response.setHeader('x-request-id', requestId);
  response.once('close', () => {
    const status = response.writableFinished ? response.statusCode : undefined;
    const answered = status === undefined ? { aborted: true } : { status };
    const durationMs = Math.round((performance.now() - beganAt) * 10) / 10;
    // Whoever was refused before is a stranger.
    const { traceId, end } = spanOf(false);
    end(notes.outcome ?? (status === undefined ? 'aborted' : undefined), status);
    const traced = traceId === undefined ? {} : { traceId };
    log.info({ requestId, method, ...notes, ...answered, durationMs, ...traced }, 'request');
    over?.(notes.route, method, status);
  });
  const exchange: Exchange = { requestId, notes, trace: ({ goesOn }) => spanOf(goesOn).context };
  exchanges.set(response, exchange);
  return exchange;
}

/** Beside the responses, since those of an app are not ours to add to. */
const exchanges = new WeakMap<ServerResponse, Exchange>();

/** The exchange that a response belongs to; `undefined` before it has begun. */
export function findExchange(response: ServerResponse): Exchange | undefined {
  return exchanges.get(response);
}

/** The same where it has begun. */
export function exchangeOf(response: ServerResponse): Exchange {
  return exchanges.get(response)!;
}

/** What a line of audit says of who did it. */
export function auditOf(response: ServerResponse): { readonly requestId: string; readonly keyId?: string } {
  const { requestId, notes } = exchangeOf(response);
  return { requestId, ...(notes.keyId === undefined ? {} : { keyId: notes.keyId }) };
}

function requestIdOf(request: IncomingMessage): string {
  const given = request.headers['x-request-id'];
  return typeof given === 'string' && /^[A-Za-z0-9_-]{8,64}$/.test(given) ? given : randomUUID();
}
