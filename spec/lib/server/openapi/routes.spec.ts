import { expect } from 'chai';
import { connectProvider } from '../../../../lib/providers/connect/index.ts';
import { yodleeProvider } from '../../../../lib/providers/yodlee/index.ts';
import { createLog } from '../../../../lib/server/log.ts';
import type { Route } from '../../../../lib/server/resources/route.ts';
import { createRoutes } from '../../../../lib/server/routes.ts';
import { createMetrics } from '../../../../lib/server/telemetry/metrics.ts';
import type { Tracker } from '../../../../lib/tracker/tracker.ts';
import { contract } from '../contract.ts';

const log = createLog('silent');
const routes = createRoutes({
  tracker: {
    providers: [connectProvider({}), yodleeProvider({})],
    failingSinks: () => [] as string[],
  } as unknown as Tracker,
  counts: {},
  log,
  metrics: createMetrics({ log }),
  stopping: new AbortController().signal,
});

const templateOf = ({ path }: Route) => path.replaceAll(/:(\w+)/g, '{$1}');
const methodsOf = (route: Route) => (['get', 'post', 'delete'] as const).filter((method) => route[method]);
const isDelivery = (path: string) => path.startsWith('/webhooks/');

/** Who may: the name of a scope, or `public`. */
function scopeIn(path: string, method: string): string {
  const operation = contract.paths[path]![method] as unknown as { security: { key?: string[] }[] };
  return operation.security[0]?.key?.[0] ?? 'public';
}

describe('the routes of the app', () => {
  const served = routes.flatMap((route) =>
    methodsOf(route).map((method) => `${method} ${templateOf(route)}`),
  );

  it('are all in the contract, and what is in the contract is served', () => {
    const told = Object.entries(contract.paths).flatMap(([path, item]) =>
      isDelivery(path) ? [] : Object.keys(item).map((method) => `${method} ${path}`),
    );
    expect(told).to.have.members(served);
  });

  for (const route of routes) {
    for (const method of methodsOf(route)) {
      it(`are for whom the contract says: ${method} ${route.path}`, () => {
        const usual = method === 'get' ? 'read' : 'admin';
        expect(scopeIn(templateOf(route), method)).to.equal(route.scope ?? usual);
      });
    }
  }
});
