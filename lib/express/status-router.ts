import { setMaxListeners } from 'node:events';
import type { Logger } from 'pino';
import { ConfigurationError } from '../errors.ts';
import { defined } from '../fold/defined.ts';
import { createApp } from '../server/app.ts';
import { createKeyGuard } from '../server/guards/key-guard.ts';
import { createLog } from '../server/log.ts';
import { statusRoutes } from '../server/routes.ts';
import type { Tracker } from '../tracker/tracker.ts';
import { countsOf } from './counts-of.ts';
import type { Middleware } from './middleware.ts';

/** Who decides who may ask. */
export type StatusGuard =
  | {
      /** As a server does: API keys decide, and as long as there are none only this machine may ask. */
      readonly guardedBy?: 'keys';
      /** Requests a minute for each key, or for each address where there are no keys; 0: any number. Default: 600. */
      readonly rateLimit?: number;
      /** IP addresses and CIDR ranges whose `X-Forwarded-For` is believed. Default: none. */
      readonly trustProxy?: readonly string[];
    }
  | {
      /** The app has a guard of its own in front: whatever comes here is answered. */
      readonly guardedBy: 'app';
      readonly rateLimit?: never;
      readonly trustProxy?: never;
    };

/** Who may ask, what is logged, and what ends streams. */
export type StatusRouterOptions = StatusGuard & {
  /** Told of each request, in one line, and of who has acknowledged, resent or erased something. Default: nothing is logged. */
  readonly log?: Logger;
  /** Ends all streams when it is aborted: to be done before a server is closed, which waits for them. */
  readonly signal?: AbortSignal;
};

/**
 * Answers `{mount}/v1/…`, `{mount}/openapi.json` and `{mount}/docs` as a server does, with links that hold under the mount
 * path. Other paths go to `next()`, and failures of the program to `next(error)`.
 *
 * Throws `ConfigurationError` for options that contradict each other.
 */
export function statusRouter(tracker: Tracker, options: StatusRouterOptions = {}): Middleware {
  const { guardedBy = 'keys', rateLimit, trustProxy, log = createLog('silent'), signal } = options;
  assertGuard(options);
  return createApp({
    routes: statusRoutes({
      tracker,
      counts: countsOf(tracker),
      log,
      stopping: stoppingWith(signal),
      place: guardedBy === 'app' ? 'router-behind-app' : 'router-with-keys',
    }),
    ...(guardedBy === 'app'
      ? {}
      : { guard: createKeyGuard({ keys: tracker.keys, ...defined({ rateLimit, trustProxy }) }) }),
    log,
    isMounted: true,
  });
}

/** A setting that would be passed over in silence may be one that somebody relies on. */
function assertGuard({ guardedBy = 'keys', rateLimit, trustProxy }: StatusRouterOptions): void {
  if (guardedBy !== 'keys' && guardedBy !== 'app')
    throw new ConfigurationError('guardedBy of statusRouter is either "keys" or "app".');
  if (guardedBy === 'app' && (rateLimit !== undefined || trustProxy !== undefined))
    throw new ConfigurationError(
      'statusRouter counts requests by API key and address, which it does not look at where it is guardedBy "app": leave out rateLimit and trustProxy.',
    );
  if (rateLimit !== undefined && !(Number.isSafeInteger(rateLimit) && rateLimit >= 0))
    throw new ConfigurationError('rateLimit of statusRouter is a whole number of requests a minute, or 0.');
}

/** Each stream waits for the end, which is more listeners than the signal of an app is made for. */
function stoppingWith(signal: AbortSignal | undefined): AbortSignal {
  const stopping = new AbortController();
  setMaxListeners(0, stopping.signal);
  if (signal?.aborted) stopping.abort();
  signal?.addEventListener('abort', () => stopping.abort(), { once: true });
  return stopping.signal;
}
