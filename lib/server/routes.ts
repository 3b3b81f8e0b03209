import type { Logger } from 'pino';
import { defined } from '../fold/defined.ts';
import type { Tracker } from '../tracker/tracker.ts';
import type { Counts } from './counts.ts';
import { createDocument } from './openapi/document.ts';
import type { Place } from './openapi/place.ts';
import { alertRoutes } from './resources/alerts.ts';
import { customerRoutes } from './resources/customers.ts';
import { docsRoutes } from './resources/docs.ts';
import { figureRoutes } from './resources/figures.ts';
import { healthRoutes } from './resources/health.ts';
import { machineRoutes } from './resources/machines.ts';
import { metricsRoutes } from './resources/metrics.ts';
import { openApiRoutes } from './resources/openapi.ts';
import { rejectedRoutes } from './resources/rejected.ts';
import type { Route } from './resources/route.ts';
import { sessionRoutes } from './resources/sessions.ts';
import { type StreamRoutesOptions, streamRoutes } from './resources/stream.ts';
import type { Metrics } from './telemetry/metrics.ts';

export interface StatusRoutesOptions extends Pick<StreamRoutesOptions, 'stopping' | 'limits' | 'onReaders'> {
  readonly tracker: Tracker;
  /** What `GET /v1/rejected` shows; the intake keeps them. */
  readonly counts: Counts;
  readonly log: Logger;
  /** Whom the contract is of. Default: a server. */
  readonly place?: Place;
}

export interface RoutesOptions extends Omit<StatusRoutesOptions, 'onReaders' | 'place'> {
  /** Absent: there is no `/metrics`. */
  readonly metrics?: Metrics;
}

/** The status API with its contract: what a server has, and a router in an app. */
export function statusRoutes({ tracker, counts, log, place, ...streams }: StatusRoutesOptions): Route[] {
  const { providers } = tracker;
  const providerNames = providers.map(({ name }) => name);
  const machines = [...new Set(providers.map(({ machine }) => machine.id))];
  const stages = [...new Set(providers.flatMap(({ machine }) => Object.keys(machine.states)))];
  const contract = createDocument(providers, place);
  return [
    ...customerRoutes({ tracker, providerNames, log }),
    ...sessionRoutes({ tracker, stages, machines }),
    ...figureRoutes({ tracker, machines }),
    ...alertRoutes({ tracker, providerNames, stages, log }),
    ...rejectedRoutes(tracker, counts),
    ...streamRoutes({ tracker, providerNames, stages, machines, ...streams }),
    ...machineRoutes(providers),
    ...openApiRoutes(contract),
    ...docsRoutes(contract),
  ];
}

/** Everything that a server can be asked for but the deliveries. */
export function createRoutes({ metrics, ...options }: RoutesOptions): Route[] {
  const { tracker } = options;
  return [
    ...healthRoutes(tracker),
    ...statusRoutes({ ...options, ...defined({ onReaders: metrics?.streams }) }),
    ...(metrics === undefined ? [] : metricsRoutes(metrics, tracker)),
  ];
}
