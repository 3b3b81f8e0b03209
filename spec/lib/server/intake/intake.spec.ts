import { expect } from 'chai';
import { StoreUnavailableError } from '../../../../lib/errors.ts';
import { connectEvent, connectPing, yodleeEvent } from '../../../../lib/testing/index.ts';
import type { Tracker } from '../../../../lib/tracker/tracker.ts';
import { type Answer, ask, post, SECRET, type TestServer, TOKEN, withServer } from '../test-server.ts';

const signed = { config: { connectSecrets: [SECRET] } };
const customerId = '6030781868';
const started = () => connectEvent('started', { at: Date.now() - 60_000, customerId });

const unavailable = async () => {
  throw new StoreUnavailableError('the disk is full');
};

function expectProblem(answer: Answer, status: number, code: string): void {
  expect(answer.body).to.include({ status, code });
  expect(answer.status).to.equal(status);
  expect(answer.headers['content-type']).to.equal('application/problem+json');
  expect(answer.headers['x-request-id']).to.equal(answer.body.requestId);
}

const rejected = async (server: TestServer) => (await ask(server, '/v1/rejected')).body;

describe('a delivery', () => {
  it('of a valid event is answered 200 "applied", and is then there to be asked for', async () => {
    await withServer(signed, async (server) => {
      const answer = await post(server, '/webhooks/connect', started());
      expect([answer.status, answer.body]).to.deep.equal([200, { status: 'applied' }]);
      expect(answer.headers['content-type']).to.equal('application/json');
      expect((await ask(server, `/v1/customers/${customerId}`)).body).to.include({ stage: 'started' });
    });
  });

  it('is not answered before it is durable', async () => {
    const order: string[] = [];
    const tracker = (real: Tracker): Partial<Tracker> => ({
      async record(event) {
        const recorded = await real.record(event);
        await new Promise(setImmediate);
        order.push('durable');
        return recorded;
      },
    });
    await withServer({ ...signed, tracker }, async (server) => {
      await post(server, '/webhooks/connect', started());
      order.push('answered');
    });
    expect(order).to.deep.equal(['durable', 'answered']);
  });

  it('that came before is "duplicate", and one that is overtaken is "late"', async () => {
    await withServer(signed, async (server) => {
      const at = Date.now() - 60_000;
      const send = async (type: 'started' | 'adding' | 'institutionSupported', offset: number) =>
        (await post(server, '/webhooks/connect', connectEvent(type, { at: at + offset, customerId }))).body
          .status;
      expect(await send('started', 0)).to.equal('applied');
      expect(await send('adding', 2_000)).to.equal('applied');
      expect(await send('adding', 2_000)).to.equal('duplicate');
      expect(await send('institutionSupported', 1_000)).to.equal('late');
    });
  });

  it('of an unknown type is 200 "unknown", and one that breaks its schema is 200 "invalid"', async () => {
    await withServer(signed, async (server) => {
      const unknown = await post(server, '/webhooks/connect', { ...started(), eventType: 'somethingNew' });
      expect([unknown.status, unknown.body]).to.deep.equal([200, { status: 'unknown' }]);
      const broken = connectEvent('unableToConnect', { at: Date.now(), customerId, payload: { code: [7] } });
      const invalid = await post(server, '/webhooks/connect', broken);
      expect([invalid.status, invalid.body]).to.deep.equal([200, { status: 'invalid' }]);
      expect((await rejected(server)).counts).to.deep.equal({ unknown: 1, invalid: 1 });
    });
  });

  it('of a ping is 200 "ok" although the store cannot be reached, and leaves nothing', async () => {
    const tracker = () => ({ record: unavailable, reject: unavailable });
    await withServer({ ...signed, tracker }, async (server) => {
      const answer = await post(server, '/webhooks/connect', connectPing());
      expect([answer.status, answer.body]).to.deep.equal([200, { status: 'ok' }]);
      expect(await rejected(server)).to.deep.equal({ rejected: [], counts: { ping: 1 } });
    });
  });

  it('that is not authentic is 401, and only counted', async () => {
    await withServer(signed, async (server) => {
      const answer = await post(server, '/webhooks/connect', started(), {
        'x-finicity-signature': '0'.repeat(64),
      });
      expectProblem(answer, 401, 'invalid-signature');
      expect(answer.headers['www-authenticate']).to.equal('Webhook realm="connect"');
      expect(await rejected(server)).to.deep.equal({ rejected: [], counts: { 'invalid-signature': 1 } });
      expect((await ask(server, `/v1/customers/${customerId}`)).status).to.equal(404);
    });
  });
});

describe('a delivery that cannot be used', () => {
  const bodies: [name: string, body: string, code: string, place: string][] = [
    ['not JSON', '{"eventType":', 'invalid-json', 'character 13'],
    ['empty', '', 'invalid-json', 'empty'],
    ['nested too deep', '['.repeat(33), 'too-deep', '/0/0'],
    ['with __proto__', '{"eventType":"ping","__proto__":{}}', 'forbidden-key', '/__proto__'],
    ['an array', '[]', 'not-an-object', 'object'],
    ['without eventType', '{"customerId":"1"}', 'missing-event-type', '/eventType'],
    ['without customerId', '{"eventType":"started"}', 'missing-customer', '/customerId'],
  ];

  for (const [name, body, code, place] of bodies) {
    it(`is 200 "rejected" when it is signed, since the vendor would send it again: ${name}`, async () => {
      await withServer(signed, async (server) => {
        const answer = await post(server, '/webhooks/connect', body);
        expect([answer.status, answer.body]).to.deep.equal([200, { status: 'rejected' }]);
        const [kept] = (await rejected(server)).rejected;
        expect(kept).to.include({ provider: 'connect', code, authenticated: true, bytes: body.length });
        expect(kept.detail).to.contain(place);
      });
    });

    it(`is a problem that names the place when signatures are off: ${name}`, async () => {
      await withServer({}, async (server) => {
        const answer = await post(server, '/webhooks/connect', body);
        expectProblem(answer, 400, code);
        expect(answer.body.detail).to.contain(place);
        const [kept] = (await rejected(server)).rejected;
        expect(kept).to.include({ code, authenticated: false, detail: answer.body.detail });
      });
    });
  }

  it('is 503 when it is signed and the reason could not be kept', async () => {
    await withServer({ ...signed, tracker: () => ({ reject: unavailable }) }, async (server) => {
      expectProblem(await post(server, '/webhooks/connect', '[]'), 503, 'store-unavailable');
    });
  });

  it('is still 400 when it is not signed and the reason could not be kept', async () => {
    await withServer({ tracker: () => ({ reject: unavailable }) }, async (server) => {
      expectProblem(await post(server, '/webhooks/connect', '[]'), 400, 'not-an-object');
    });
  });

  it('because its customer has too many events is set aside like any other', async () => {
    const send = (server: TestServer, at: number) =>
      post(server, '/webhooks/connect', connectEvent('started', { at, customerId }));
    await withServer({ ...signed, maxEvents: 1 }, async (server) => {
      expect((await send(server, 1_700_000_000_000)).body).to.deep.equal({ status: 'applied' });
      expect((await send(server, 1_700_000_000_001)).body).to.deep.equal({ status: 'rejected' });
      expect((await rejected(server)).rejected[0]).to.include({ code: 'record-full', authenticated: true });
    });
    await withServer({ maxEvents: 1 }, async (server) => {
      await send(server, 1_700_000_000_000);
      expectProblem(await send(server, 1_700_000_000_001), 400, 'record-full');
    });
  });
});

describe('a delivery in another form', () => {
  const forms: [header: string, value: string, code?: string][] = [
    ['content-type', 'application/xml', 'unsupported-content-type'],
    ['content-type', 'text/xml; charset=utf-8', 'unsupported-content-type'],
    ['content-type', 'application/soap+XML', 'unsupported-content-type'],
    ['content-type', 'application/x-www-form-urlencoded', 'unsupported-content-type'],
    ['content-type', 'multipart/form-data; boundary=x', 'unsupported-content-type'],
    ['content-encoding', 'gzip', 'unsupported-encoding'],
    ['content-encoding', 'identity, br', 'unsupported-encoding'],
    ['content-encoding', 'identity'],
    ['content-type', 'text/plain'],
    ['content-type', 'application/octet-stream'],
    ['content-type', 'application/vnd.vendor+json'],
    ['content-type', ''],
  ];
  for (const [header, value, code] of forms) {
    it(`is ${code ? `415 ${code}` : 'read as JSON'}: ${header} "${value}"`, async () => {
      await withServer(signed, async (server) => {
        const answer = await post(server, '/webhooks/connect', started(), { [header]: value });
        if (code) expectProblem(answer, 415, code);
        else expect([answer.status, answer.body]).to.deep.equal([200, { status: 'applied' }]);
        expect((await rejected(server)).counts).to.deep.equal({ [code ?? 'applied']: 1 });
      });
    });
  }
});

describe('a delivery path', () => {
  it('may end in a session key, which separates sessions', async () => {
    await withServer(signed, async (server) => {
      for (const key of ['order-1', 'order%2F2', 'ordre%20n%C2%B0%203']) {
        const at = Date.now() - 60_000;
        expect(
          (await post(server, `/webhooks/connect/${key}`, connectEvent('started', { at, customerId })))
            .status,
        ).to.equal(200);
      }
      const { sessions } = (await ask(server, `/v1/customers/${customerId}/sessions`)).body;
      expect(sessions.map((session: { sessionKey: string }) => session.sessionKey)).to.have.members([
        'order-1',
        'order/2',
        'ordre n° 3',
      ]);
    });
  });

  it('may carry a query, which is ignored', async () => {
    await withServer(signed, async (server) => {
      expect((await post(server, '/webhooks/connect?connection_id=7', connectPing())).status).to.equal(200);
    });
  });

  const wrong: [path: string, status: number, code: string][] = [
    ['/webhooks/plaid', 404, 'provider-not-found'],
    ['/webhooks/Connect', 404, 'provider-not-found'],
    ['/webhooks/', 404, 'provider-not-found'],
    ['/webhooks/connect/a/b', 404, 'route-not-found'],
    ['/webhooks/connect/', 400, 'invalid-path'],
    ['/webhooks/connect/%zz', 400, 'invalid-path'],
    ['/webhooks/connect/%ff', 400, 'invalid-path'],
    ['/webhooks/connect/%00', 400, 'invalid-path'],
    [`/webhooks/connect/${'k'.repeat(201)}`, 400, 'invalid-path'],
    ['/webhooks', 404, 'route-not-found'],
  ];
  for (const [path, status, code] of wrong) {
    it(`that is wrong is ${status} ${code}: ${path.slice(0, 30)}`, async () => {
      await withServer(signed, async (server) => {
        expectProblem(await post(server, path, started()), status, code);
      });
    });
  }

  it('takes POST only, and says so', async () => {
    await withServer(signed, async (server) => {
      for (const method of ['GET', 'PUT', 'DELETE', 'OPTIONS']) {
        const answer = await ask(server, '/webhooks/connect/order-1', { method });
        expectProblem(answer, 405, 'method-not-allowed');
        expect(answer.headers.allow).to.equal('POST');
      }
      expect((await ask(server, '/webhooks/connect', { method: 'HEAD' })).status).to.equal(405);
    });
  });

  it('of Yodlee ends in a token', async () => {
    await withServer({ config: { yodleeTokens: [TOKEN] } }, async (server) => {
      const event = yodleeEvent('initiated', { at: Date.now() - 60_000, customerId: 'cd30' });
      expect((await post(server, `/webhooks/yodlee/${TOKEN}`, event)).body).to.deep.equal({
        status: 'applied',
      });
      expectProblem(await post(server, '/webhooks/yodlee/another-token-123', event), 401, 'invalid-token');
      expectProblem(await post(server, '/webhooks/yodlee', event), 401, 'invalid-token');
      expect((await ask(server, '/v1/customers/cd30?provider=yodlee')).body).to.include({
        stage: 'initiated',
      });
    });
  });
});

describe('the address of a sender', () => {
  const event = () => yodleeEvent('initiated', { at: Date.now() - 60_000 });
  const forwarded = { 'x-forwarded-for': '198.51.100.9, 192.0.2.7' };

  it('is that of the connection, whatever a header says', async () => {
    await withServer({ config: { yodleeAllowFrom: ['192.0.2.0/24'] } }, async (server) => {
      const answer = await post(server, '/webhooks/yodlee', event(), forwarded);
      expectProblem(answer, 403, 'address-not-allowed');
      expect(answer.headers).not.to.have.property('www-authenticate');
    });
  });

  it('is the last one that a trusted proxy reports', async () => {
    const trustProxy = ['127.0.0.0/8'];
    await withServer({ config: { yodleeAllowFrom: ['192.0.2.0/24'], trustProxy } }, async (server) => {
      expect((await post(server, '/webhooks/yodlee', event(), forwarded)).status).to.equal(200);
    });
    await withServer({ config: { yodleeAllowFrom: ['198.51.100.0/24'], trustProxy } }, async (server) => {
      expect((await post(server, '/webhooks/yodlee', event(), forwarded)).status).to.equal(403);
    });
  });
});

describe('a delivery that cannot be stored', () => {
  it('is 503 with Retry-After, for the vendor to send it again', async () => {
    await withServer({ ...signed, tracker: () => ({ record: unavailable }) }, async (server) => {
      const answer = await post(server, '/webhooks/connect', started());
      expectProblem(answer, 503, 'store-unavailable');
      expect(Number(answer.headers['retry-after'])).to.be.within(1, 60);
      expect(JSON.stringify(answer.body)).not.to.contain('disk');
      expect(server.lines.some(({ error }) => JSON.stringify(error)?.includes('the disk is full'))).to.equal(
        true,
      );
    });
  });

  it('through a fault of ours is 500 without details, which are logged', async () => {
    const record = async () => {
      throw new TypeError('x is not a function');
    };
    await withServer({ ...signed, tracker: () => ({ record }) }, async (server) => {
      const answer = await post(server, '/webhooks/connect', started());
      expectProblem(answer, 500, 'internal-error');
      expect(JSON.stringify(answer.body)).not.to.match(/function|TypeError/);
      const failure = server.lines.find(({ msg }) => msg === 'failure');
      expect(failure).to.deep.include({ requestId: answer.body.requestId });
      expect(failure?.error).to.include({ name: 'TypeError' });
    });
  });

  it('because too many are in flight is 503 at once, and the others go on', async () => {
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const tracker = (real: Tracker): Partial<Tracker> => ({
      record: (event) => held.then(() => real.record(event)),
    });
    await withServer({ ...signed, maxInFlight: 2, tracker }, async (server) => {
      const send = (seed: number) =>
        post(server, '/webhooks/connect', connectEvent('started', { at: Date.now() - 60_000, seed }));
      const answers = [send(1), send(2), send(3)];
      const refused = await Promise.race(answers);
      expectProblem(refused, 503, 'too-many-deliveries');
      expect(refused.headers['retry-after']).to.equal('1');
      release();
      expect((await Promise.all(answers)).map(({ status }) => status).sort()).to.deep.equal([200, 200, 503]);
      expect((await send(4)).status).to.equal(200);
    });
  });
});

describe('the id of a request', () => {
  it("is the sender's own where that is a plain token, and a new one otherwise", async () => {
    await withServer(signed, async (server) => {
      const idOf = async (id: string) =>
        (await post(server, '/webhooks/connect', connectPing(), { 'x-request-id': id })).headers[
          'x-request-id'
        ];
      expect(await idOf('trace_0123-abc')).to.equal('trace_0123-abc');
      for (const id of ['short', 'with space in it', 'x'.repeat(65), 'a;b=c/../../etc', '{"json":"here"}']) {
        expect(await idOf(id)).to.match(/^[0-9a-f]{8}-[0-9a-f-]{27}$/);
      }
    });
  });
});
