import type { Logger } from 'pino';
import { ConfigurationError } from '../errors.ts';
import { defined } from '../fold/defined.ts';
import { connectProvider } from '../providers/connect/index.ts';
import type { Provider } from '../providers/provider.ts';
import { createIntake } from '../server/intake/intake.ts';
import { createLog } from '../server/log.ts';
import type { Tracker } from '../tracker/tracker.ts';
import { countsOf } from './counts-of.ts';
import type { Middleware } from './middleware.ts';

/** What a delivery is authenticated and read by. */
export type WebhookSources =
  | {
      /** Partner Secrets of Connect: several while one is being replaced. */
      readonly secrets: readonly string[];
      /** Where the body carries the explicit session key, as a JSON pointer. Default: `/webhookData/sessionId`. */
      readonly sessionKey?: string;
      readonly providers?: never;
    }
  | {
      /** Providers with settings of their own. */
      readonly providers: readonly Provider[];
      readonly secrets?: never;
      readonly sessionKey?: never;
    };

/** Either `secrets`, for Connect alone, or `providers`. */
export type WebhookRouterOptions = WebhookSources & {
  /** IP addresses and CIDR ranges whose `X-Forwarded-For` is believed. Default: none. */
  readonly trustProxy?: readonly string[];
  /** Deliveries that may be read and recorded at one time; those beyond are answered 503. Default: 10,000. */
  readonly maxInFlight?: number;
  /** Told of each delivery, in one line. Default: nothing is logged. */
  readonly log?: Logger;
};

/**
 * Takes deliveries on `POST {mount}/{provider}` and `POST {mount}/{provider}/{key}`, e.g. `/webhooks/connect`. It answers
 * what it can, also by problem documents; other paths go to `next()`, and failures of the program to `next(error)`, such
 * as `TrackerError` `body-already-read` where a body parser came first and kept no bytes.
 *
 * Throws `ConfigurationError` for options that let nobody in or anybody, and for a provider that the tracker has not.
 */
export function webhookRouter(
  tracker: Pick<Tracker, 'record' | 'reject' | 'providers'>,
  options: WebhookRouterOptions,
): Middleware {
  const { log = createLog('silent'), trustProxy, maxInFlight } = options;
  const providers = providersOf(options);
  assertKnown(providers, tracker);
  const intake = createIntake({
    tracker,
    providers,
    counts: countsOf(tracker),
    log,
    ...defined({ trustProxy, maxInFlight }),
  });
  return (request, response, next) => void intake(request, response, next);
}

function providersOf({ secrets, sessionKey, providers }: WebhookRouterOptions): readonly Provider[] {
  if ((secrets === undefined) === (providers === undefined))
    throw new ConfigurationError('webhookRouter needs either secrets or providers.');
  if (providers !== undefined && sessionKey !== undefined)
    throw new ConfigurationError('Give sessionKey to connectProvider, as webhookRouter has providers.');
  if (providers !== undefined) return someOf(providers);
  if (secrets.length === 0)
    throw new ConfigurationError(
      'webhookRouter was given no secret, so that anybody could send events: set secrets, or say providers: [connectProvider()] where that is meant.',
    );
  if (secrets.some((secret) => typeof secret !== 'string' || secret === ''))
    throw new ConfigurationError(
      'One of the secrets of webhookRouter is empty or no text: see where it comes from.',
    );
  return [connectProvider({ secrets, ...defined({ sessionKey }) })];
}

function someOf(providers: readonly Provider[]): readonly Provider[] {
  if (providers.length > 0) return providers;
  throw new ConfigurationError(
    'webhookRouter was given no provider, so that it would take nothing: name at least one.',
  );
}

/** What an unknown one sends could not be recorded, and would be sent again for days. */
function assertKnown(providers: readonly Provider[], tracker: Pick<Tracker, 'providers'>): void {
  const known = tracker.providers.map(({ name }) => name);
  const unknown = providers.find(({ name }) => !known.includes(name));
  if (unknown === undefined) return;
  throw new ConfigurationError(
    `The tracker has no provider "${unknown.name}": give it to createTracker too. It has: ${known.join(', ')}.`,
  );
}
