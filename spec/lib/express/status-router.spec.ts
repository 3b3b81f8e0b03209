import { Validator } from '@seriousme/openapi-schema-validator';
import { expect } from 'chai';
import express, { type RequestHandler } from 'express';
import { statusRouter } from '../../../lib/express/index.ts';
import { enterStage, getStuck } from '../server/stuck-customer.ts';
import { type Answer, ask } from '../server/test-server.ts';
import { type Parts, underContract, withHost, withStatus } from './host.ts';

const customerId = '6030781868';

describe('statusRouter in an app', () => {
  for (const mount of ['', '/a/b', '/tenants/acme']) {
    it(`answers as its contract says, with links that lead somewhere, under ${mount || '/'}`, async () => {
      const app = ({ tracker }: Parts) =>
        express().use(mount.replace('acme', ':tenant'), statusRouter(tracker));
      await withHost(app, async (host) => {
        const [alert] = await getStuck(host.tracker, { customerId });
        const under = await underContract(host, mount);
        const customer = (await under(`/v1/customers/${customerId}`)).body;
        expect(customer.links.session).to.equal(`${mount}/v1/sessions/${customer.sessionId}`);
        expect((await under(`/v1/alerts/${alert?.alertId}`)).body).to.include({ customerId });
        const views = [
          customer,
          (await under(`/v1/customers/${customerId}/sessions`)).body.sessions[0],
          (await under(`/v1/sessions/${customer.sessionId}`)).body,
          (await under('/v1/sessions?stage=mfa&limit=1')).body.sessions[0],
          (await under('/v1/machines')).body.machines[0],
          (await under('/v1/machines/connect')).body,
        ];
        for (const { links } of views)
          for (const link of Object.values<string>(links))
            expect((await ask(host, link)).status, link).to.equal(200);
        expect((await under('/v1/sessions/nothing')).body).to.include({
          code: 'session-not-found',
          instance: `${mount}/v1/sessions/nothing`,
        });
        expect((await under('/v1/customers/%ff')).body.code).to.equal('invalid-path');
      });
    });
  }

  it('keeps apart what is asked under different paths', async () => {
    const app = ({ tracker }: Parts) => {
      const router = statusRouter(tracker);
      return express().use(['/a', '/b'], router).use(router);
    };
    await withHost(app, async (host) => {
      for (const mount of ['/a', '/b', '', '/a']) {
        const { machines } = (await ask(host, `${mount}/v1/machines`)).body;
        expect(machines[0].links.self).to.equal(`${mount}/v1/machines/connect`);
        expect((await ask(host, `${mount}/docs`)).body).to.contain(`href="${mount}/openapi.json"`);
        expect((await ask(host, `${mount}/openapi.json`)).body.servers).to.deep.equal([
          { url: mount || '/' },
        ]);
      }
      const { etag = '' } = (await ask(host, '/a/openapi.json')).headers;
      const again = (path: string) => ask(host, path, { headers: { 'if-none-match': etag } });
      expect([
        (await again('/a/openapi.json')).status,
        (await again('/b/openapi.json')).status,
      ]).to.deep.equal([304, 200]);
    });
  });

  it('has a page for people whose style sheet, document and commands are where it says', async () => {
    await withHost(withStatus(), async (host) => {
      const { body: page } = await ask(host, '/a/b/docs');
      const links = [...page.matchAll(/href="(\/[^"#]*)"/g)].map(([, link]) => link);
      expect(links).to.have.members(['/a/b/docs/style.css', '/a/b/openapi.json']);
      for (const link of links) expect((await ask(host, link!)).status).to.equal(200);
      expect(page).to.contain('http://127.0.0.1:3000/a/b/v1/stages');
    });
  });

  for (const guardedBy of ['keys', 'app'] as const) {
    it(`says of itself what it has and nothing else, guarded by ${guardedBy}`, async () => {
      await withHost(withStatus({ guardedBy }), async (host) => {
        const document = (await ask(host, '/a/b/openapi.json')).body;
        const { valid, errors } = await new Validator().validate(structuredClone(document));
        expect([valid, errors]).to.deep.equal([true, undefined]);
        expect(document.servers).to.deep.equal([{ url: '/a/b' }]);
        const paths = Object.keys(document.paths);
        expect(paths).to.include.members([
          '/v1/customers/{customerId}',
          '/v1/stream',
          '/docs',
          '/openapi.json',
        ]);
        expect(paths.filter((path) => /^\/(webhooks|livez|readyz|metrics)/.test(path))).to.deep.equal([]);
        const told = JSON.stringify(document);
        expect(told).not.to.contain('internal-error"]').and.not.to.contain('X-Finicity-Signature');
        expect(told.includes('"missing-key"]') || told.includes('"key":["read"]')).to.equal(
          guardedBy === 'keys',
        );
        expect(document.tags.map(({ name }: { name: string }) => name)).not.to.include('Deliveries');
      });
    });
  }

  it('leaves other paths to the app, as they came', async () => {
    const seen: object[] = [];
    const app = (parts: Parts) => {
      const own = express.Router().get('/v1/users', (_request, response) => void response.json(['anna']));
      return withStatus({}, (request, response, next) => {
        response.locals['exchange'] = 'of the app';
        Object.assign(request, { rateLimit: 'of the app' });
        next();
      })(parts)
        .use('/a/b', own)
        .use((request, response) => {
          const { url, baseUrl, originalUrl, params } = request;
          seen.push({ url, baseUrl, originalUrl, params: { ...params } });
          response.status(404).json({ ...response.locals });
        });
    };
    await withHost(app, async (host) => {
      expect((await ask(host, '/a/b/v1/users')).body).to.deep.equal(['anna']);
      const paths = ['/a/b/', '/a/b/v1', '/a/b/V1/stages', '/a/b/v1/nothing', '/v1/stages'];
      for (const path of [...paths, '/a/b/livez', '/a/b/readyz', '/a/b/metrics', '/a/b/webhooks/connect']) {
        const { status, headers, body } = await ask(host, `${path}?a=1`);
        expect([status, body]).to.deep.equal([404, { exchange: 'of the app' }]);
        expect(headers).to.include.keys('x-powered-by');
        expect(headers).not.to.have.any.keys('x-request-id', 'cache-control', 'content-security-policy');
        const url = `${path}?a=1`;
        expect(seen.pop()).to.deep.equal({ url, baseUrl: '', originalUrl: url, params: {} });
      }
      expect((await ask(host, '/a/b/v1/stages')).headers).to.include.keys('x-request-id', 'ratelimit');
    });
  });

  it('refuses methods that a path of its own has not', async () => {
    await withHost(withStatus(), async (host) => {
      for (const method of ['POST', 'PUT', 'OPTIONS']) {
        const { status, headers, body } = await ask(host, '/a/b/v1/stages', { method });
        expect([status, headers.allow, body.instance]).to.deep.equal([405, 'GET, HEAD', '/a/b/v1/stages']);
      }
    });
  });

  it('keeps what the app says in the head of all answers, but promises nothing about its transport', async () => {
    const own: RequestHandler = (_request, response, next) => {
      response.set({ 'access-control-allow-origin': 'https://app.example', 'cache-control': 'public' });
      response.set({ 'content-security-policy': "default-src 'self'" });
      next();
    };
    const app = (parts: Parts) =>
      withStatus({}, own)(parts).get('/own', (_request, response) => void response.json({}));
    await withHost(app, async (host) => {
      const { headers } = await ask(host, '/a/b/v1/stages');
      expect(headers).to.include({
        'access-control-allow-origin': 'https://app.example',
        'cache-control': 'no-store',
        'content-security-policy': "default-src 'none';frame-ancestors 'none'",
        'content-type': 'application/json; charset=utf-8',
      });
      expect(headers).not.to.have.any.keys('strict-transport-security', 'x-powered-by');
      expect((await ask(host, '/own')).headers).to.include({
        'cache-control': 'public',
        'content-security-policy': "default-src 'self'",
      });
    });
  });

  it('reads the query itself, however the app does', async () => {
    const own: RequestHandler = (request, _response, next) => {
      Object.defineProperty(request, 'query', { value: { limit: { $gt: '' } } });
      next();
    };
    const app = ({ tracker }: Parts) =>
      express().set('query parser', 'extended').use(own).use('/t', statusRouter(tracker));
    await withHost(app, async (host) => {
      expect((await ask(host, '/t/v1/rejected?limit=1')).status).to.equal(200);
      const { status, body } = await ask(host, '/t/v1/rejected?limit[a]=1');
      expect([status, body.code]).to.deep.equal([400, 'invalid-query']);
    });
  });

  it('knows its mount path also where the app has changed the address', async () => {
    const rewrite: RequestHandler = (request, _response, next) => {
      request.url += '?provider=connect';
      next();
    };
    await withHost(withStatus({}, rewrite), async (host) => {
      await enterStage(host.tracker, { customerId });
      const { links } = (await ask(host, `/a/b/v1/customers/${customerId}`)).body;
      expect(links.session).to.match(/^\/a\/b\/v1\/sessions\//);
    });
  });

  it('leads through a list by cursors, page by page', async () => {
    await withHost(withStatus(), async (host) => {
      for (const id of ['1', '2', '3']) await enterStage(host.tracker, { customerId: id });
      const seen: string[] = [];
      for (let query: string | undefined = ''; query !== undefined; ) {
        const { body }: Answer = await ask(host, `/a/b/v1/sessions?limit=2${query}`);
        seen.push(...body.sessions.map((one: { customerId: string }) => one.customerId));
        query = body.next && `&cursor=${body.next}`;
      }
      expect(seen).to.have.members(['1', '2', '3']);
    });
  });
});
