import type { IncomingHttpHeaders } from 'node:http';
import { defined } from '../fold/defined.ts';
import { parseJson } from '../providers/parse-json.ts';
import type { Delivery, Provider, Reading } from '../providers/provider.ts';

/** The part of a provider that a test tracker needs: deliveries are taken to be authentic. */
export type TestProvider = Pick<Provider, 'name' | 'machine' | 'joins' | 'read'>;

/** What a delivery is made of besides its body. */
export interface DeliveryDetails {
  readonly headers?: IncomingHttpHeaders;
  /** The path segment after the provider's name: Connect's session key. */
  readonly pathKey?: string;
}

export type Events = Exclude<Reading, { readonly kind: 'unusable' }>;

/**
 * What a provider reads from a body, received at a time, just as it would from the wire. Without a name: the one provider
 * that can make something of it.
 *
 * @throws {TypeError} when there is no such provider, or nothing can be made of the body
 */
export function readBody(
  providers: readonly TestProvider[],
  name: string | undefined,
  body: object,
  receivedAt: number,
  details: DeliveryDetails,
): Events {
  const asked = name === undefined ? providers : [providerCalled(providers, name)];
  const bytes = Buffer.from(JSON.stringify(body));
  const { headers = {}, pathKey } = details;
  const delivery: Delivery = { body: bytes, headers, receivedAt, ...defined({ pathKey }) };
  const readings = asked.map((provider) => ({ provider, reading: read(provider, delivery) }));
  const usable = readings.filter(({ reading }) => reading.kind !== 'unusable');
  if (usable.length > 1)
    throw new TypeError(
      `this body can be read by ${usable.map((one) => one.provider.name).join(' and ')}: send it with { provider }.`,
    );
  const [found] = usable;
  if (found === undefined) throw new TypeError(`nothing can be made of this body: ${reasonsOf(readings)}.`);
  return found.reading as Events;
}

function providerCalled(providers: readonly TestProvider[], name: string): TestProvider {
  const found = providers.find((provider) => provider.name === name);
  if (found !== undefined) return found;
  const known = providers.map((provider) => provider.name).join(', ');
  throw new TypeError(
    `this tracker has no provider called "${name}", but ${known}: name it in { providers }.`,
  );
}

function read(provider: TestProvider, delivery: Delivery): Reading {
  const parsed = parseJson(delivery.body);
  if (!parsed.ok) return { kind: 'unusable', code: parsed.code, detail: parsed.detail };
  return provider.read(parsed.value, delivery);
}

function reasonsOf(
  readings: readonly { readonly provider: TestProvider; readonly reading: Reading }[],
): string {
  return readings
    .flatMap(({ provider, reading }) =>
      reading.kind === 'unusable' ? [`${provider.name} says ${reading.detail} (${reading.code})`] : [],
    )
    .join('; ');
}
