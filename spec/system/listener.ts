import type { AlertEffect } from '../../lib/alerts/alert.ts';
import type { SinkConfig } from '../../lib/alerts/config.ts';
import { type Receiver, startReceiver } from '../support/receiver.ts';

/** What a webhook says, as far as these specs ask. */
export interface Heard {
  readonly id: string;
  readonly alertId: string;
  readonly effect: AlertEffect;
  readonly status: 'raised' | 'acknowledged' | 'resolved';
  readonly customerId?: string;
  readonly stage?: string;
}

/** Somebody who listens to a webhook, and knows of the alerts only what it is told. */
export interface Listener extends Receiver {
  /** As a webhook sink of the configuration. */
  readonly sink: SinkConfig;
  /** All requests, the oldest first. */
  heard(): Heard[];
  /** Alerts that were raised and not resolved, as far as it was told. */
  stillOpen(): Heard[];
}

/** How long one attempt to tell a listener may take, in ms; short, so that leases are. */
export const TIMEOUT = 2_000;

/** The sink of a configuration that tells whoever listens at this address. */
export function webhookTo(url: string, name = 'ops', timeout = TIMEOUT): SinkConfig {
  const secret = `whsec_${Buffer.alloc(32, name).toString('base64')}`;
  return { type: 'webhook', name, url, secret, allowPrivate: true, timeout };
}

/** By default at any port that is free. */
export async function startListener(name = 'ops', port = 0): Promise<Listener> {
  const receiver = await startReceiver({ port });
  const parsed: Heard[] = [];
  const heard = () => {
    for (const { headers, json } of receiver.requests.slice(parsed.length)) {
      const { data } = json() as { data: Omit<Heard, 'id'> };
      parsed.push({ ...data, id: String(headers['webhook-id']) });
    }
    return [...parsed];
  };
  return Object.assign(receiver, {
    sink: webhookTo(receiver.url, name),
    heard,
    stillOpen() {
      const open = new Map<string, Heard>();
      for (const one of heard())
        if (one.status === 'resolved') open.delete(one.alertId);
        else open.set(one.alertId, one);
      return [...open.values()];
    },
  });
}

export function countBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(keyOf(item), (counts.get(keyOf(item)) ?? 0) + 1);
  return counts;
}
