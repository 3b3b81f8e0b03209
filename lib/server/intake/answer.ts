import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import type { Notes } from '../exchange.ts';
import { beginProblem, type Occurrence } from '../problem.ts';
import type { ProblemCode } from '../problems-catalogue.ts';

/** In ms: how long a sender may go on sending a body that has already been refused. */
const LINGER = 1_000;

/** What a delivery is answered. */
export type Answer =
  | {
      readonly kind: 'accepted';
      /** What the sender reads in `{"status": …}`. */
      readonly status: string;
      readonly outcome: string;
      readonly reason?: string;
      readonly eventType?: string;
      /** How many were in it. */
      readonly events?: number;
    }
  | {
      readonly kind: 'problem';
      readonly code: ProblemCode;
      readonly detail: string;
      readonly headers?: OutgoingHttpHeaders;
    }
  /** The sender went away before the delivery was complete: there is nobody to answer. */
  | { readonly kind: 'gone' };

export function refuse(code: ProblemCode, detail: string, headers: OutgoingHttpHeaders = {}): Answer {
  return { kind: 'problem', code, detail, headers };
}

/** How a delivery ended, as it is counted and logged. */
export function outcomeOf(answer: Answer): string {
  switch (answer.kind) {
    case 'accepted':
      return answer.outcome;
    case 'problem':
      return answer.code;
    case 'gone':
      return 'aborted';
  }
}

/** What the log line of a delivery says of its answer. */
export function notesOf(answer: Answer): Notes {
  const outcome = outcomeOf(answer);
  if (answer.kind !== 'accepted') return { outcome };
  const { reason, eventType, events = 1 } = answer;
  return {
    outcome,
    ...(reason === undefined ? {} : { reason }),
    ...(eventType === undefined ? {} : { eventType: loggableType(eventType) }),
    ...(events === 1 ? {} : { events }),
  };
}

/** `occasion` is how a problem document calls the delivery. */
export function sendAnswer(
  request: IncomingMessage,
  response: ServerResponse,
  answer: Answer,
  occasion: Pick<Occurrence, 'instance' | 'requestId'>,
): void {
  if (answer.kind === 'gone') {
    response.destroy();
  } else if (answer.kind === 'accepted') {
    const body = JSON.stringify({ status: answer.status });
    response.writeHead(200, {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
    });
    response.end(body);
  } else {
    const { code, detail, headers } = answer;
    const unread = isUnread(request);
    const sent = unread ? { ...headers, connection: 'close' } : headers;
    const body = beginProblem(response, code, { detail, ...occasion }, sent);
    if (unread) endUnread(request, response, body);
    else response.end(body);
  }
}

/** Letters and underscores only: a type that a sender makes up cannot bring an id or a number into the log. */
export function loggableType(eventType: string): string {
  return /^[A-Za-z_]{1,40}$/.test(eventType) ? eventType : 'other';
}

function isUnread({ complete, headers }: IncomingMessage): boolean {
  return (
    !complete && (headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0)
  );
}

/**
 * The whole answer goes out at once, but the connection is closed only when the sender has stopped, or after
 * a moment: closing it under a sender resets it, and the sender would never read why.
 */
function endUnread(request: IncomingMessage, response: ServerResponse, body: Buffer): void {
  const end = () => response.end();
  const timer = setTimeout(end, LINGER);
  response.once('close', () => clearTimeout(timer));
  request.once('end', end);
  request.resume();
  response.write(body);
}
