import type { IncomingMessage } from 'node:http';
import { networkInterfaces } from 'node:os';
import { expect } from 'chai';
import { loadConfig } from '../../../lib/config/load-config.ts';
import { ConfigurationError } from '../../../lib/errors.ts';
import { connectProvider } from '../../../lib/providers/connect/index.ts';
import { yodleeProvider } from '../../../lib/providers/yodlee/index.ts';
import { assertSafeExposure, exposedProviders, isLocalRequest } from '../../../lib/server/exposure.ts';
import { yodleeEvent } from '../../../lib/testing/index.ts';
import { ask, post, SECRET, TOKEN, withServer } from './test-server.ts';

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
  const paths = ['/v1/customers/1', '/v1/customers/1/sessions', '/v1/sessions/1', '/v1/rejected'];
  const headers = [
    { forwarded: 'for=192.0.2.1' },
    { 'x-forwarded-for': '127.0.0.1' },
    { 'x-real-ip': '192.0.2.1' },
  ];

  for (const config of [everywhere, {}]) {
    it(`is closed to what a proxy hands on, on ${config === everywhere ? 'all addresses' : 'loopback'}`, async () => {
      await withServer({ config }, async (server) => {
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
    await withServer({ config: everywhere }, async ({ port }) => {
      // A machine without a network has no address that counts as outside.
      if (!outside) return;
      const get = async (path: string) => (await fetch(`http://${outside.address}:${port}${path}`)).status;
      expect(await Promise.all([...paths, '/livez', '/readyz'].map(get))).to.deep.equal([
        403, 403, 403, 403, 200, 200,
      ]);
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
