import type { Metrics, Scraped } from '../telemetry/metrics.ts';
import type { Route } from './route.ts';

/** What this process has counted, for Prometheus. */
export function metricsRoutes(metrics: Pick<Metrics, 'scrape' | 'contentType'>, tracker: Scraped): Route[] {
  return [
    {
      path: '/metrics',
      duringOutage: true,
      async get(_request, response) {
        const text = await metrics.scrape(tracker);
        response.setHeader('content-type', metrics.contentType);
        response.end(text);
      },
    },
  ];
}
