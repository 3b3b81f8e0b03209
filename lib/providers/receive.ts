import type { TrackerEvent } from '../fold/event.ts';
import { parseJson } from './parse-json.ts';
import type { Authenticity, Delivery, Provider, Reading } from './provider.ts';

/** What became of one delivery, before anything is stored. */
export type Received =
  /** Not authentic. */
  | { readonly kind: 'refused'; readonly code: string; readonly detail: string }
  | { readonly kind: 'ping' }
  /** Nothing can be made of it. `verified`: it was authenticated, so the vendor would send it again. */
  | { readonly kind: 'unusable'; readonly code: string; readonly detail: string; readonly verified: boolean }
  /** At least one event. */
  | { readonly kind: 'events'; readonly events: readonly TrackerEvent[]; readonly verified: boolean };

/** How long receiving may take. */
export interface ReceiveOptions {
  /** In ms, how long a provider may take to authenticate. Default: 5 s, half of what vendors wait for an answer. */
  readonly patience?: number;
}

/**
 * From bytes to events: authenticate, parse, read. Nothing of the body is looked at before it is authentic.
 * It never rejects; should a provider throw, reject, take too long or give no event, which only one of your own can,
 * that is `provider-failed`.
 */
export async function receive(
  provider: Provider,
  delivery: Delivery,
  options: ReceiveOptions = {},
): Promise<Received> {
  const authenticity = await authenticate(provider, delivery, options);
  if (!authenticity.ok) return { kind: 'refused', code: authenticity.code, detail: authenticity.detail };
  const reading = parseAndRead(provider, delivery);
  return reading.kind === 'ping' ? reading : { ...reading, verified: authenticity.verified };
}

function authenticate(
  provider: Provider,
  delivery: Delivery,
  { patience = 5_000 }: ReceiveOptions,
): Authenticity | Promise<Authenticity> {
  const failed = (what: string): Authenticity => ({ ok: false, ...failure(provider, what) });
  const threw = () => failed('threw while it should authenticate');
  try {
    const authenticity = provider.authenticate(delivery);
    if (!('then' in authenticity)) return authenticity;
    const late = () => failed(`did not authenticate within ${patience} ms`);
    return inTime(authenticity, patience, late).catch(threw);
  } catch {
    return threw();
  }
}

/** Work that is late goes on, but nobody waits for it any more. */
function inTime<T>(work: Promise<T>, patience: number, late: () => T): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve(late()), patience);
    work.finally(() => clearTimeout(timer)).then(resolve, reject);
  });
}

function parseAndRead(provider: Provider, delivery: Delivery): Reading {
  const parsed = parseJson(delivery.body);
  if (!parsed.ok) return { kind: 'unusable', code: parsed.code, detail: parsed.detail };
  try {
    const reading = provider.read(parsed.value, delivery);
    if (reading.kind !== 'events' || reading.events.length > 0) return reading;
    return { kind: 'unusable', ...failure(provider, 'gave a list without events') };
  } catch {
    return { kind: 'unusable', ...failure(provider, 'threw while it should read') };
  }
}

/** The error itself is left out: its message may quote the body. */
function failure(provider: Provider, what: string): { code: string; detail: string } {
  return { code: 'provider-failed', detail: `the provider ${provider.name} ${what}` };
}
