import { expect } from 'chai';
import { StoreUnavailableError } from '../../../../lib/errors.ts';
import type { Tracker } from '../../../../lib/tracker/tracker.ts';
import { openEvents } from '../../../support/event-client.ts';
import { getStuck } from '../stuck-customer.ts';
import { quietMetrics } from '../telemetry/read-metrics.ts';
import { ask, post, SECRET, type TestServer, withServer } from '../test-server.ts';

const bearer = (key: string) => ({ authorization: `Bearer ${key}` });
const everywhere = { host: '0.0.0.0', connectSecrets: [SECRET] };

const GUARDED = [
  '/v1/customers/7001',
  '/v1/customers/7001/sessions',
  '/v1/sessions',
  '/v1/sessions/1',
  '/v1/stages',
  '/v1/funnel',
  '/v1/rejected',
  '/v1/alerts',
  '/v1/alerts/1',
  '/v1/machines',
  '/v1/machines/connect',
  '/v1/stream',
  '/metrics',
];
const CHANGES: [method: string, path: string][] = [
  ['POST', '/v1/alerts/1/acknowledge'],
  ['POST', '/v1/alerts/1/resend'],
  ['DELETE', '/v1/customers/7001'],
];

const makeKey = async ({ tracker }: TestServer, scope: 'read' | 'admin', over = {}) =>
  tracker.keys.create({ name: 'anna', scope, ...over });

describe('a server with an API key', () => {
  it('asks everybody for one on every guarded route, also its own machine', async () => {
    await withServer({ metrics: quietMetrics() }, async (server) => {
      await makeKey(server, 'admin');
      const requests = [
        ...GUARDED.map((path) => ['GET', path] as const),
        ...CHANGES,
        ['PUT', '/v1/alerts'] as const,
      ];
      for (const [method, path] of requests) {
        const { status, headers, body } = await ask(server, path, { method });
        expect(body, `${method} ${path}`).to.include({ status: 401, code: 'missing-key', instance: path });
        expect(headers['www-authenticate']).to.equal('Bearer realm="connect-tracker"');
        expect(status).to.equal(401);
      }
    });
  });

  it('takes one from anywhere, by whatever name and through whatever proxy', async () => {
    await withServer({ config: everywhere }, async (server) => {
      const { key } = await makeKey(server, 'read');
      for (const more of [{}, { 'x-forwarded-for': '192.0.2.1' }, { host: 'tracker.example' }]) {
        const answer = await ask(server, '/v1/alerts', { headers: { ...bearer(key), ...more } });
        expect(answer.status).to.equal(200);
        expect((await ask(server, '/v1/alerts', { headers: more })).body.code).to.equal('missing-key');
      }
    });
  });

  it('leaves deliveries, probes and the contract to everybody', async () => {
    await withServer({}, async (server) => {
      await makeKey(server, 'read');
      for (const path of ['/livez', '/readyz', '/openapi.json', '/docs'])
        expect((await ask(server, path)).status, path).to.equal(200);
      expect((await post(server, '/webhooks/connect', '{"eventType":"ping"}')).status).to.equal(200);
    });
  });

  it('takes a key in the header Authorization only', async () => {
    await withServer({}, async (server) => {
      const { key } = await makeKey(server, 'admin');
      for (const name of ['access_token', 'key', 'api_key', 'token'])
        expect((await ask(server, `/v1/alerts?${name}=${key}`)).body.code).to.equal('missing-key');
      const others = [
        { 'x-api-key': key },
        { cookie: `key=${key}` },
        { authorization: `Basic ${key}` },
        { authorization: key },
      ];
      for (const headers of others)
        expect((await ask(server, '/v1/alerts', { headers })).body.code).to.equal('missing-key');
      expect(JSON.stringify(server.lines)).not.to.contain(key.slice(13));
    });
  });

  it('says what is wrong with a key', async () => {
    await withServer({}, async (server) => {
      const { key } = await makeKey(server, 'read');
      const expired = await makeKey(server, 'read', { expiresAt: Date.now() - 1 });
      const revoked = await makeKey(server, 'read');
      await server.tracker.keys.revoke(revoked.view.keyId);
      const wrong: [key: string, what: string][] = [
        ['', 'There is no such key.'],
        ['another', 'There is no such key.'],
        [`${key}x`, 'There is no such key.'],
        [`${key} ${key}`, 'There is no such key.'],
        [`ctk_00000000_${key.slice(13)}`, 'There is no such key.'],
        [key.slice(0, 13) + revoked.key.slice(13), 'There is no such key.'],
        [expired.key, 'The key has expired.'],
        [revoked.key, 'The key has been revoked.'],
      ];
      for (const [text, what] of wrong) {
        const { headers, body } = await ask(server, '/v1/alerts', { headers: bearer(text) });
        expect(body).to.include({ status: 401, code: 'invalid-key', detail: what });
        const description = `error_description="${what.slice(0, -1)}"`;
        expect(headers['www-authenticate']).to.equal(
          `Bearer realm="connect-tracker", error="invalid_token", ${description}`,
        );
      }
      expect((await ask(server, '/v1/alerts', { headers: bearer(key) })).status).to.equal(200);
    });
  });

  it('lets a key that reads read, and do nothing else', async () => {
    await withServer({ metrics: quietMetrics() }, async (server) => {
      await getStuck(server.tracker, { customerId: '7001' });
      const { key } = await makeKey(server, 'read');
      for (const path of GUARDED.filter((each) => each !== '/v1/stream'))
        expect((await ask(server, path, { headers: bearer(key) })).status, path).to.be.oneOf([200, 404]);
      for (const [method, path] of CHANGES) {
        const { headers, body } = await ask(server, path, { method, headers: bearer(key) });
        expect(body).to.include({ status: 403, code: 'scope-missing', instance: path });
        expect(body.detail).to.equal('This needs a key with the scope admin.');
        expect(headers['www-authenticate']).to.equal(
          'Bearer realm="connect-tracker", error="insufficient_scope", scope="admin"',
        );
      }
      expect(await server.tracker.customer('7001')).to.include({ stage: 'mfa' });
      const refused = await ask(server, '/v1/alerts', { method: 'PUT', headers: bearer(key) });
      expect(refused.body.code).to.equal('method-not-allowed');
    });
  });

  it('lets a key that is for everything read and change, and names it in the log', async () => {
    await withServer({}, async (server) => {
      const [alert] = await getStuck(server.tracker, { customerId: '7001' });
      const { key, view } = await makeKey(server, 'admin');
      const headers = bearer(key);
      const path = `/v1/alerts/${alert!.alertId}`;
      expect((await ask(server, path, { headers })).status).to.equal(200);
      expect((await ask(server, `${path}/acknowledge`, { method: 'POST', headers })).status).to.equal(200);
      expect((await ask(server, '/v1/customers/7001', { method: 'DELETE', headers })).status).to.equal(200);
      const audited = server.lines.filter((line) => 'audit' in line);
      expect(audited.map(({ audit, keyId }) => [audit, keyId])).to.deep.equal([
        ['acknowledge', view.keyId],
        ['erase', view.keyId],
      ]);
      const asked = server.lines.filter(({ msg }) => msg === 'request');
      expect(asked.map(({ keyId }) => keyId)).to.deep.equal([view.keyId, view.keyId, view.keyId]);
      expect(JSON.stringify(server.lines)).not.to.contain(key);
    });
  });

  it('still lets no page of another site change anything', async () => {
    await withServer({}, async (server) => {
      const { key } = await makeKey(server, 'admin');
      const headers = { ...bearer(key), origin: 'https://evil.example' };
      for (const [method, path] of CHANGES)
        expect((await ask(server, path, { method, headers })).body.code).to.equal('cross-site-request');
    });
  });

  it('answers whoever has no right key alike, whether or not what they ask for exists, and looks nothing up', async () => {
    const touched: string[] = [];
    /** Notes each method that is called, as far as it is not about keys. */
    const spied = (real: Tracker): Partial<Tracker> => {
      const noting = (name: string, method: (...args: unknown[]) => unknown) => {
        return (...args: unknown[]) => {
          touched.push(name);
          return method(...args);
        };
      };
      const methods = Object.entries(real).filter(([, method]) => typeof method === 'function');
      return Object.fromEntries(methods.map(([name, method]) => [name, noting(name, method)]));
    };
    await withServer({ tracker: spied }, async (server) => {
      const [alert] = await getStuck(server.tracker, { customerId: '7001' });
      const read = await makeKey(server, 'read');
      touched.length = 0;
      const pairs: [method: string, known: string, unknown: string][] = [
        ['GET', '/v1/customers/7001', '/v1/customers/7009'],
        ['GET', `/v1/alerts/${alert!.alertId}`, '/v1/alerts/1'],
        ['GET', `/v1/sessions/${alert!.sessionId}`, '/v1/sessions/1'],
        ['POST', `/v1/alerts/${alert!.alertId}/acknowledge`, '/v1/alerts/1/acknowledge'],
        ['DELETE', '/v1/customers/7001', '/v1/customers/7009'],
      ];
      const answerTo = async (method: string, path: string, headers: Record<string, string>) => {
        const { status, headers: given, body } = await ask(server, path, { method, headers });
        const { instance: _, requestId: __, ...same } = body;
        return { status, challenge: given['www-authenticate'], names: Object.keys(given).sort(), same };
      };
      for (const [method, known, unknown] of pairs)
        for (const headers of [{}, bearer('ctk_wrong'), ...(method === 'GET' ? [] : [bearer(read.key)])]) {
          const answer = await answerTo(method, known, headers as Record<string, string>);
          expect(answer).to.deep.equal(await answerTo(method, unknown, headers as Record<string, string>));
          expect(answer.status).to.be.oneOf([401, 403]);
        }
      expect(touched).to.deep.equal([]);
    });
  });

  it('is 503 while the keys cannot be read, but for the metrics, which tell of it', async () => {
    let away = false;
    const tracker = ({ keys }: Tracker) => ({
      keys: {
        ...keys,
        authenticate: (async (text, options) => {
          if (away && !options?.duringOutage) throw new StoreUnavailableError('connection lost');
          return keys.authenticate(text, options);
        }) as Tracker['keys']['authenticate'],
      },
    });
    await withServer({ tracker, metrics: quietMetrics() }, async (server) => {
      const { key } = await makeKey(server, 'admin');
      away = true;
      for (const headers of [{}, bearer(key), bearer('ctk_wrong')]) {
        const { headers: given, body } = await ask(server, '/v1/alerts', { headers });
        expect(body).to.include({ status: 503, code: 'store-unavailable' });
        expect(given['retry-after']).to.equal('5');
      }
      expect((await ask(server, '/metrics', { headers: bearer(key) })).status).to.equal(200);
      expect((await ask(server, '/metrics')).status).to.equal(401);
    });
  });

  it('is open to its own machine again once the last key is revoked, and not before', async () => {
    await withServer({}, async (server) => {
      const { view } = await makeKey(server, 'read');
      await makeKey(server, 'read', { expiresAt: Date.now() - 1 });
      await server.tracker.keys.revoke(view.keyId);
      expect((await ask(server, '/v1/alerts')).status).to.equal(401);
      for (const { keyId } of await server.tracker.keys.list()) await server.tracker.keys.revoke(keyId);
      expect((await ask(server, '/v1/alerts')).status).to.equal(200);
      const forwarded = { 'x-forwarded-for': '192.0.2.1' };
      expect((await ask(server, '/v1/alerts', { headers: forwarded })).body.code).to.equal('loopback-only');
    });
  });
});

describe('an event stream', () => {
  it('ends when its key is revoked, while those of other keys go on', async () => {
    await withServer({}, async (server) => {
      const [one, other] = [await makeKey(server, 'read'), await makeKey(server, 'read')];
      const [ending, staying] = [
        await openEvents(`${server.url}/v1/stream`, bearer(one.key)),
        await openEvents(`${server.url}/v1/stream`, bearer(other.key)),
      ];
      await server.tracker.keys.revoke(one.view.keyId);
      expect(JSON.parse((await ending.next('end')).data)).to.deep.equal({ reason: 'key-invalid' });
      await getStuck(server.tracker, { customerId: '7001' });
      expect(JSON.parse((await staying.next()).data)).to.include({ customerId: '7001' });
      staying.cut();
    });
  });

  it('ends when its key was the last one, and was revoked', async () => {
    await withServer({}, async (server) => {
      const { key, view } = await makeKey(server, 'read');
      const stream = await openEvents(`${server.url}/v1/stream`, bearer(key));
      await server.tracker.keys.revoke(view.keyId);
      expect(JSON.parse((await stream.next('end')).data)).to.deep.equal({ reason: 'key-invalid' });
    });
  });

  it('that was open to this machine ends when the first key is made', async () => {
    await withServer({}, async (server) => {
      const stream = await openEvents(`${server.url}/v1/stream`);
      await makeKey(server, 'read');
      expect(JSON.parse((await stream.next('end')).data)).to.deep.equal({ reason: 'key-invalid' });
    });
  });
});
