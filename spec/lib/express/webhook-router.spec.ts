import { Agent } from 'node:http';
import { expect } from 'chai';
import express from 'express';
import { statusRouter, webhookRouter } from '../../../lib/express/index.ts';
import { connectProvider } from '../../../lib/providers/connect/index.ts';
import { sign } from '../../../lib/providers/connect/signature.ts';
import { yodleeProvider } from '../../../lib/providers/yodlee/index.ts';
import { connectEvent, yodleeEvent } from '../../../lib/testing/index.ts';
import { eventually } from '../../support/eventually.ts';
import { ask, post, SECRET } from '../server/test-server.ts';
import { errorHandler, type Parts, withHost, withWebhooks } from './host.ts';

const secrets = [SECRET];
const customerId = '6030781868';
const mfa = () => connectEvent('mfa', { customerId });

describe('webhookRouter in an app', () => {
  it('records what is signed, also with a key in the path', async () => {
    await withHost(withWebhooks(), async (host) => {
      const plain = await post(host, '/hooks/connect', mfa());
      expect([plain.status, plain.body]).to.deep.equal([200, { status: 'applied' }]);
      const keyed = await post(host, '/hooks/connect/order-4711', mfa());
      expect([keyed.status, keyed.body]).to.deep.equal([200, { status: 'applied' }]);
      expect(await host.tracker.customer(customerId)).to.include({ stage: 'mfa', sessions: 2 });
    });
  });

  it('is found under any prefix, in routers of routers', async () => {
    const nested = ({ tracker }: Parts) => {
      const inner = express.Router().use('/b', webhookRouter(tracker, { secrets }));
      return express().use('/a', express.Router().use('/:tenant', inner));
    };
    await withHost(nested, async (host) => {
      expect((await post(host, '/a/acme/b/connect', mfa())).status).to.equal(200);
      const { body } = await post(host, '/a/acme/b/connect/s3cret', '{}', { 'x-finicity-signature': 'no' });
      expect(body).to.include({ code: 'invalid-signature', instance: '/a/acme/b/connect' });
    });
  });

  it('leaves other paths to the app, as they came', async () => {
    const app = (parts: Parts) =>
      withWebhooks()(parts)
        .get('/hooks/health', (_request, response) => void response.json({ app: 'healthy' }))
        .use((request, response) => {
          const { url, baseUrl, originalUrl } = request;
          response.status(404).json({ url, baseUrl, originalUrl });
        });
    await withHost(app, async (host) => {
      expect((await ask(host, '/hooks/health')).body).to.deep.equal({ app: 'healthy' });
      for (const path of [
        '/hooks',
        '/hooks/',
        '/hooks/plaid',
        '/hooks/connect/a/b',
        '/connect',
        '/hooks/Connect',
      ]) {
        const { status, body, headers } = await post(host, path, mfa());
        expect([status, body]).to.deep.equal([404, { url: path, baseUrl: '', originalUrl: path }]);
        expect(headers).not.to.have.any.keys('x-request-id', 'cache-control', 'content-security-policy');
      }
    });
  });

  it('refuses a key that is no text, instead of taking the path for one of the app', async () => {
    await withHost(withWebhooks(), async (host) => {
      const { body } = await post(host, '/hooks/connect/%ff', mfa());
      expect(body).to.include({ status: 400, code: 'invalid-path' });
    });
  });

  it('takes a path of its own with every method, and refuses all but POST', async () => {
    await withHost(withWebhooks(), async (host) => {
      const { status, headers, body } = await ask(host, '/hooks/connect');
      expect([status, headers.allow]).to.deep.equal([405, 'POST']);
      expect(body).to.include({ code: 'method-not-allowed', instance: '/hooks/connect' });
    });
  });

  it('answers what is not authentic by itself, on a connection that goes on', async () => {
    const caught: unknown[] = [];
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const ports = new Set<number | undefined>();
    const app = (parts: Parts) =>
      withWebhooks((request, _response, next) => {
        ports.add(request.socket.remotePort);
        next();
      })(parts).use(errorHandler(caught));
    await withHost(app, async (host) => {
      const body = JSON.stringify(mfa());
      const deliver = (signature: string) =>
        ask(host, '/hooks/connect', {
          method: 'POST',
          headers: { 'x-finicity-signature': signature },
          body,
          agent,
        });
      for (const signature of ['1'.repeat(64), 'none'])
        expect((await deliver(signature)).body).to.include({ status: 401, code: 'invalid-signature' });
      expect((await deliver(sign(body, SECRET))).body).to.deep.equal({ status: 'applied' });
      expect(ports.size).to.equal(1);
    });
    agent.destroy();
    expect(caught).to.deep.equal([]);
  });

  it('takes events from each of the providers it is given', async () => {
    const providers = [
      connectProvider(),
      yodleeProvider({ tokens: ['a-token-of-yodlee'], allowFrom: ['203.0.113.9'] }),
    ];
    const app = ({ tracker }: Parts) =>
      express().use('/hooks', webhookRouter(tracker, { providers, trustProxy: ['127.0.0.1'] }));
    await withHost(app, async (host) => {
      const from = (address: string) =>
        post(host, '/hooks/yodlee/a-token-of-yodlee', yodleeEvent('deposited', { customerId }), {
          'x-forwarded-for': address,
        });
      expect((await from('203.0.113.8')).body).to.include({ code: 'address-not-allowed' });
      expect((await from('203.0.113.9')).body).to.deep.equal({ status: 'applied' });
      expect((await post(host, '/hooks/connect', mfa(), { 'x-finicity-signature': '' })).status).to.equal(
        200,
      );
    });
  });

  it('counts for the status router of the same tracker', async () => {
    const app = (parts: Parts) => withWebhooks()(parts).use(statusRouter(parts.tracker));
    await withHost(app, async (host) => {
      await post(host, '/hooks/connect', mfa());
      await post(host, '/hooks/connect', '[]');
      const { rejected, counts } = (await ask(host, '/v1/rejected')).body;
      expect(counts).to.deep.equal({ applied: 1, rejected: 1 });
      expect(rejected).to.have.length(1);
    });
  });

  it('logs one line for each delivery, and nothing of the mount path, which may be a secret', async () => {
    const lines: Record<string, unknown>[] = [];
    const app = ({ tracker, log }: Parts) =>
      express().use('/s3cret', webhookRouter(tracker, { secrets, log }));
    const asked = async (host: Parameters<typeof post>[0]) => {
      await post(host, '/s3cret/connect/order-4711', mfa());
      await post(host, '/s3cret/elsewhere', mfa());
      await eventually(async () => expect(lines).to.have.length(1));
    };
    await withHost(app, asked, { lines });
    expect(lines[0]).to.include({
      route: '/:provider/:key',
      provider: 'connect',
      outcome: 'applied',
      status: 200,
    });
    expect(JSON.stringify(lines)).not.to.contain('s3cret').and.not.to.contain('4711');
  });
});

describe('webhookRouter without Express', () => {
  it('is a function of a request, its answer and what comes next', async () => {
    const app = ({ tracker }: Parts) => {
      const router = webhookRouter(tracker, { secrets });
      return (request: Parameters<typeof router>[0], response: Parameters<typeof router>[1]) =>
        router(request, response, (error) => {
          response.writeHead(error === undefined ? 404 : 500).end('of the app');
        });
    };
    await withHost(app, async (host) => {
      expect((await post(host, '/connect', mfa())).body).to.deep.equal({ status: 'applied' });
      expect((await post(host, '/connect', '{}', { 'x-finicity-signature': '' })).body).to.include({
        code: 'invalid-signature',
        instance: '/connect',
      });
      expect(await post(host, '/other', mfa())).to.include({ status: 404, body: 'of the app' });
    });
  });
});
