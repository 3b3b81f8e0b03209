import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Tracer } from '@opentelemetry/api';
import type { Logger } from 'pino';
import type { Provider } from '../../providers/provider.ts';
import type { Tracker } from '../../tracker/tracker.ts';
import { type Counts, count } from '../counts.ts';
import { beginExchange, type Exchange } from '../exchange.ts';
import { senderAddress } from '../guards/sender-address.ts';
import { logFailure } from '../log.ts';
import { type Next, rememberHeaders } from '../middleware.ts';
import { mountOf, pathOf } from '../mount.ts';
import { isFault, type ProblemError, problemErrorOf } from '../problem.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import { recordInSpan } from '../telemetry/process-span.ts';
import { ourTracer } from '../telemetry/request-span.ts';
import { type Answer, notesOf, outcomeOf, refuse, sendAnswer } from './answer.ts';
import { deliver } from './deliver.ts';
import { readBody, refuseRequest } from './delivery-body.ts';
import { isElsewhere, readDeliveryPath, type Target } from './delivery-path.ts';

export interface IntakeOptions {
  readonly tracker: Pick<Tracker, 'record' | 'reject'>;
  readonly providers: readonly Provider[];
  /** What the paths of deliveries begin with, below where an app has mounted us. Default: nothing. */
  readonly path?: string;
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

/**
 * Resolves when the delivery has been dealt with, which can be after its sender has gone; never rejects. With `next` what
 * leads to no provider is handed on as it came, and so is what fails on our side; without, it is answered by a problem too.
 */
export type Intake = (request: IncomingMessage, response: ServerResponse, next?: Next) => Promise<void>;

interface Failure {
  readonly kind: 'failure';
  readonly error: unknown;
  /** What it can be answered with. */
  readonly problem: ProblemError;
}

/**
 * Takes deliveries on `/{provider}` and `/{provider}/{key}`. A plain Node handler, since Express costs more than all the
 * work on an event.
 */
export function createIntake(options: IntakeOptions): Intake {
  const { providers, counts, log, metrics, trustProxy, maxInFlight = 10_000, path: under = '' } = options;
  const { tracer = ourTracer() } = options;
  const addressOf = senderAddress(trustProxy);
  const reject = rejecting(options);
  let inFlight = 0;

  const take = async (target: Target, request: IncomingMessage, exchange: Exchange): Promise<Answer> => {
    const { requestId, notes } = exchange;
    const { provider, pathKey } = target;
    notes.provider = provider.name;
    notes.route = `${under}/:provider${pathKey === undefined ? '' : '/:key'}`;
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

  const end = async (
    target: Target | Answer,
    request: IncomingMessage,
    exchange: Exchange,
  ): Promise<Answer | Failure> => {
    if (inFlight >= maxInFlight) return overloaded();
    inFlight += 1;
    try {
      return target.kind === 'target' ? await take(target, request, exchange) : target;
    } catch (error) {
      return { kind: 'failure', error, problem: problemErrorOf(error) };
    } finally {
      inFlight -= 1;
    }
  };

  return async (request, response, next) => {
    const target = readDeliveryPath(pathOf(request).slice(under.length), providers);
    if (next && (isElsewhere(target) || response.headersSent)) return next();
    const beganAt = performance.now();
    const takeBack = next && rememberHeaders(response);
    const exchange = beginExchange(request, response, { log, tracer });
    const { requestId, notes } = exchange;
    const ended = await end(target, request, exchange);
    const answer = ended.kind === 'failure' ? refuse(ended.problem.code, ended.problem.message) : ended;
    Object.assign(notes, notesOf(answer));
    count(counts, outcomeOf(answer));
    metrics?.answered(notes.provider, answer, performance.now() - beganAt);
    // An app may have answered in our place meanwhile, because we took too long for it.
    if (next && response.headersSent) return;
    if (ended.kind === 'failure' && takeBack && isFault(ended.problem)) {
      takeBack();
      return next(ended.error);
    }
    if (ended.kind === 'failure') logFailure(log, requestId, ended.error);
    const instance = `${mountOf(request)}${under}/${notes.provider ?? ''}`;
    sendAnswer(request, response, answer, { requestId, instance });
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
