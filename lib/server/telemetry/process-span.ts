import { type Context, context, SpanKind, SpanStatusCode, type Tracer, trace } from '@opentelemetry/api';
import { TrackerError } from '../../errors.ts';
import type { TrackerEvent } from '../../fold/event.ts';
import { recordIdOf } from '../../tracker/ids.ts';
import type { Tracker } from '../../tracker/tracker.ts';
import { loggableType } from '../intake/answer.ts';

/** Records an event in a span of its own: by the conventions for messaging, the processing of a message. */
export function recordInSpan(tracer: Tracer, around: Context, record: Tracker['record']): Tracker['record'] {
  return (event) => {
    const span = tracer.startSpan(`process ${event.provider}`, spanOptionsOf(event), around);
    // Without an SDK there is nothing to hand on.
    if (!trace.isSpanContextValid(span.spanContext())) return record(event);
    if (span.isRecording()) {
      span.setAttribute('connect_tracker.record.id', recordIdOf(event.provider, event.customerId));
      span.setAttribute('connect_tracker.event.type', boundedType(event));
    }
    const recorded = context.with(trace.setSpan(around, span), record, undefined, event);
    return recorded
      .then(
        (answer) => {
          span.setAttribute('connect_tracker.outcome', answer.status);
          return answer;
        },
        (error: unknown) => {
          // The code alone: messages of others may quote what was sent.
          span.setAttribute('error.type', error instanceof TrackerError ? error.code : 'unexpected');
          span.setStatus({ code: SpanStatusCode.ERROR });
          throw error;
        },
      )
      .finally(() => span.end(performance.now()));
  };
}

function spanOptionsOf({ provider }: TrackerEvent) {
  return {
    kind: SpanKind.CONSUMER,
    // By the clock of the request's span, so that one stands inside the other to the microsecond.
    startTime: performance.now(),
    attributes: {
      'messaging.system': 'webhook',
      'messaging.operation.name': 'process',
      'messaging.operation.type': 'process',
      'messaging.destination.name': provider,
    },
  };
}

/** A type that no machine knows is the sender's own word. */
function boundedType({ type, status }: TrackerEvent): string {
  return status === 'unknown' ? 'other' : loggableType(type);
}
