import { recordAll } from '../tracker/record-all.ts';
import type { Recorded, Tracker } from '../tracker/tracker.ts';
import { type ConnectEventOptions, connectEvent, connectPing } from './connect-event.ts';
import { CONNECT_TYPES, type ConnectType } from './connect-payloads.ts';
import type { Timed } from './delivery.ts';
import type { TestClock } from './test-clock.ts';
import { type DeliveryDetails, readBody, type TestProvider } from './test-delivery.ts';
import { YODLEE_TYPES, type YodleeEventOptions, type YodleeType, yodleeEvent } from './yodlee-event.ts';

/** What became of a delivery: as the server answers it, and `ping`. */
export type Sent = Recorded['status'] | 'ping';

/** A delivery of any provider; without a time it happens when it arrives, which is now. */
export interface AnyDelivery extends DeliveryDetails, Partial<Timed> {
  readonly provider: string;
  readonly body: object;
}

/**
 * Delivers one event, and resolves with what became of it once it is durable and told.
 *
 * By its type: it happens now unless `at` says otherwise. A body comes now, read by the one provider that can read it, or by
 * the one that is named. Both move the clock on by 1 ms where something has already happened at this moment, so that what is
 * sent after it also happens after it. A delivery comes at its `arrivesAt`.
 *
 * @throws {TypeError} for an unknown event type or provider, and for a body of which nothing can be made; it says why
 *
 * @example
 * await t.send('mfa', { customerId: '7001' }); // 'applied'
 * await t.send('started', { customerId: '7001', at: t.now() - 60_000 }); // 'late'
 * await t.send('failed', { customerId: 'ada', data: { reason: 'EXPIRED' } });
 * await t.send({ provider: 'plaid', body: { webhook_type: 'LINK' }, pathKey: '7001' }); // a provider of your own
 */
export interface Send {
  (type: ConnectType | 'ping', options?: ConnectEventOptions): Promise<Sent>;
  (type: YodleeType, options?: YodleeEventOptions): Promise<Sent>;
  (delivery: AnyDelivery): Promise<Sent>;
  (body: object, options?: DeliveryDetails & { readonly provider?: string }): Promise<Sent>;
}

export interface SendingOptions {
  readonly tracker: Pick<Tracker, 'record'>;
  readonly clock: TestClock;
  readonly providers: readonly TestProvider[];
}

type Options = ConnectEventOptions & YodleeEventOptions & DeliveryDetails & { readonly provider?: string };

/** How things get into a test tracker. */
export function createSending({ tracker, clock, providers }: SendingOptions) {
  const receive = async (provider: string | undefined, body: object, details: DeliveryDetails) => {
    const reading = readBody(providers, provider, body, clock.now(), details);
    if (reading.kind === 'ping') return 'ping';
    const { status } = await recordAll(tracker.record, reading.events);
    await clock.settle();
    return status;
  };

  const deliver = async (delivery: AnyDelivery): Promise<Sent> => {
    const { at = clock.now(), arrivesAt = at } = delivery;
    await clock.moveTo(arrivesAt);
    return receive(delivery.provider, delivery.body, delivery);
  };

  return {
    deliver,
    async send(what: string | object, options: Options = {}): Promise<Sent> {
      if (typeof what === 'object' && isDelivery(what)) return deliver(what);
      if (typeof what === 'object') {
        await clock.moveToFreeMoment();
        return receive(options.provider, what, options);
      }
      const { provider, make } = factoryOf(what);
      if (options.at === undefined) await clock.moveToFreeMoment();
      const { at = clock.now() } = options;
      return deliver({ provider, at, body: make({ ...options, at }) });
    },
  };
}

function isDelivery(what: object): what is AnyDelivery {
  const { provider, body } = what as Partial<AnyDelivery>;
  return typeof provider === 'string' && typeof body === 'object' && body !== null;
}

/** Who sends events of a type, and how their bodies are made. */
function factoryOf(type: string): { readonly provider: string; make(options: Options): object } {
  if (type === 'ping') return { provider: 'connect', make: connectPing };
  const connect = CONNECT_TYPES.find((one) => one === type);
  if (connect !== undefined)
    return { provider: 'connect', make: (options) => connectEvent(connect, options) };
  const yodlee = YODLEE_TYPES.find((one) => one === type);
  if (yodlee !== undefined) return { provider: 'yodlee', make: (options) => yodleeEvent(yodlee, options) };
  const known = ['ping', ...CONNECT_TYPES, ...YODLEE_TYPES].join(', ');
  throw new TypeError(
    `there is no event type "${type}" to send; there are ${known}. Anything else goes as a body.`,
  );
}
