import { setTimeout as pause } from 'node:timers/promises';
import { defined } from '../../fold/defined.ts';
import { connectEvent, connectPing, customerOf } from '../../testing/connect-event.ts';
import type { ConnectType } from '../../testing/connect-payloads.ts';
import type { VendorDelivery } from '../../testing/delivery.ts';
import type { FlowOptions } from '../../testing/flow.ts';
import { type FlowName, flows } from '../../testing/flows.ts';
import { loginNameOf, type YodleeType, yodleeEvent } from '../../testing/yodlee-event.ts';

/** What `send` is called with. */
export interface SendFlags {
  readonly flow?: FlowName;
  readonly customer?: string;
  readonly provider?: 'connect' | 'yodlee';
  readonly url: string;
  readonly sessionKey?: string;
  readonly secret?: string;
  readonly token?: string;
  readonly institution?: string;
  readonly copies: number;
  readonly interval?: number;
  readonly seed?: number;
  readonly json?: true;
}

/** Either `event` or `flow` is there. */
export interface SendOptions extends SendFlags {
  readonly event?: string | undefined;
  readonly provider: 'connect' | 'yodlee';
}

/** Events given one by one belong to one customer, so that `send started`, `send adding` go on with a session. */
const SEED_OF_SINGLE_EVENTS = 1;

/** What the options of `send` ask for, each delivery made when its turn comes. */
export async function* planDeliveries(options: SendOptions): AsyncGenerator<VendorDelivery> {
  const { interval } = options;
  if (options.flow === undefined) {
    yield singleDelivery(options);
    return;
  }
  const flow = flows[options.flow];
  const details = { seed: options.seed ?? Date.now(), ...detailsOf(options) };
  if (interval === undefined) {
    yield* flow({ ...details, endAt: Date.now() });
    return;
  }
  for (let index = 0; index < flow.deliveries; index += 1) {
    if (index > 0) await pause(interval);
    yield flow.step(index, Date.now(), details);
  }
}

function singleDelivery(options: SendOptions): VendorDelivery {
  const { event: type = '', provider, seed = SEED_OF_SINGLE_EVENTS } = options;
  const at = Date.now();
  if (type === 'ping') return { provider, type, at, body: connectPing() };
  const customerId = options.customer ?? (provider === 'yodlee' ? loginNameOf(seed) : customerOf(seed));
  const details = { ...detailsOf(options), seed, at, customerId };
  const body =
    provider === 'yodlee'
      ? yodleeEvent(type as YodleeType, details)
      : connectEvent(type as ConnectType, details);
  return { provider, type, customerId, at, body };
}

function detailsOf({ customer, institution, sessionKey }: SendOptions): FlowOptions {
  return defined({ customerId: customer, institutionId: institution, sessionKey });
}
