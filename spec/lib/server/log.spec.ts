import { expect } from 'chai';
import { StoreUnavailableError } from '../../../lib/errors.ts';
import { createLog, logFailure } from '../../../lib/server/log.ts';
import { connectEvent, connectPing, flows, yodleeEvent } from '../../../lib/testing/index.ts';
import type { Tracker } from '../../../lib/tracker/tracker.ts';
import { ask, post, SECRET, type TestServer, TOKEN, withServer } from './test-server.ts';

const CUSTOMER = '6030781868';
const LOGIN = 'user-cd30';
const SESSION_KEY = 'order-4711-of-jane';
const BODY_KEY = 'order-in-the-body';
const ACCOUNT = '1234567890';

const requests = ({ lines }: TestServer) => lines.filter(({ msg }) => msg === 'request');

describe('the log', () => {
  it('has one line for each request', async () => {
    await withServer({ config: { connectSecrets: [SECRET] } }, async (server) => {
      const started = connectEvent('started', { at: Date.now() - 60_000, customerId: CUSTOMER });
      await post(server, '/webhooks/connect/order-1', started, { 'x-request-id': 'request-0001' });
      await post(server, '/webhooks/connect', connectPing());
      await post(server, '/webhooks/connect', '[]');
      await ask(server, `/v1/customers/${CUSTOMER}?provider=connect`);
      await ask(server, '/v1/sessions/1');
      await ask(server, '/nowhere');
      const lines = requests(server).map(({ time, requestId, durationMs, level, msg, ...rest }) => rest);
      expect(lines).to.deep.equal([
        {
          method: 'POST',
          route: '/webhooks/:provider/:key',
          provider: 'connect',
          eventType: 'started',
          outcome: 'applied',
          status: 200,
        },
        { method: 'POST', route: '/webhooks/:provider', provider: 'connect', outcome: 'ping', status: 200 },
        {
          method: 'POST',
          route: '/webhooks/:provider',
          provider: 'connect',
          outcome: 'rejected',
          reason: 'not-an-object',
          status: 200,
        },
        { method: 'GET', route: '/v1/customers/:customerId', status: 200 },
        { method: 'GET', route: '/v1/sessions/:sessionId', outcome: 'session-not-found', status: 404 },
        { method: 'GET', outcome: 'route-not-found', status: 404 },
      ]);
      expect(requests(server)[0]).to.include({ requestId: 'request-0001' });
      for (const { durationMs } of requests(server)) expect(durationMs).to.be.a('number').within(0, 10_000);
    });
  });

  it('does not repeat a made-up event type', async () => {
    await withServer({}, async (server) => {
      const started = connectEvent('started', { at: Date.now() - 60_000, customerId: CUSTOMER });
      for (const eventType of [CUSTOMER, 'acct-1234567890', 'x'.repeat(41), 'somethingNew']) {
        expect((await post(server, '/webhooks/connect', { ...started, eventType })).status).to.equal(200);
      }
      const types = requests(server).map(({ eventType }) => eventType);
      expect(types).to.deep.equal(['other', 'other', 'other', 'somethingNew']);
    });
  });

  it('never holds a customer, a session key, a token, a secret, a header or a value of a body', async () => {
    const config = { connectSecrets: [SECRET], yodleeTokens: [TOKEN] };
    await withServer({ config }, async (server) => {
      const at = Date.now() - 600_000;
      for (const { body } of flows.fullWithMfa({
        startAt: at,
        customerId: CUSTOMER,
        sessionKey: BODY_KEY,
      })) {
        await post(server, `/webhooks/connect/${SESSION_KEY}`, body, {
          authorization: ACCOUNT,
          cookie: ACCOUNT,
        });
      }
      const event = yodleeEvent('failed', { at, customerId: LOGIN });
      await post(server, `/webhooks/yodlee/${TOKEN}`, event);
      await post(server, `/webhooks/yodlee/${TOKEN}x`, event);
      await post(server, `/webhook/yodlee/${TOKEN}`, event);
      await post(server, `/webhooks/yodlee/${TOKEN}/${TOKEN}`, event);
      await post(server, `/webhooks/${TOKEN}`, event);
      await post(server, `/webhooks/connect/${SESSION_KEY}`, `{"customerId":"${CUSTOMER}", ${ACCOUNT}`);
      await post(server, `/webhooks/connect/${SESSION_KEY}`, { eventType: 'started', number: ACCOUNT });
      for (const path of [
        CUSTOMER,
        `${CUSTOMER}?x=${CUSTOMER}`,
        `${CUSTOMER}/sessions`,
        `${CUSTOMER}/${SESSION_KEY}`,
      ]) {
        await ask(server, `/v1/customers/${path}`);
      }
      expect(requests(server).length).to.be.greaterThan(15);
      expectNone(JSON.stringify(server.lines));
    });
  });

  it('never holds them when something fails either', async () => {
    const fail = async () => {
      throw Object.assign(new Error(`value ${CUSTOMER}`), {
        command: { args: [CUSTOMER] },
        cause: new Error(CUSTOMER),
      });
    };
    const tracker = ({ answers }: Tracker) => ({
      record: fail,
      reject: fail,
      answers: { ...answers, customer: fail },
    });
    await withServer({ tracker }, async (server) => {
      await post(
        server,
        '/webhooks/connect',
        connectEvent('added', { at: Date.now(), customerId: CUSTOMER }),
      );
      await post(server, '/webhooks/connect', `["${CUSTOMER}"]`);
      await ask(server, `/v1/customers/${CUSTOMER}`);
      expect(server.lines.filter(({ msg }) => msg === 'failure')).to.have.length(3);
      expectNone(JSON.stringify(server.lines));
    });
  });

  it('says so when a sender went away before the answer', async () => {
    let arrived = () => {};
    const taken = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const record = async () => {
      arrived();
      await held;
      return { status: 'applied' as const };
    };
    await withServer({ tracker: () => ({ record }) }, async (server) => {
      const leaving = new AbortController();
      const body = JSON.stringify(connectEvent('started', { at: Date.now(), customerId: CUSTOMER }));
      const sent = fetch(`${server.url}/webhooks/connect`, { method: 'POST', body, signal: leaving.signal });
      await taken;
      leaving.abort();
      await sent.catch(() => {});
      while (requests(server).length === 0) await new Promise(setImmediate);
      expect(requests(server)[0])
        .to.include({ aborted: true, provider: 'connect' })
        .and.not.have.property('status');
      release();
    });
  });
});

describe('a logged failure', () => {
  const logged = (error: unknown): Record<string, unknown> => {
    const lines: string[] = [];
    logFailure(createLog('info', { write: (line) => lines.push(line) }), 'request-0001', error);
    return JSON.parse(lines[0] ?? '{}').error;
  };

  it('says what we say ourselves, and the name, code and place of anything else', () => {
    const cause = Object.assign(new Error('secret words'), { code: 'ECONNRESET' });
    const error = logged(new StoreUnavailableError('the store did not answer', cause));
    expect(error).to.include({ code: 'store-unavailable', message: 'the store did not answer' });
    expect(error['cause']).to.include({ name: 'Error', code: 'ECONNRESET' }).and.not.have.property('message');
    expect(JSON.stringify(error)).to.contain('log.spec.ts').and.not.contain('secret words');
  });

  it('may be anything that can be thrown', () => {
    expect(logged('secret words')).to.deep.equal({ name: 'string' });
    expect(logged(undefined)).to.deep.equal({ name: 'undefined' });
  });
});

function expectNone(text: string): void {
  for (const value of [CUSTOMER, LOGIN, SESSION_KEY, BODY_KEY, TOKEN, SECRET, ACCOUNT]) {
    expect(text).not.to.contain(value);
  }
}
