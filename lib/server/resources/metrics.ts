import type { Tracker } from '../../tracker/tracker.ts';
import type { Metrics } from '../metrics.ts';
import type { Route } from './route.ts';

/** What this process has counted, for Prometheus. */
export function metricsRoutes(
  metrics: Pick<Metrics, 'scrape' | 'contentType'>,
  tracker: Pick<Tracker, 'backlog' | 'health' | 'failingSinks'>,
): Route[] {
  return [
    {
      path: '/metrics',
      async get(_request, response) {
        const text = await metrics.scrape(tracker);
        response.setHeader('content-type', metrics.contentType);
        response.end(text);
      },
    },
  ];
}
