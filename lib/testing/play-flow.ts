import type { JsonObject } from '../fold/event.ts';
import { connectEvent, connectPing, customerOf } from './connect-event.ts';
import { digitsOf } from './derive.ts';
import type { ConnectFlow, ConnectStep, Flow } from './flow.ts';
import { type FlowName, flows } from './flows.ts';
import { loginNameOf, yodleeEvent } from './yodlee-event.ts';

/** One webhook of a vendor, ready to be sent. */
export interface VendorDelivery {
  readonly provider: Flow['provider'];
  /** The event type in the words of the factories, so `reportDone` for the `done` of a report. */
  readonly type: string;
  /** Absent from a ping. */
  readonly customerId?: string;
  /** When it happens, in ms since the epoch. */
  readonly at: number;
  readonly body: JsonObject;
}

export interface FlowOptions {
  /** The (first) customer; a second borrower is made from it. Default: made from the seed. */
  readonly customerId?: string;
  /** The (first) bank. Default: what the flow says. Connect only. */
  readonly institutionId?: string;
  /** Comes back as `webhookData.sessionId`. Connect only. */
  readonly sessionKey?: string;
  /** Decides every made-up value. Default: 1. */
  readonly seed?: number;
}

/** How long a flow takes from its first delivery to its last, in ms. */
export function flowDuration(name: FlowName): number {
  return stepsOf(name).reduce((sum, { gap }) => sum + gap, 0);
}

/** The deliveries of a flow in their real order and spacing. Deterministic: the same arguments, the same bodies. */
export function playFlow(
  name: FlowName,
  options: FlowOptions & { readonly startAt: number },
): VendorDelivery[] {
  let at = options.startAt;
  return stepsOf(name).map((step, index) => {
    at += step.gap;
    return flowStep(name, index, at, options);
  });
}

/**
 * One delivery of a flow, at a time of your choosing.
 *
 * @throws {RangeError} when the flow has no step of that index
 */
export function flowStep(
  name: FlowName,
  index: number,
  at: number,
  options: FlowOptions = {},
): VendorDelivery {
  const flow: Flow = flows[name];
  const { seed = 1 } = options;
  if (flow.provider === 'yodlee') {
    const { type } = stepAt(flow.steps, index);
    const { customerId = loginNameOf(seed) } = options;
    return { provider: 'yodlee', type, customerId, at, body: yodleeEvent(type, { at, seed, customerId }) };
  }
  return connectDelivery(flow, stepAt(flow.steps, index), at, { ...options, seed });
}

function connectDelivery(
  { banks }: ConnectFlow,
  step: ConnectStep,
  at: number,
  options: FlowOptions & { readonly seed: number },
): VendorDelivery {
  if (step.type === 'ping') return { provider: 'connect', type: 'ping', at, body: connectPing() };
  const customerId = borrower(
    options.customerId ?? customerOf(options.seed),
    step.customer ?? 0,
    options.seed,
  );
  const sessionInstitutionId = options.institutionId ?? banks[0].institutionId;
  const { institutionId, oauth } = banks[step.bank ?? 0] ?? banks[0];
  const body = connectEvent(step.type, {
    ...step,
    ...options,
    at,
    customerId,
    institutionId: step.bank ? institutionId : sessionInstitutionId,
    sessionInstitutionId,
    oauth,
  });
  return { provider: 'connect', type: step.type, customerId, at, body };
}

function stepsOf(name: FlowName): Flow['steps'] {
  return flows[name].steps;
}

function stepAt<S>(steps: readonly S[], index: number): S {
  const step = steps[index];
  if (step === undefined) throw new RangeError(`this flow has ${steps.length} steps, none of index ${index}`);
  return step;
}

function borrower(customerId: string, index: number, seed: number): string {
  return index === 0 ? customerId : digitsOf(10, seed, customerId, 'borrower', index);
}
