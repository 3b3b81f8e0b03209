import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JsonObject, TrackerEvent } from '../../lib/fold/event.ts';
import { connectProvider } from '../../lib/providers/connect/index.ts';
import { yodleeProvider } from '../../lib/providers/yodlee/index.ts';
import { openStore } from '../../lib/store/open.ts';
import type { Store } from '../../lib/store/store.ts';
import { createTracker, type TrackerOptions } from '../../lib/tracker/create-tracker.ts';
import { T0 } from './fold.ts';

export const providers = [connectProvider({}), yodleeProvider({})];

/** A tracker on an embedded store of its own, with a clock that stands still until it is moved. */
export async function embeddedTracker(options: Partial<TrackerOptions> = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'connect-tracker-'));
  const store = await openStore(`lmdb://${folder}`);
  const clock = { now: T0 };
  const tracker = createTracker({ store, providers, now: () => clock.now, ...options });
  const close = async () => {
    await tracker.close();
    await rm(folder, { recursive: true, force: true });
  };
  return { tracker, store, clock, folder, close };
}

/** Another tracker on the same store: another process, as far as the store can tell. */
export function otherTracker(store: Store, options: Partial<TrackerOptions> = {}) {
  return createTracker({ store, providers, now: () => T0, ...options });
}

/** An event `offset` ms after T0, received at once. */
export function connectEvent(
  customerId: string,
  type: string,
  offset: number,
  data: JsonObject = {},
  rest: Partial<TrackerEvent> = {},
): TrackerEvent {
  const at = T0 + offset;
  return { provider: 'connect', customerId, type, id: `${at}-${type}`, at, receivedAt: at, data, ...rest };
}
