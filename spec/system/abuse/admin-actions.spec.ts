import { expect } from 'chai';
import { getStuck } from '../../lib/server/stuck-customer.ts';
import { quietMetrics } from '../../lib/server/telemetry/read-metrics.ts';
import { ask, type TestServer, withServer } from '../../lib/server/test-server.ts';
import { caughtSink } from '../../support/caught-sink.ts';

/** An answer to the question what can be done, filled in for the customer below. */
interface Way {
  readonly path: string;
  /** In capitals. */
  readonly methods: readonly string[];
}

const CUSTOMER = '7001';

/** Every path that the server itself says it has, and its methods. */
async function waysOf(server: TestServer, values: Readonly<Record<string, string>>): Promise<Way[]> {
  const { paths } = (await ask(server, '/openapi.json')).body as { paths: Record<string, object> };
  return Object.entries(paths)
    .filter(([path]) => !path.startsWith('/webhooks/'))
    .map(([path, operations]) => ({
      path: path.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? 'connect'),
      methods: Object.keys(operations)
        .map((method) => method.toUpperCase())
        .filter((method) => /^(GET|PUT|POST|DELETE|PATCH)$/.test(method)),
    }));
}

const changing = ({ methods }: Way) => methods.filter((method) => method !== 'GET');

/** With one customer who is stuck, and an alert about that. */
async function withSomebodyStuck(
  use: (scene: {
    server: TestServer;
    ways: readonly Way[];
    /** All that an action could change. */
    state: () => Promise<unknown>;
    audited: () => Record<string, unknown>[];
  }) => Promise<void>,
): Promise<void> {
  const alerts = { sinks: [caughtSink({ name: 'ops' })] };
  await withServer({ alerts, metrics: quietMetrics() }, async (server) => {
    const [alert] = await getStuck(server.tracker, { customerId: CUSTOMER });
    const { alertId, sessionId = '' } = alert!;
    const ways = await waysOf(server, { customerId: CUSTOMER, alertId, sessionId });
    await use({
      server,
      ways,
      state: async () => [await server.tracker.customer(CUSTOMER), await server.tracker.alert(alertId)],
      audited: () => server.lines.filter((line) => 'audit' in line),
    });
  });
}

describe('what changes something (A20)', function () {
  this.timeout(30_000);

  it('is known', async () => {
    await withSomebodyStuck(async ({ ways }) => {
      const actions = ways.flatMap((way) => changing(way).map((method) => `${method} ${way.path}`));
      expect(actions).to.have.length.of.at.least(3);
      expect(actions).to.include(`DELETE /v1/customers/${CUSTOMER}`);
    });
  });

  const strangers: Readonly<Record<string, Record<string, string>>> = {
    'a page of another site': { origin: 'https://evil.example' },
    'a page that says no origin': { origin: 'null' },
    'a page of another port': { origin: 'http://localhost:1' },
    'a link or a form of another site': { 'sec-fetch-site': 'cross-site' },
    'a page of a sister site': { 'sec-fetch-site': 'same-site' },
    'a name that leads here': { host: 'evil.example' },
    'another machine, by a proxy': { 'x-forwarded-for': '192.0.2.1' },
    'another machine, by a proxy that says so otherwise': { forwarded: 'for=127.0.0.1' },
  };
  for (const [name, headers] of Object.entries(strangers))
    it(`is refused to ${name}, and nothing changes`, async () => {
      await withSomebodyStuck(async ({ server, ways, state, audited }) => {
        const before = await state();
        for (const way of ways)
          for (const method of changing(way)) {
            const { status } = await ask(server, way.path, { method, headers });
            expect(status, `${method} ${way.path}`).to.be.oneOf([401, 403]);
          }
        expect(await state()).to.deep.equal(before);
        expect(audited()).to.deep.equal([]);
      });
    });

  it('is never what is only asked for, nor what pretends to be', async () => {
    await withSomebodyStuck(async ({ server, ways, state, audited }) => {
      const before = await state();
      for (const { path, methods } of ways) {
        if (path === '/v1/stream') continue;
        for (const method of ['GET', 'HEAD', 'OPTIONS', 'PUT', 'PATCH', 'PROPFIND', 'TRACE']) {
          if (methods.includes(method)) await ask(server, path, { method });
          else if (method !== 'HEAD' || !methods.includes('GET'))
            expect((await ask(server, path, { method })).status, `${method} ${path}`).to.equal(405);
        }
        for (const pretended of ['DELETE', 'POST']) {
          const headers = { 'x-http-method-override': pretended, 'x-method-override': pretended };
          await ask(server, `${path}?_method=${pretended}`, { headers });
          await ask(server, path, { headers });
        }
      }
      expect(await state()).to.deep.equal(before);
      expect(audited()).to.deep.equal([]);
    });
  });

  it('leaves one line of audit each time it is done, and none when it is not', async () => {
    await withSomebodyStuck(async ({ server, ways, state, audited }) => {
      const before = await state();
      // What ends the customer comes last.
      const actions = ways
        .flatMap((way) => changing(way).map((method) => ({ method, path: way.path })))
        .sort((one, other) => other.method.localeCompare(one.method));
      for (const [index, { method, path }] of actions.entries()) {
        const done = await ask(server, path, { method });
        expect(done.status, `${method} ${path}`).to.be.oneOf([200, 202]);
        expect(audited(), `${method} ${path}`).to.have.length(index + 1);
        expect(audited()[index]).to.include.keys('audit', 'requestId', 'time');
        const nobody = path.replace(/(?<=\/)(7001|\w{24}_\w{10})/, 'nobody');
        expect((await ask(server, nobody, { method })).status).to.equal(404);
        expect(audited()).to.have.length(index + 1);
      }
      expect(await state()).not.to.deep.equal(before);
      expect(JSON.stringify(audited())).not.to.include(CUSTOMER);
    });
  });
});
