import type { Logger } from 'pino';
import { defined } from '../fold/defined.ts';
import type { Provider } from '../providers/provider.ts';
import type { Tracker } from '../tracker/tracker.ts';
import type { Counts } from './counts.ts';
import { createDocument } from './openapi/document.ts';
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

export interface RoutesOptions extends Pick<StreamRoutesOptions, 'stopping' | 'limits'> {
  readonly tracker: Tracker;
  /** Those that can be asked about. */
  readonly providers: readonly Pick<Provider, 'name' | 'machine'>[];
  /** What `GET /v1/rejected` shows; the intake keeps them. */
  readonly counts: Counts;
  readonly log: Logger;
  /** Absent: there is no `/metrics`. */
  readonly metrics?: Metrics;
}

/** Everything that can be asked for but the deliveries. */
export function createRoutes(options: RoutesOptions): Route[] {
  const { tracker, providers, counts, log, metrics, stopping, limits } = options;
  const providerNames = providers.map(({ name }) => name);
  const machines = [...new Set(providers.map(({ machine }) => machine.id))];
  const stages = [...new Set(providers.flatMap(({ machine }) => Object.keys(machine.states)))];
  const contract = createDocument(providers);
  return [
    ...healthRoutes(tracker),
    ...customerRoutes({ tracker, providerNames, log }),
    ...sessionRoutes({ tracker, stages, machines }),
    ...figureRoutes({ tracker, machines }),
    ...alertRoutes({ tracker, providerNames, stages, log }),
    ...rejectedRoutes(tracker, counts),
    ...streamRoutes({
      tracker,
      providerNames,
      stages,
      machines,
      stopping,
      ...defined({ limits, onReaders: metrics?.streams }),
    }),
    ...machineRoutes(providers),
    ...openApiRoutes(contract),
    ...docsRoutes(contract),
    ...(metrics === undefined ? [] : metricsRoutes(metrics, tracker)),
  ];
}
