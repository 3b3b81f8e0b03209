import type { IncomingMessage } from 'node:http';
import { networkInterfaces } from 'node:os';
import { expect } from 'chai';
import { loadConfig } from '../../../../lib/config/load-config.ts';
import { ConfigurationError } from '../../../../lib/errors.ts';
import { connectProvider } from '../../../../lib/providers/connect/index.ts';
import { yodleeProvider } from '../../../../lib/providers/yodlee/index.ts';
import {
  assertSafeExposure,
  exposedProviders,
  isCrossSite,
  isLocalRequest,
  namesThisMachine,
} from '../../../../lib/server/guards/exposure.ts';
import { createLog } from '../../../../lib/server/log.ts';
import { createMetrics } from '../../../../lib/server/telemetry/metrics.ts';
import { connectPing, yodleeEvent } from '../../../../lib/testing/index.ts';
import { ask, post, SECRET, TOKEN, withServer } from '../test-server.ts';

const withEnvironment = (env: Record<string, string>) => loadConfig({ flags: {}, env });
const everywhere = { host: '0.0.0.0', connectSecrets: [SECRET] };

describe('a server that checks no signatures', () => {
  for (const host of [
    '127.0.0.1',
    '127.8.9.1',
    '::1',
    '0:0:0:0:0:0:0:1',
    '::ffff:127.0.0.1',
    'localhost',
    'LocalHost',
  ]) {
    it(`may listen on loopback: ${host}`, () => {
      expect(() => assertSafeExposure(withEnvironment({ HOST: host }))).not.to.throw();
    });
  }

  for (const host of [
    '0.0.0.0',
    '::',
    '10.0.0.7',
    '128.0.0.1',
    '::ffff:10.0.0.7',
    'tracker.internal',
    'localhost.evil',
    '0',
  ]) {
    it(`refuses to listen elsewhere, and says what to do: ${host}`, () => {
      expect(() => assertSafeExposure(withEnvironment({ HOST: host }))).to.throw(
        ConfigurationError,
        `Will not listen on ${host}, because anybody could then send Connect events: set CONNECT_SECRETS`,
      );
      const checked = withEnvironment({ HOST: host, CONNECT_SECRETS: SECRET });
      expect(() => assertSafeExposure(checked)).not.to.throw();
    });
  }

  it('is not started elsewhere', async () => {
    let refusal: unknown;
    await withServer({ config: { host: '0.0.0.0' } }, async () => {}).catch((error) => {
      refusal = error;
    });
    expect(refusal).to.be.instanceOf(ConfigurationError);
  });
});

describe('Yodlee without a token', () => {
  const providers = [connectProvider(), yodleeProvider()];
  const names = (env: Record<string, string>) =>
    exposedProviders(withEnvironment(env), providers).map(({ name }) => name);

  it('takes deliveries on loopback only', () => {
    expect(names({})).to.deep.equal(['connect', 'yodlee']);
    expect(names({ HOST: '0.0.0.0' })).to.deep.equal(['connect']);
    expect(names({ HOST: '0.0.0.0', YODLEE_ALLOW_FROM: '192.0.2.1' })).to.deep.equal(['connect']);
    expect(names({ HOST: '0.0.0.0', YODLEE_TOKENS: TOKEN })).to.deep.equal(['connect', 'yodlee']);
  });

  it('is not found elsewhere, and what came before can still be asked for', async () => {
    await withServer({ config: everywhere }, async (server) => {
      const answer = await post(server, '/webhooks/yodlee', yodleeEvent('initiated', { at: Date.now() }));
      expect(answer.body).to.include({ status: 404, code: 'provider-not-found' });
      expect((await ask(server, '/v1/customers/cd30?provider=yodlee')).body.code).to.equal(
        'customer-not-found',
      );
    });
  });
});

describe('the status API without keys', () => {
  const paths = [
    '/v1/customers/1',
    '/v1/customers/1/sessions',
    '/v1/sessions/1',
    '/v1/rejected',
    '/v1/alerts',
    '/v1/alerts/1',
    '/metrics',
  ];
  const metrics = () => createMetrics({ log: createLog('silent') });
  const headers = [
    { forwarded: 'for=192.0.2.1' },
    { 'x-forwarded-for': '127.0.0.1' },
    { 'x-real-ip': '192.0.2.1' },
  ];

  for (const config of [everywhere, {}]) {
    it(`is closed to what a proxy hands on, on ${config === everywhere ? 'all addresses' : 'loopback'}`, async () => {
      await withServer({ config, metrics: metrics() }, async (server) => {
        for (const path of paths) {
          for (const header of headers) {
            const answer = await ask(server, path, { headers: header });
            expect(answer.body).to.include({ status: 403, code: 'loopback-only', instance: path });
          }
          expect((await ask(server, path)).status).not.to.equal(403);
        }
      });
    });
  }

  it('is closed to other machines, whose probes and deliveries are answered', async () => {
    const outside = Object.values(networkInterfaces())
      .flatMap((addresses) => addresses ?? [])
      .find(({ internal, family }) => !internal && family === 'IPv4');
    await withServer({ config: everywhere, metrics: metrics() }, async ({ port }) => {
      // A machine without a network has no address that counts as outside.
      if (!outside) return;
      const get = async (path: string) => (await fetch(`http://${outside.address}:${port}${path}`)).status;
      expect(await Promise.all(paths.map(get))).to.deep.equal(paths.map(() => 403));
      expect(await Promise.all(['/livez', '/readyz'].map(get))).to.deep.equal([200, 200]);
    });
  });

  const requests: [address: string | undefined, local: boolean][] = [
    ['127.0.0.1', true],
    ['::ffff:127.0.0.1', true],
    ['::1', true],
    ['192.0.2.1', false],
    ['::ffff:192.0.2.1', false],
    ['fe80::1', false],
    [undefined, false],
  ];
  for (const [remoteAddress, local] of requests) {
    it(`counts a request from ${remoteAddress ?? 'a closed connection'} as ${local ? 'local' : 'foreign'}`, () => {
      const request = { socket: { remoteAddress }, headers: {} } as IncomingMessage;
      expect(isLocalRequest(request)).to.equal(local);
    });
  }
});

describe('the name that a request calls the server by', () => {
  const names: [host: string | undefined, own: boolean][] = [
    ['127.0.0.1:3000', true],
    ['127.0.0.1', true],
    ['127.8.9.1:80', true],
    ['localhost:8080', true],
    ['LocalHost', true],
    ['[::1]:3000', true],
    ['[::1]', true],
    [undefined, true],
    ['', false],
    ['evil.example', false],
    ['evil.example:3000', false],
    ['127.0.0.1.evil.example', false],
    ['localhost.evil.example:3000', false],
    ['evil@127.0.0.1', false],
    ['127.0.0.1:3000@evil.example', false],
    ['localhost:3000:3000', false],
    ['[::2]:3000', false],
    ['192.0.2.1:3000', false],
    ['0.0.0.0:3000', false],
  ];
  for (const [host, own] of names) {
    it(`is ${own ? "this machine's own" : "somebody else's"}: ${host ?? 'none'}`, () => {
      const headers = host === undefined ? {} : { host };
      expect(namesThisMachine({ headers } as IncomingMessage)).to.equal(own);
    });
  }

  it('must be its own to be answered, wherever the server listens, but for deliveries and probes', async () => {
    const headers = { host: 'evil.example:3000' };
    for (const config of [{}, everywhere]) {
      await withServer({ config, metrics: createMetrics({ log: createLog('silent') }) }, async (server) => {
        for (const path of ['/v1/rejected', '/v1/alerts', '/v1/customers/1', '/metrics']) {
          const answer = await ask(server, path, { headers });
          expect(answer.body).to.include({ status: 403, code: 'loopback-only', instance: path });
        }
        const acted = await ask(server, '/v1/alerts/1/resend', { method: 'POST', headers });
        expect(acted.status).to.equal(403);
        expect((await ask(server, '/readyz', { headers })).status).to.equal(200);
        expect((await post(server, '/webhooks/connect', connectPing(), headers)).status).to.equal(200);
      });
    }
  });

  it('may be any of loopback, as at the near end of a tunnel', async () => {
    await withServer({}, async (server) => {
      const answer = await ask(server, '/v1/rejected', { headers: { host: 'localhost:8443' } });
      expect(answer.status).to.equal(200);
    });
  });
});

describe('a request that changes something', () => {
  const host = '127.0.0.1:3000';
  const requests: [headers: Record<string, string>, crossSite: boolean][] = [
    [{}, false],
    [{ 'sec-fetch-site': 'same-origin' }, false],
    [{ 'sec-fetch-site': 'none' }, false],
    [{ 'sec-fetch-site': 'cross-site' }, true],
    [{ 'sec-fetch-site': 'same-site' }, true],
    [{ 'sec-fetch-site': '' }, true],
    [{ 'sec-fetch-site': 'same-origin, cross-site' }, true],
    [{ origin: 'http://127.0.0.1:3000' }, false],
    [{ origin: 'https://127.0.0.1:3000' }, false],
    [{ origin: 'http://localhost', host: 'localhost:80' }, false],
    [{ origin: 'https://localhost', host: 'localhost:443' }, false],
    [{ origin: 'http://localhost', host: 'localhost:443' }, true],
    [{ origin: 'http://127.0.0.1:3001' }, true],
    [{ origin: 'http://localhost:3000' }, true],
    [{ origin: 'https://evil.example' }, true],
    [{ origin: 'null' }, true],
    [{ origin: '' }, true],
    [{ origin: 'http://127.0.0.1:3000', 'sec-fetch-site': 'cross-site' }, true],
    [{ origin: 'https://evil.example', 'sec-fetch-site': 'same-origin' }, true],
  ];
  for (const [headers, crossSite] of requests) {
    it(`is ${crossSite ? 'of another site' : 'no page of another site'}: ${JSON.stringify(headers)}`, () => {
      expect(isCrossSite({ headers: { host, ...headers } } as unknown as IncomingMessage)).to.equal(
        crossSite,
      );
    });
  }

  it('is refused when a page of another site makes it, before anything is done', async () => {
    const touched = async () => {
      throw new Error('the tracker was touched');
    };
    await withServer({ tracker: () => ({ acknowledge: touched, resend: touched }) }, async (server) => {
      for (const what of ['acknowledge', 'resend']) {
        const path = `/v1/alerts/1/${what}`;
        for (const headers of [{ origin: 'https://evil.example' }, { 'sec-fetch-site': 'cross-site' }]) {
          const { body } = await ask(server, path, { method: 'POST', headers });
          expect(body).to.include({ status: 403, code: 'cross-site-request', instance: path });
        }
        const forwarded = await ask(server, path, { method: 'POST', headers: { 'x-real-ip': '192.0.2.1' } });
        expect(forwarded.body).to.include({ status: 403, code: 'loopback-only' });
      }
    });
  });

  it('is taken from a page of its own', async () => {
    await withServer({}, async (server) => {
      const headers = { origin: `http://127.0.0.1:${server.port}`, 'sec-fetch-site': 'same-origin' };
      const { body } = await ask(server, '/v1/alerts/1/acknowledge', { method: 'POST', headers });
      expect(body).to.include({ status: 404, code: 'alert-not-found' });
    });
  });

  it('is all that a page of another site may not ask for: links to answers work', async () => {
    await withServer({}, async (server) => {
      const headers = { 'sec-fetch-site': 'cross-site' };
      expect((await ask(server, '/v1/alerts', { headers })).status).to.equal(200);
    });
  });
});
