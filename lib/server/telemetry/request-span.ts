import type { IncomingMessage } from 'node:http';
import { type Context, context, SpanKind, SpanStatusCode, type Tracer, trace } from '@opentelemetry/api';
import { readTraceParent } from './trace-parent.ts';

/** One HTTP request, as it is traced. */
export interface RequestSpan {
  /** What is done for the request belongs here. */
  readonly context: Context;
  /** Absent where nothing is recorded. */
  readonly traceId?: string;
  /** `outcome` as in the log; without a status the sender has gone before it was answered. */
  end(outcome: string | undefined, status: number | undefined): void;
}

export interface RequestSpanOptions {
  /** The pattern of the path; absent where there is nothing at the path. */
  readonly route: string | undefined;
  /** When the request came, by `performance.now`. */
  readonly beganAt: number;
  /** Whether the sender's trace is gone on with. Otherwise it is linked to. */
  readonly goesOn: boolean;
}

const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'CONNECT', 'OPTIONS', 'TRACE', 'PATCH']);

/** The tracer of whatever SDK the process has brought, also one that comes later. Without any it does nothing. */
export function ourTracer(): Tracer {
  return trace.getTracer('connect-tracker');
}

/** Begins the span of a request. Paths and queries stay out of it, since they hold ids, keys and tokens. */
export function beginRequestSpan(
  tracer: Tracer,
  { method = '', headers }: IncomingMessage,
  { route, beganAt, goesOn }: RequestSpanOptions,
): RequestSpan {
  const sender = readTraceParent(headers);
  const around = context.active();
  // An instrumentation of Node's server, where there is one, has already decided what to go on with.
  const goesOnWith = goesOn && trace.getSpan(around) === undefined ? sender : undefined;
  const parent = goesOnWith === undefined ? around : trace.setSpanContext(around, goesOnWith);
  const known = METHODS.has(method) ? method : '_OTHER';
  const name = known === '_OTHER' ? 'HTTP' : known;
  const span = tracer.startSpan(
    route === undefined ? name : `${name} ${route}`,
    {
      kind: SpanKind.SERVER,
      startTime: beganAt,
      attributes: {
        'http.request.method': known,
        'url.scheme': 'http',
        ...(route === undefined ? {} : { 'http.route': route }),
      },
      ...(sender === undefined || goesOnWith !== undefined ? {} : { links: [{ context: sender }] }),
    },
    parent,
  );
  const recorded = span.isRecording();
  return {
    context: trace.isSpanContextValid(span.spanContext()) ? trace.setSpan(parent, span) : parent,
    ...(recorded ? { traceId: span.spanContext().traceId } : {}),
    end(outcome, status) {
      if (!recorded) return;
      if (status !== undefined) span.setAttribute('http.response.status_code', status);
      if (outcome !== undefined) span.setAttribute('connect_tracker.outcome', outcome);
      if (status !== undefined && status >= 500)
        span.setAttribute('error.type', outcome ?? String(status)).setStatus({ code: SpanStatusCode.ERROR });
      span.end(performance.now());
    },
  };
}
