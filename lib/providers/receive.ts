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
  | { readonly kind: 'event'; readonly event: TrackerEvent; readonly verified: boolean };

/**
 * From bytes to an event: authenticate, parse, read. Nothing of the body is looked at before it is authentic.
 * It never throws; should a provider throw, which only one of your own can, that is `provider-failed`.
 */
export function receive(provider: Provider, delivery: Delivery): Received {
  const authenticity = authenticate(provider, delivery);
  if (!authenticity.ok) return { kind: 'refused', code: authenticity.code, detail: authenticity.detail };
  const reading = parseAndRead(provider, delivery);
  return reading.kind === 'ping' ? reading : { ...reading, verified: authenticity.verified };
}

function authenticate(provider: Provider, delivery: Delivery): Authenticity {
  try {
    return provider.authenticate(delivery);
  } catch {
    return { ok: false, ...failure(provider, 'authenticate') };
  }
}

function parseAndRead(provider: Provider, delivery: Delivery): Reading {
  const parsed = parseJson(delivery.body);
  if (!parsed.ok) return { kind: 'unusable', code: parsed.code, detail: parsed.detail };
  try {
    return provider.read(parsed.value, delivery);
  } catch {
    return { kind: 'unusable', ...failure(provider, 'read') };
  }
}

/** The error itself is left out: its message may quote the body. */
function failure(provider: Provider, step: string): { code: string; detail: string } {
  return { code: 'provider-failed', detail: `the provider ${provider.name} threw while it should ${step}` };
}
