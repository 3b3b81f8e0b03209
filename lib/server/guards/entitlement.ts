import type { ServerResponse } from 'node:http';

/** In ms: how often it is asked whether whoever reads an answer that goes on for long may still do so. */
const AGAIN = 1_000;

type Entitlement = () => Promise<boolean>;

const entitlements = new WeakMap<ServerResponse, Entitlement>();

/** Keeps with an answer what tells whether whoever it is for would be let in now. */
export function entitle(response: ServerResponse, isEntitled: Entitlement): void {
  entitlements.set(response, isEntitled);
}

/** Calls `lost` once when whoever an answer is for may not ask any more: the key was revoked, or has expired. */
export function watchEntitlement(response: ServerResponse, lost: () => void): void {
  const isEntitled = entitlements.get(response);
  if (isEntitled === undefined) return;
  const timer = setInterval(async () => {
    // A store that is away says nothing about the key.
    if (await isEntitled().catch(() => true)) return;
    clearInterval(timer);
    lost();
  }, AGAIN);
  response.once('close', () => clearInterval(timer));
}
