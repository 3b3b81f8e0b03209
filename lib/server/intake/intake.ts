import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Tracer } from '@opentelemetry/api';
import type { Logger } from 'pino';
import type { Provider } from '../../providers/provider.ts';
import type { Tracker } from '../../tracker/tracker.ts';
import { type Counts, count } from '../counts.ts';
import { beginExchange, type Exchange } from '../exchange.ts';
import { senderAddress } from '../guards/sender-address.ts';
import { logFailure } from '../log.ts';
import { problemErrorOf } from '../problem.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import { recordInSpan } from '../telemetry/process-span.ts';
import { ourTracer } from '../telemetry/request-span.ts';
import { type Answer, notesOf, outcomeOf, refuse, sendAnswer } from './answer.ts';
import { deliver } from './deliver.ts';
import { readBody, refuseRequest } from './delivery-body.ts';
import { readDeliveryPath } from './delivery-path.ts';

export interface IntakeOptions {
  readonly tracker: Pick<Tracker, 'record' | 'reject'>;
  readonly providers: readonly Provider[];
  readonly counts: Counts;
  readonly log: Logger;
  readonly metrics?: Pick<Metrics, 'answered' | 'setAside'>;
  /** Default: that of whatever SDK the process has brought. */
  readonly tracer?: Tracer;
  /** IP addresses and CIDR ranges whose `X-Forwarded-For` is believed. Default: none. */
  readonly trustProxy?: readonly string[];
  /** Deliveries that may be read and recorded at one time; those beyond are answered 503. Default: 10,000. */
  readonly maxInFlight?: number;
}

/** Resolves when the delivery has been dealt with, which can be after its sender has gone; never rejects. */
export type Intake = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/**
 * Takes deliveries on `/webhooks/{provider}` and `/webhooks/{provider}/{key}`. A plain Node handler, since
 * Express costs more than all the work on an event.
 */
export function createIntake(options: IntakeOptions): Intake {
  const { providers, counts, log, metrics, trustProxy, maxInFlight = 10_000 } = options;
  const { tracer = ourTracer() } = options;
  const addressOf = senderAddress(trustProxy);
  const reject = rejecting(options);
  let inFlight = 0;

  const take = async (request: IncomingMessage, exchange: Exchange): Promise<Answer> => {
    const { requestId, notes } = exchange;
    const target = readDeliveryPath(request.url ?? '', providers);
    if (target.kind !== 'target') return target;
    const { provider, pathKey } = target;
    notes.provider = provider.name;
    notes.route = pathKey === undefined ? '/webhooks/:provider' : '/webhooks/:provider/:key';
    // A vendor's trace is not ours to go on with.
    const around = exchange.trace({ goesOn: false });
    const refusal = refuseRequest(request);
    if (refusal) return refusal;
    const body = await readBody(request);
    if (!Buffer.isBuffer(body)) return body;
    const delivery = {
      body,
      headers: request.headers,
      receivedAt: Date.now(),
      remoteAddress: addressOf(request),
      ...(pathKey === undefined ? {} : { pathKey }),
    };
    return deliver(delivery, {
      tracker: { record: recordInSpan(tracer, around, options.tracker.record), reject },
      provider,
      onFailure: (error) => logFailure(log, requestId, error),
    });
  };

  return async (request, response) => {
    const beganAt = performance.now();
    const exchange = beginExchange(request, response, { log, tracer });
    const { requestId, notes } = exchange;
    const failed = (error: unknown) => {
      logFailure(log, requestId, error);
      const { code, message } = problemErrorOf(error);
      return refuse(code, message);
    };
    inFlight += 1;
    const answer = inFlight > maxInFlight ? overloaded() : await take(request, exchange).catch(failed);
    inFlight -= 1;
    Object.assign(notes, notesOf(answer));
    count(counts, outcomeOf(answer));
    metrics?.answered(notes.provider, answer, performance.now() - beganAt);
    sendAnswer(request, response, answer, { requestId, instance: `/webhooks/${notes.provider ?? ''}` });
  };
}

function rejecting({ tracker, metrics }: IntakeOptions): Tracker['reject'] {
  return async (rejection) => {
    await tracker.reject(rejection);
    metrics?.setAside(rejection.code);
  };
}

function overloaded(): Answer {
  return refuse(
    'too-many-deliveries',
    'As many deliveries are being recorded as this server takes at one time.',
  );
}
