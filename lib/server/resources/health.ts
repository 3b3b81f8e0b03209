import { StoreUnavailableError } from '../../errors.ts';
import type { StoreHealth } from '../../store/store.ts';
import type { Tracker } from '../../tracker/tracker.ts';
import { sendJson } from '../send.ts';
import type { Route } from './route.ts';

/** For probes: whether the process runs, and whether it can take deliveries. */
export function healthRoutes(tracker: Pick<Tracker, 'health' | 'failingSinks'>): Route[] {
  return [
    {
      path: '/livez',
      scope: 'public',
      get: (_request, response) => {
        sendJson(response, { status: 'ok' });
      },
    },
    {
      path: '/readyz',
      scope: 'public',
      async get(_request, response) {
        const { writable, durability, warnings } = await healthOf(tracker);
        const failingSinks = tracker.failingSinks();
        const body = {
          status: writable ? 'ok' : 'unavailable',
          store: { durability, warnings },
          // Deliveries are taken all the same, so that this makes nobody unready.
          ...(failingSinks.length === 0 ? {} : { alerts: { failingSinks } }),
        };
        sendJson(response, body, writable ? 200 : 503);
      },
    },
  ];
}

/** A store that cannot even say how it is cannot take anything. */
async function healthOf(tracker: Pick<Tracker, 'health'>): Promise<StoreHealth> {
  try {
    return await tracker.health();
  } catch (error) {
    if (!(error instanceof StoreUnavailableError)) throw error;
    return { writable: false, durability: 'unknown', warnings: ['The store does not answer.'] };
  }
}
