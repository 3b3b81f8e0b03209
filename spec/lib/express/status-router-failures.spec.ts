import { expect } from 'chai';
import type { RequestHandler } from 'express';
import { StoreUnavailableError } from '../../../lib/errors.ts';
import { statusRouter } from '../../../lib/express/index.ts';
import { enterStage } from '../server/stuck-customer.ts';
import { ask } from '../server/test-server.ts';
import {
  errorHandler,
  type Host,
  type HostOptions,
  type Parts,
  underContract,
  withHost,
  withStatus,
} from './host.ts';

const customerId = '6030781868';

describe('statusRouter, when something fails', () => {
  const failing = (error: Error): HostOptions => ({
    tracker: () => ({
      async stages() {
        throw error;
      },
    }),
  });

  it('answers 503 with Retry-After while the store is away', async () => {
    const caught: unknown[] = [];
    const app = (parts: Parts) => withStatus()(parts).use(errorHandler(caught));
    const asked = async (host: Host) => {
      const { body, headers } = await (await underContract(host, '/a/b'))('/v1/stages');
      expect(body).to.include({ status: 503, code: 'store-unavailable', instance: '/a/b/v1/stages' });
      expect(headers).to.include({ 'retry-after': '5' });
    };
    await withHost(app, asked, failing(new StoreUnavailableError('connection lost')));
    expect(caught).to.deep.equal([]);
  });

  it('hands what is wrong with the program to the error handler of the app, once, and the answer as it was', async () => {
    const caught: unknown[] = [];
    const wrong = new RangeError('out of range');
    const app = (parts: Parts) => withStatus()(parts).use(errorHandler(caught));
    const asked = async (host: Host) => {
      const { status, headers, body } = await ask(host, '/a/b/v1/stages');
      expect([status, body]).to.deep.equal([500, { app: 'failed' }]);
      expect(headers).to.include.keys('x-powered-by');
      expect(headers).not.to.have.any.keys('x-request-id', 'cache-control', 'ratelimit', 'x-frame-options');
    };
    await withHost(app, asked, failing(wrong));
    expect(caught).to.deep.equal([wrong]);
  });

  it('says nothing where the app has lost patience and answered meanwhile', async () => {
    const caught: unknown[] = [];
    let answer = (): void => {};
    const impatient: RequestHandler = (_request, response, next) => {
      next();
      response.status(504).json({ app: 'too slow' });
    };
    const slow: HostOptions = {
      tracker: ({ stages }) => ({
        stages: async () => {
          await new Promise<void>((resolve) => (answer = resolve));
          return stages();
        },
      }),
    };
    const app = (parts: Parts) => withStatus({}, impatient)(parts).use(errorHandler(caught));
    const asked = async (host: Host) => {
      expect((await ask(host, '/a/b/v1/stages')).body).to.deep.equal({ app: 'too slow' });
      answer();
      expect((await ask(host, '/a/b/v1/machines')).body).to.deep.equal({ app: 'too slow' });
    };
    await withHost(app, asked, slow);
    expect(caught).to.deep.equal([]);
  });
});

describe('statusRouter without Express', () => {
  it('is a function of a request, its answer and what comes next', async () => {
    const app = ({ tracker }: Parts) => {
      const router = statusRouter(tracker);
      return (request: Parameters<typeof router>[0], response: Parameters<typeof router>[1]) =>
        router(request, response, (error) => {
          response.writeHead(error === undefined ? 404 : 500).end('of the app');
        });
    };
    await withHost(app, async (host) => {
      await enterStage(host.tracker, { customerId });
      const { links } = (await ask(host, `/v1/customers/${customerId}`)).body;
      expect((await ask(host, links.session)).status).to.equal(200);
      expect(await ask(host, '/other')).to.include({ status: 404, body: 'of the app' });
    });
  });

  it('finds its mount path where that is only taken off the address, as Connect does it', async () => {
    const app = ({ tracker }: Parts) => {
      const router = statusRouter(tracker);
      return (request: Parameters<typeof router>[0], response: Parameters<typeof router>[1]) => {
        Object.assign(request, { originalUrl: request.url, url: request.url!.replace('/a/b', '') });
        router(request, response, () => response.end());
      };
    };
    await withHost(app, async (host) => {
      await enterStage(host.tracker, { customerId });
      const { links } = (await ask(host, `/a/b/v1/customers/${customerId}?provider=connect`)).body;
      expect(links.session).to.match(/^\/a\/b\/v1\/sessions\//);
    });
  });
});
