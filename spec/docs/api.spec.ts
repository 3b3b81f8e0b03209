import { request } from 'node:http';
import { expect } from 'chai';
import { contract, holdToSchema } from '../lib/server/contract.ts';
import { enterStage } from '../lib/server/stuck-customer.ts';
import { ask, type TestServer, withServer } from '../lib/server/test-server.ts';
import { codeOf, read, sectionOf } from './pages.ts';

const page = read('docs/api.md');
const alertsInGuide = sectionOf(read('docs/guide.md'), 'Alerts over HTTP and on the command line');

/** As `GET /v1/sessions`; the style sheet of a page is nothing that anybody asks for. */
const operations = Object.entries(contract.paths).flatMap(([path, item]) =>
  Object.keys(item).map((method) => ({ route: `${method.toUpperCase()} ${path}`, path, method })),
);
const routes = operations.map(({ route }) => route).filter((route) => route !== 'GET /docs/style.css');

/** The routes in the first cells of a table's rows; `…/resend` stands for what is below, or beside. */
function routesIn(table: string): string[] {
  const cells = [...table.matchAll(/^\| (`[A-Z].*?) \|/gm)].map(([, cell = '']) => cell);
  return cells.flatMap((cell) => {
    const named = [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name!);
    return named.map((name, index) => {
      if (!name.startsWith('…')) return name;
      const before = named[index - 1]!;
      const below = `${before}${name.slice(1)}`;
      return routes.includes(below) ? below : before.replace(/\/\w+$/, name.slice(1));
    });
  });
}

function parametersOf(route: string): string[] {
  const [method = '', path = ''] = route.split(' ');
  const { parameters = [] } = contract.paths[path]![method.toLowerCase()]!;
  return parameters.filter((parameter) => parameter.in === 'query').map(({ name }) => name);
}

/** By route, the names in the tables that are headed `parameter of`. */
const tables = [...page.matchAll(/^\| parameter of `(.+?)` .*\n.*\n((?:\|.*\n)+)/gm)].map(
  ([, route = '', rows = '']) => {
    const cells = [...rows.matchAll(/^\| (.+?) \|/gm)].map(([, cell = '']) => cell);
    return { route, names: cells.flatMap((cell) => [...cell.matchAll(/`(\w+)`/g)].map(([, name]) => name!)) };
  },
);

/** What is asked in the examples. */
const examples = codeOf(page)
  .flatMap((code) => code.split('\n'))
  .filter((line) => line.startsWith('curl '))
  .map((line) => ({
    method: /-X (\w+)/.exec(line)?.[1] ?? 'GET',
    path: /http:\/\/127\.0\.0\.1:3000([^' ]+)/.exec(line)![1]!,
  }));

/** The connection is closed when the head of the answer has come, since a stream never ends. */
function headOf({ port }: TestServer, path: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, path, agent: false }, (response) => {
      response.destroy();
      resolve(response.statusCode ?? 0);
    });
    sent.on('error', reject).end();
  });
}

function choicesOf(schema: string, ...path: string[]): string[] {
  let found = contract.components.schemas[schema] as Record<string, unknown>;
  for (const name of path) found = found[name] as Record<string, unknown>;
  return found['enum'] as string[];
}

describe('the page about the status API', () => {
  it('has the routes of the contract that are asked, and no others', () => {
    const asked = routes.filter((route) => / \/(v1\/|openapi|docs)/.test(route));
    expect(routesIn(sectionOf(page, 'Routes'))).to.have.members(asked);
  });

  it('has in each table of parameters those of its route, and no others', () => {
    expect(tables.map(({ route }) => route)).to.include.members([
      'GET /v1/customers/{customerId}',
      'GET /v1/sessions',
      'GET /v1/funnel',
      'GET /v1/stream',
      'DELETE /v1/customers/{customerId}',
    ]);
    for (const { route, names } of tables) {
      expect(routes).to.include(route);
      expect(names, route).to.have.members(parametersOf(route));
    }
  });

  it('names every parameter there is, those of alerts in the guide', () => {
    for (const route of routes) {
      const text = route.includes('/v1/alerts') ? alertsInGuide : page;
      for (const name of parametersOf(route)) expect(text, route).to.match(new RegExp(`[\`?&]${name}[\`=]`));
    }
  });

  it('names every outcome, and every reason for the end of a stream', () => {
    const named = (text: string) => [...text.matchAll(/`([\w-]+)`/g)].map(([, name]) => name);
    const [, outcomes = ''] = /^\| `outcome` \| (.+) \|$/m.exec(page)!;
    expect(named(outcomes)).to.deep.equal(choicesOf('Outcome'));
    const [, reasons = ''] = /^\| `end` \| (.+?) \|/m.exec(page)!;
    expect(named(reasons)).to.have.members(choicesOf('StreamEnd', 'properties', 'reason'));
  });

  it('shows answers that the contract has', () => {
    const [funnel, erasure, ...others] = codeOf(page, 'json').map((code) => JSON.parse(code));
    expect(others).to.deep.equal([]);
    holdToSchema('FunnelView', funnel);
    holdToSchema('ErasureView', erasure);
    const [, change = ''] = /^data: (.+)$/m.exec(page)!;
    holdToSchema('ChangeView', JSON.parse(change));
  });

  it('asks in its examples what a server answers', async () => {
    await withServer({}, async (server) => {
      for (const customerId of ['7001', '7002', '7003']) await enterStage(server.tracker, { customerId });
      expect(examples).to.have.length.above(7);
      for (const { method, path } of examples) {
        const isStream = path.startsWith('/v1/stream');
        const status = isStream ? await headOf(server, path) : (await ask(server, path, { method })).status;
        // Whether the customers of the spec were there at the time of the example says nothing about the page.
        expect(status, path).to.be.oneOf(path.includes('?at=') ? [200, 404] : [200]);
      }
    });
  });
});

describe('the table of routes in the README', () => {
  it('has every route of the contract, and no others', () => {
    expect(routesIn(sectionOf(read('README.md'), 'Routes'))).to.have.members(routes);
  });
});
