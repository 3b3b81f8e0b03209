import { connectEvent, connectPing, customerOf } from './connect-event.ts';
import type { VendorDelivery } from './delivery.ts';
import { digitsOf } from './derive.ts';
import type { ConnectFlow, ConnectStep, FlowScript } from './flow-script.ts';
import { mintTime } from './mint.ts';
import { loginNameOf, yodleeEvent } from './yodlee-event.ts';

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

/** When a flow happens, in ms since the epoch: when its first delivery does, or its last. Default: it starts now. */
export type FlowTimes =
  | { readonly startAt?: number; readonly endAt?: never }
  | { readonly endAt: number; readonly startAt?: never };

/** Gives the deliveries of a flow in their real order and spacing. With a time, the same arguments give the same bodies. */
export interface Flow {
  (options?: FlowOptions & FlowTimes): VendorDelivery[];
  readonly provider: VendorDelivery['provider'];
  /** What happens, in a few words. */
  readonly description: string;
  /** How long it takes from its first delivery to its last, in ms. */
  readonly duration: number;
  /** How many deliveries it has. */
  readonly deliveries: number;
  /**
   * One of its deliveries, at a time of your choosing, in ms since the epoch.
   *
   * @throws {RangeError} when the flow has no delivery of that index, from 0
   */
  step(index: number, at: number, options?: FlowOptions): VendorDelivery;
}

/** A flow that goes by a script. */
export function flow(script: FlowScript): Flow {
  const { provider, description, steps } = script;
  const duration = steps.reduce((sum, { gap }) => sum + gap, 0);
  const play = ({ endAt, startAt = startOf(duration, endAt), ...options }: FlowOptions & FlowTimes = {}) => {
    let at = startAt;
    return steps.map(({ gap }, index) => {
      at += gap;
      return stepOf(script, index, at, options);
    });
  };
  const step: Flow['step'] = (index, at, options = {}) => stepOf(script, index, at, options);
  return Object.assign(play, { provider, description, duration, deliveries: steps.length, step });
}

function startOf(duration: number, endAt: number | undefined): number {
  return endAt === undefined ? mintTime() : endAt - duration;
}

function stepOf(script: FlowScript, index: number, at: number, options: FlowOptions): VendorDelivery {
  const { seed = 1 } = options;
  if (script.provider === 'yodlee') {
    const { type } = stepAt(script.steps, index);
    const { customerId = loginNameOf(seed) } = options;
    return { provider: 'yodlee', type, customerId, at, body: yodleeEvent(type, { at, seed, customerId }) };
  }
  return connectDelivery(script, stepAt(script.steps, index), at, { ...options, seed });
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

function stepAt<S>(steps: readonly S[], index: number): S {
  const step = steps[index];
  if (step === undefined)
    throw new RangeError(`this flow has ${steps.length} deliveries, none of index ${index}`);
  return step;
}

function borrower(customerId: string, index: number, seed: number): string {
  return index === 0 ? customerId : digitsOf(10, seed, customerId, 'borrower', index);
}
