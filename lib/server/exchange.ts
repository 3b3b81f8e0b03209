import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from 'pino';

/** What the log line of a request says besides its id, method, status and duration. */
export interface Notes {
  /** The pattern of the path, e.g. `/v1/customers/:customerId`: the path itself may hold ids, keys and tokens. */
  route?: string;
  provider?: string;
  eventType?: string;
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
}

/** Names a request, and sees to it that one line is logged when it is over, whether or not it was answered. */
export function beginExchange(request: IncomingMessage, response: ServerResponse, log: Logger): Exchange {
  const requestId = requestIdOf(request);
  const notes: Notes = {};
  const startedAt = performance.now();
  response.setHeader('x-request-id', requestId);
  response.once('close', () => {
    const answered = response.writableFinished ? { status: response.statusCode } : { aborted: true };
    const durationMs = Math.round((performance.now() - startedAt) * 10) / 10;
    log.info({ requestId, method: request.method, ...notes, ...answered, durationMs }, 'request');
  });
  return { requestId, notes };
}

/** The exchange that a response of Express belongs to. */
export function exchangeOf({ locals }: { readonly locals: Record<string, unknown> }): Exchange {
  return locals['exchange'] as Exchange;
}

function requestIdOf(request: IncomingMessage): string {
  const given = request.headers['x-request-id'];
  return typeof given === 'string' && /^[A-Za-z0-9_-]{8,64}$/.test(given) ? given : randomUUID();
}
