import { expect } from 'chai';
import { StoreUnavailableError } from '../../../lib/errors.ts';
import { createLog } from '../../../lib/server/log.ts';
import { createMetrics } from '../../../lib/server/telemetry/metrics.ts';
import { connectEvent, flows, yodleeEvent } from '../../../lib/testing/index.ts';
import type { Tracker } from '../../../lib/tracker/tracker.ts';
import { ask, post, SECRET, type TestServer, withServer } from './test-server.ts';

const signed = { config: { connectSecrets: [SECRET] } };
const customerId = '6030781868';

/** Delivers a whole flow of the customer that ended a minute ago. */
async function deliverFlow(server: TestServer): Promise<void> {
  for (const { body } of flows.fullWithMfa({ startAt: Date.now() - 600_000, customerId })) {
    expect((await post(server, '/webhooks/connect', body)).status).to.equal(200);
  }
}

const unavailable = async () => {
  throw new StoreUnavailableError('connection lost');
};

describe('the status API', () => {
  it('tells where a customer is, the sessions, and the timeline of one', async () => {
    await withServer(signed, async (server) => {
      await deliverFlow(server);
      const customer = await ask(server, `/v1/customers/${customerId}`);
      expect(customer.status).to.equal(200);
      expect(customer.body).to.include({ customerId, provider: 'connect', stage: 'done', sessions: 1 });
      const { sessions } = (await ask(server, `/v1/customers/${customerId}/sessions`)).body;
      expect(sessions).to.have.length(1);
      const session = await ask(server, `/v1/sessions/${sessions[0].sessionId}`);
      expect(session.body).to.include({ sessionId: customer.body.sessionId, outcome: 'completed' });
      expect(session.body.timeline[0]).to.include({ type: 'started' });
    });
  });

  it('tells the providers of a customer apart', async () => {
    await withServer({}, async (server) => {
      const at = Date.now() - 60_000;
      await post(server, '/webhooks/connect', connectEvent('mfa', { at, customerId }));
      await post(server, '/webhooks/yodlee', yodleeEvent('deposited', { at, customerId }));
      const stageOf = async (query: string) =>
        (await ask(server, `/v1/customers/${customerId}${query}`)).body.stage;
      expect(await stageOf('')).to.equal('mfa');
      expect(await stageOf('?provider=connect')).to.equal('mfa');
      expect(await stageOf('?provider=yodlee')).to.equal('deposited');
    });
  });

  it('finds customers by ids that have to be escaped', async () => {
    await withServer({}, async (server) => {
      const id = 'käufer/7?a=b&c#d e%';
      await post(server, '/webhooks/connect', connectEvent('started', { at: Date.now(), customerId: id }));
      const { body } = await ask(server, `/v1/customers/${encodeURIComponent(id)}`);
      expect(body).to.include({ customerId: id });
    });
  });

  it('lists the newest rejected deliveries, as many as are asked for, and counts', async () => {
    await withServer(signed, async (server) => {
      for (const body of ['[]', '{}', 'x']) await post(server, '/webhooks/connect', body);
      await post(server, '/webhooks/connect', '{}', { 'x-finicity-signature': 'none' });
      const { rejected, counts } = (await ask(server, '/v1/rejected?limit=2')).body;
      expect(rejected.map(({ code }: { code: string }) => code)).to.deep.equal([
        'invalid-json',
        'missing-event-type',
      ]);
      expect(counts).to.deep.equal({ rejected: 3, 'invalid-signature': 1 });
      expect((await ask(server, '/v1/rejected')).body.rejected).to.have.length(3);
    });
  });

  const answers: [path: string, status: number, code: string, detail: RegExp][] = [
    ['/v1/customers/nobody', 404, 'customer-not-found', /No event of this customer/],
    ['/v1/customers/nobody/sessions', 404, 'customer-not-found', /No event of this customer/],
    ['/v1/sessions/nothing', 404, 'session-not-found', /No session/],
    [
      '/v1/customers/nobody?provider=plaid',
      400,
      'invalid-query',
      /"provider" must be one of: connect, yodlee\./,
    ],
    [
      '/v1/customers/nobody?Provider=connect',
      400,
      'invalid-query',
      /"Provider" is not known here\. Known: provider, at\./,
    ],
    ['/v1/customers/nobody?at=now', 400, 'invalid-query', /"at" must be an ISO 8601 time with its zone/],
    [
      '/v1/customers/nobody?provider=connect&provider=yodlee',
      400,
      'invalid-query',
      /"provider" is given twice/,
    ],
    ['/v1/customers/nobody/sessions?limit=1', 400, 'invalid-query', /"limit" is not known/],
    ['/v1/sessions/nothing?x=', 400, 'invalid-query', /"x" is not known here\. Known: at\./],
    ['/v1/rejected?limit=0', 400, 'invalid-query', /"limit" must be a whole number from 1 to 100\./],
    ['/v1/rejected?limit=101', 400, 'invalid-query', /"limit" must be/],
    ['/v1/rejected?limit=1.5', 400, 'invalid-query', /"limit" must be/],
    ['/v1/rejected?limit=', 400, 'invalid-query', /"limit" must be/],
    ['/v1/rejected?__proto__=1', 400, 'invalid-query', /"__proto__" is not known/],
    ['/v1/customers/%ff', 400, 'invalid-path', /UTF-8/],
    ['/v1/alerts/1/close', 404, 'route-not-found', /nothing at this path/],
    ['/metrics', 404, 'route-not-found', /nothing at this path/],
    ['/v1/alerts/nothing?x=', 400, 'invalid-query', /"x" is not known here\. There are none\./],
    ['/v1/alerts/%ff', 400, 'invalid-path', /UTF-8/],
    ['/v1/customers', 404, 'route-not-found', /nothing at this path/],
    ['/v1/Customers/nobody', 404, 'route-not-found', /nothing at this path/],
    ['/', 404, 'route-not-found', /nothing at this path/],
  ];
  for (const [path, status, code, detail] of answers) {
    it(`answers ${status} ${code} to ${path}`, async () => {
      await withServer({}, async (server) => {
        const answer = await ask(server, path);
        expect(answer.status).to.equal(status);
        expect(answer.headers['content-type']).to.equal('application/problem+json');
        expect(answer.body).to.include({ status, code, type: `urn:connect-tracker:problem:${code}` });
        expect(answer.body.detail).to.match(detail);
        expect(answer.headers['x-request-id']).to.equal(answer.body.requestId);
      });
    });
  }

  it('does not repeat a path that it does not know, which may be a misspelt one with a token in it', async () => {
    await withServer({}, async (server) => {
      const { body } = await ask(server, '/webhook/yodlee/a-token-of-yodlee');
      expect(body).to.include({ code: 'route-not-found', instance: '/' });
      expect(JSON.stringify(body)).not.to.contain('a-token');
    });
  });

  it('is read only, and says so', async () => {
    await withServer({}, async (server) => {
      for (const path of ['/v1/customers/1/sessions', '/v1/sessions/1', '/v1/rejected', '/livez']) {
        for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']) {
          const answer = await ask(server, path, { method });
          expect(answer.body).to.include({ status: 405, code: 'method-not-allowed', instance: path });
          expect(answer.headers.allow).to.equal('GET, HEAD');
        }
      }
    });
  });

  it('is read, posted to or deleted from, as the header Allow says', async () => {
    await withServer({ metrics: createMetrics({ log: createLog('silent') }) }, async (server) => {
      const allowed: [path: string, allow: string][] = [
        ['/v1/customers/1', 'GET, HEAD, DELETE'],
        ['/v1/alerts', 'GET, HEAD'],
        ['/v1/alerts/1', 'GET, HEAD'],
        ['/v1/alerts/1/acknowledge', 'POST'],
        ['/v1/alerts/1/resend', 'POST'],
        ['/metrics', 'GET, HEAD'],
      ];
      for (const [path, allow] of allowed) {
        for (const method of ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']) {
          if (allow.includes(method)) continue;
          const answer = await ask(server, path, { method });
          expect([answer.status, answer.headers.allow]).to.deep.equal([405, allow]);
          if (method !== 'HEAD') expect(answer.body.detail).to.equal(`This path takes nothing but ${allow}.`);
        }
      }
    });
  });

  it('answers HEAD like GET, without the body', async () => {
    await withServer({}, async (server) => {
      for (const path of [
        '/v1/alerts',
        '/v1/alerts/1',
        '/v1/rejected',
        '/v1/sessions/nothing',
        '/readyz',
        '/nowhere',
      ]) {
        const [get, head] = [await ask(server, path), await ask(server, path, { method: 'HEAD' })];
        expect([head.status, head.body]).to.deep.equal([get.status, '']);
        expect(head.headers['content-type']).to.equal(get.headers['content-type']);
      }
    });
  });

  it('lets nothing be stored on the way, framed or guessed at, and does not name its framework', async () => {
    await withServer({}, async (server) => {
      for (const path of ['/v1/rejected', '/v1/sessions/nothing', '/nowhere']) {
        const { headers } = await ask(server, path);
        expect(headers['cache-control']).to.equal('no-store');
        expect(headers['x-content-type-options']).to.equal('nosniff');
        expect(headers['content-security-policy']).to.equal("default-src 'none';frame-ancestors 'none'");
        expect(headers).not.to.have.any.keys('x-powered-by', 'etag');
      }
    });
  });

  it('is 503 with Retry-After while the store is away', async () => {
    const answers = { customer: unavailable, sessions: unavailable, session: unavailable };
    const tracker = () => ({ answers, rejections: unavailable });
    await withServer({ tracker }, async (server) => {
      for (const path of ['/v1/customers/1', '/v1/sessions/1', '/v1/rejected']) {
        const answer = await ask(server, path);
        expect(answer.body).to.include({ status: 503, code: 'store-unavailable' });
        expect(Number(answer.headers['retry-after'])).to.be.within(1, 60);
      }
    });
  });

  it('is 500 without details when it fails otherwise', async () => {
    const session = async () => {
      throw new RangeError('6030781868 is out of range');
    };
    const tracker = ({ answers }: Tracker) => ({ answers: { ...answers, session } });
    await withServer({ tracker }, async (server) => {
      const answer = await ask(server, '/v1/sessions/1');
      expect(answer.body).to.include({ status: 500, code: 'internal-error' });
      expect(JSON.stringify([answer.body, server.lines])).not.to.contain('6030781868');
    });
  });
});

describe('the probes', () => {
  it('say that the process lives, whatever the store does', async () => {
    await withServer({ tracker: () => ({ health: unavailable }) }, async (server) => {
      const { status, body } = await ask(server, '/livez');
      expect([status, body]).to.deep.equal([200, { status: 'ok' }]);
    });
  });

  it('say how durable the store is', async () => {
    await withServer({}, async (server) => {
      const { status, body } = await ask(server, '/readyz');
      expect([status, body]).to.deep.equal([
        200,
        { status: 'ok', store: { durability: 'disk', warnings: [] } },
      ]);
    });
  });

  it('say that the server is not ready, and why, while the store takes nothing', async () => {
    const warnings = ['The disk is full.'];
    const health = async () => ({ writable: false, durability: 'disk', warnings });
    await withServer({ tracker: () => ({ health }) }, async (server) => {
      const { status, body } = await ask(server, '/readyz');
      expect([status, body]).to.deep.equal([
        503,
        { status: 'unavailable', store: { durability: 'disk', warnings } },
      ]);
    });
  });

  it('name the sinks that fail, and are ready all the same', async () => {
    await withServer({ tracker: () => ({ failingSinks: () => ['ops', 'pager'] }) }, async (server) => {
      const { status, body } = await ask(server, '/readyz');
      expect([status, body]).to.deep.equal([
        200,
        {
          status: 'ok',
          store: { durability: 'disk', warnings: [] },
          alerts: { failingSinks: ['ops', 'pager'] },
        },
      ]);
    });
  });

  it('say that the server is not ready when the store does not answer at all', async () => {
    await withServer({ tracker: () => ({ health: unavailable }) }, async (server) => {
      const { status, body } = await ask(server, '/readyz');
      expect(status).to.equal(503);
      expect(body).to.deep.include({ status: 'unavailable' });
    });
  });
});
