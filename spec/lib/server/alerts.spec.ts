import { once } from 'node:events';
import { connect } from 'node:net';
import { expect } from 'chai';
import { DeliveryError } from '../../../lib/alerts/sinks/sink.ts';
import { StoreUnavailableError } from '../../../lib/errors.ts';
import { toCursor } from '../../../lib/server/cursor.ts';
import type { AlertView } from '../../../lib/tracker/views.ts';
import { caughtSink } from '../../support/caught-sink.ts';
import { eventually } from '../../support/eventually.ts';
import { enterStage, getStuck, MINUTE } from './stuck-customer.ts';
import { type Answer, ask, type TestServer, withServer } from './test-server.ts';

const UNKNOWN = `${'0'.repeat(24)}_${'0'.repeat(10)}`;
const JSON_TYPE = { 'content-type': 'application/json' };

const unavailable = async () => {
  throw new StoreUnavailableError('connection lost');
};

function act(server: TestServer, path: string, body?: unknown, headers = {}): Promise<Answer> {
  if (body === undefined) return ask(server, path, { method: 'POST', headers });
  const text = Buffer.isBuffer(body) || typeof body === 'string' ? body : JSON.stringify(body);
  return ask(server, path, { method: 'POST', headers: { ...JSON_TYPE, ...headers }, body: text });
}

const customersOf = ({ body }: Answer): string[] =>
  body.alerts.map(({ customerId }: AlertView) => customerId);

describe('GET /v1/alerts', () => {
  it('lists who is stuck, those found first first', async () => {
    await withServer({}, async (server) => {
      const [first] = await getStuck(
        server.tracker,
        { customerId: '7001', institutionId: '101732' },
        { customerId: '7002' },
      );
      const answer = await ask(server, '/v1/alerts');
      expect(answer.status).to.equal(200);
      expect(customersOf(answer)).to.deep.equal(['7001', '7002']);
      expect(answer.body).not.to.have.property('next');
      expect(answer.body.alerts[0]).to.deep.equal(first);
      expect(first).to.include({
        effect: 'sessionStuck',
        status: 'open',
        customerId: '7001',
        provider: 'connect',
        stage: 'mfa',
        waitingOn: 'customer',
        institutionId: '101732',
        summary: 'Stuck in mfa at institution 101732 for 5 min',
      });
    });
  });

  it('is empty where nobody is stuck', async () => {
    await withServer({}, async (server) => {
      expect((await ask(server, '/v1/alerts')).body).to.deep.equal({ alerts: [] });
    });
  });

  it('keeps to its filters', async () => {
    await withServer({}, async (server) => {
      await getStuck(
        server.tracker,
        { customerId: '7001', institutionId: '1' },
        { customerId: '7002', institutionId: '2' },
        { customerId: '7003', institutionId: '2', stage: 'adding' },
      );
      await enterStage(server.tracker, { customerId: '7004', ago: 180 * MINUTE });
      await server.tracker.sweep();
      const found = async (query: string) => customersOf(await ask(server, `/v1/alerts?${query}`));
      expect(await found('institutionId=2')).to.deep.equal(['7002', '7003']);
      expect(await found('stage=mfa')).to.deep.equal(['7001', '7002']);
      expect(await found('stage=mfa&institutionId=2')).to.deep.equal(['7002']);
      expect(await found('provider=yodlee')).to.deep.equal([]);
      expect(await found('provider=connect&status=open')).to.have.length(3);
      expect(await found('effect=institutionTrouble')).to.deep.equal([]);
      expect(await found('status=closed')).to.deep.equal([]);
      expect(await found('status=dead')).to.deep.equal([]);
    });
  });

  it('tells those that are over, and those that a sink was given up for, apart', async () => {
    const sink = caughtSink();
    sink.fail(new DeliveryError('sink-gone', 'gone', { status: 410, final: true }));
    await withServer({ alerts: { sinks: [sink] } }, async (server) => {
      await getStuck(server.tracker, { customerId: '7001' }, { customerId: '7002' });
      await enterStage(server.tracker, { customerId: '7001', ago: 0, stage: 'added' });
      const found = async (status: string) => customersOf(await ask(server, `/v1/alerts?status=${status}`));
      expect(await found('open')).to.deep.equal(['7002']);
      expect(await found('closed')).to.deep.equal(['7001']);
      expect(await found('dead')).to.have.members(['7001', '7002']);
    });
  });

  it('is read in pages, each alert on one of them', async () => {
    await withServer({}, async (server) => {
      const ids = ['7001', '7002', '7003', '7004', '7005'];
      await getStuck(server.tracker, ...ids.map((customerId) => ({ customerId })));
      const seen: string[][] = [];
      let cursor = '';
      do {
        const answer = await ask(server, `/v1/alerts?limit=2${cursor}`);
        seen.push(customersOf(answer));
        cursor = answer.body.next === undefined ? '' : `&cursor=${answer.body.next}`;
        if (cursor) expect(answer.body.next).to.match(/^[\w-]+$/);
      } while (cursor);
      expect(seen).to.deep.equal([['7001', '7002'], ['7003', '7004'], ['7005']]);
    });
  });

  const refused: [query: string, detail: RegExp][] = [
    ['status=over', /"status" must be one of: open, closed, dead\./],
    ['effect=stuck', /"effect" must be one of: sessionStuck, /],
    ['provider=plaid', /"provider" must be one of: connect, yodlee\./],
    ['stage=mfaa', /"stage" must be one of: .*mfa, /],
    ['institutionId=', /"institutionId" must be 1 to 200 printable characters\./],
    ['institutionId=%0A', /"institutionId" must be/],
    ['limit=0', /"limit" must be a whole number from 1 to 100\./],
    ['limit=101', /"limit" must be/],
    ['cursor=', /"cursor" must be what "next" of the page before was\./],
    ['cursor=!', /"cursor" must be/],
    [`cursor=${Buffer.from('12').toString('base64url')}`, /"cursor" must be/],
    [`cursor=${Buffer.from('x y').toString('base64url')}`, /"cursor" must be/],
    [`cursor=${Buffer.from('007 y').toString('base64url')}`, /"cursor" must be/],
    [`cursor=${Buffer.from('9007199254740994 y').toString('base64url')}`, /"cursor" must be/],
    [`cursor=${Buffer.from('NaN ').toString('base64url')}`, /"cursor" must be/],
    [`cursor=${toCursor({ score: 1, member: 'a' })}=`, /"cursor" must be/],
    ['institution=1', /"institution" is not known here\. Known: status, effect, /],
  ];
  for (const [query, detail] of refused) {
    it(`refuses ?${query}`, async () => {
      await withServer({}, async (server) => {
        const { body } = await ask(server, `/v1/alerts?${query}`);
        expect(body).to.include({ status: 400, code: 'invalid-query', instance: '/v1/alerts' });
        expect(body.detail).to.match(detail);
      });
    });
  }
});

describe('GET /v1/alerts/{alertId}', () => {
  it('gives one alert, with what each sink was told', async () => {
    const sink = caughtSink({ name: 'ops' });
    await withServer({ alerts: { sinks: [sink] } }, async (server) => {
      const [alert] = await getStuck(server.tracker, { customerId: '7001' });
      const { status, body } = await ask(server, `/v1/alerts/${alert!.alertId}`);
      expect([status, body.alertId]).to.deep.equal([200, alert!.alertId]);
      expect(body.deliveries).to.have.length(1);
      expect(body.deliveries[0]).to.include({
        sink: 'ops',
        notice: 'raised',
        status: 'delivered',
        attempts: 1,
      });
    });
  });

  for (const id of [UNKNOWN, 'nothing', '%00']) {
    it(`does not know ${id}`, async () => {
      await withServer({}, async (server) => {
        expect((await ask(server, `/v1/alerts/${id}`)).body).to.include({
          status: 404,
          code: 'alert-not-found',
        });
      });
    });
  }
});

describe('POST /v1/alerts/{alertId}/acknowledge', () => {
  it('acknowledges once, and says by whom', async () => {
    await withServer({}, async (server) => {
      const [alert] = await getStuck(server.tracker, { customerId: '7001' });
      const path = `/v1/alerts/${alert!.alertId}/acknowledge`;
      const first = await act(server, path, { by: 'anna' });
      expect(first.status).to.equal(200);
      expect(first.body).to.include({ alertId: alert!.alertId, status: 'open' });
      expect(first.body.acknowledged).to.include({ by: 'anna' });
      const second = await act(server, path, { by: 'bob' });
      expect(second.status).to.equal(200);
      expect(second.body).to.deep.equal(first.body);
      expect((await ask(server, `/v1/alerts/${alert!.alertId}`)).body).to.deep.equal(first.body);
    });
  });

  for (const [name, body, headers] of [
    ['no body', undefined, {}],
    ['an empty body of any type', '', { 'content-type': 'application/x-www-form-urlencoded' }],
    ['an empty object', {}, {}],
    ['a charset', {}, { 'content-type': 'Application/JSON; charset=utf-8' }],
  ] as const) {
    it(`needs no name: ${name}`, async () => {
      await withServer({}, async (server) => {
        const [alert] = await getStuck(server.tracker, { customerId: '7001' });
        const answer = await act(server, `/v1/alerts/${alert!.alertId}/acknowledge`, body, headers);
        expect(answer.status).to.equal(200);
        expect(answer.body.acknowledged).to.have.all.keys('at');
      });
    });
  }

  it('is 409 for an alert that is over', async () => {
    await withServer({}, async (server) => {
      const [alert] = await getStuck(server.tracker, { customerId: '7001' });
      await enterStage(server.tracker, { customerId: '7001', ago: 0, stage: 'added' });
      const { body } = await act(server, `/v1/alerts/${alert!.alertId}/acknowledge`);
      expect(body).to.include({ status: 409, code: 'alert-resolved' });
    });
  });

  it('is 404 for an alert that nobody knows', async () => {
    await withServer({}, async (server) => {
      for (const id of [UNKNOWN, 'nothing']) {
        const { body } = await act(server, `/v1/alerts/${id}/acknowledge`, { by: 'anna' });
        expect(body).to.include({ status: 404, code: 'alert-not-found' });
      }
    });
  });
});

describe('POST /v1/alerts/{alertId}/resend', () => {
  it('tells all sinks once more, or one', async () => {
    const [ops, pager] = [caughtSink({ name: 'ops' }), caughtSink({ name: 'pager' })];
    await withServer({ alerts: { sinks: [ops, pager] } }, async (server) => {
      const [alert] = await getStuck(server.tracker, { customerId: '7001' });
      const path = `/v1/alerts/${alert!.alertId}/resend`;
      const one = await act(server, path, { sink: 'ops' });
      expect([one.status, one.body.alertId]).to.deep.equal([202, alert!.alertId]);
      await server.tracker.sweep();
      expect([ops.notices.length, pager.notices.length]).to.deep.equal([2, 1]);
      expect((await act(server, path)).status).to.equal(202);
      await server.tracker.sweep();
      expect([ops.notices.length, pager.notices.length]).to.deep.equal([3, 2]);
    });
  });

  it('refuses a sink that is not configured, without repeating its name', async () => {
    await withServer({ alerts: { sinks: [caughtSink()] } }, async (server) => {
      const [alert] = await getStuck(server.tracker, { customerId: '7001' });
      const { body } = await act(server, `/v1/alerts/${alert!.alertId}/resend`, {
        sink: 'hooks.example/secret',
      });
      expect(body).to.include({ status: 400, code: 'unknown-sink' });
      expect(JSON.stringify([body, server.lines])).not.to.contain('secret');
    });
  });

  it('says so where no sink is configured', async () => {
    await withServer({}, async (server) => {
      const [alert] = await getStuck(server.tracker, { customerId: '7001' });
      const { body } = await act(server, `/v1/alerts/${alert!.alertId}/resend`);
      expect(body).to.include({ status: 400, code: 'unknown-sink' });
    });
  });

  it('is 404 for an alert that nobody knows', async () => {
    await withServer({ alerts: { sinks: [caughtSink()] } }, async (server) => {
      const { body } = await act(server, `/v1/alerts/${UNKNOWN}/resend`);
      expect(body).to.include({ status: 404, code: 'alert-not-found' });
    });
  });
});

describe('the body of a request that changes an alert', () => {
  const refused: [
    name: string,
    body: unknown,
    status: number,
    code: string,
    detail: RegExp,
    headers?: object,
  ][] = [
    ['a text', '"anna"', 400, 'not-an-object', /JSON object/],
    ['a list', '[]', 400, 'not-an-object', /JSON object/],
    ['no JSON', '{', 400, 'invalid-json', /./],
    ['no UTF-8', Buffer.from([0x22, 0xff, 0x22]), 400, 'invalid-utf8', /./],
    ['a prototype', '{"__proto__":{"by":"anna"}}', 400, 'forbidden-key', /./],
    [
      'an unknown member',
      { by: 'anna', why: 1 },
      400,
      'invalid-body',
      /"why" is not known here\. Known: by\./,
    ],
    ['a member of Object', { toString: 1 }, 400, 'invalid-body', /"toString" is not known here/],
    ['a number for a name', { by: 7 }, 400, 'invalid-body', /"by" must be 1 to 100 printable characters\./],
    ['an empty name', { by: '' }, 400, 'invalid-body', /"by" must be/],
    ['a name of two lines', { by: 'a\nb' }, 400, 'invalid-body', /"by" must be/],
    ['a name with an escape', { by: 'a\u001b[31m' }, 400, 'invalid-body', /"by" must be/],
    ['a name too long', { by: 'x'.repeat(101) }, 400, 'invalid-body', /"by" must be/],
    ['too long', { by: 'x'.repeat(4_096) }, 413, 'body-too-large', /longer than 4096 bytes/],
    ['a form', 'by=anna', 415, 'unsupported-content-type', /Content-Type/, { 'content-type': 'text/plain' }],
    ['of no type', '{}', 415, 'unsupported-content-type', /Content-Type/, { 'content-type': '' }],
    ['compressed', '{}', 415, 'unsupported-encoding', /Content-Encoding/, { 'content-encoding': 'gzip' }],
  ];
  for (const [name, body, status, code, detail, headers = {}] of refused) {
    it(`is refused, and nothing changes: ${name}`, async () => {
      await withServer({}, async (server) => {
        const [alert] = await getStuck(server.tracker, { customerId: '7001' });
        const path = `/v1/alerts/${alert!.alertId}/acknowledge`;
        const answer = await act(server, path, body, headers);
        expect(answer.status).to.equal(status);
        expect(answer.body).to.include({ status, code, instance: path });
        expect(answer.body.detail).to.match(detail);
        expect(await server.tracker.alert(alert!.alertId)).to.deep.equal(alert);
        expect(server.lines.filter((line) => 'audit' in line)).to.deep.equal([]);
      });
    });
  }

  it('may be exactly as long as the limit', async () => {
    await withServer({}, async (server) => {
      const [alert] = await getStuck(server.tracker, { customerId: '7001' });
      const path = `/v1/alerts/${alert!.alertId}/acknowledge`;
      expect((await act(server, path, '{}'.padEnd(4_096))).status).to.equal(200);
      expect((await act(server, path, '{}'.padEnd(4_097))).status).to.equal(413);
    });
  });

  it('that breaks off changes nothing, and is nobody’s failure', async () => {
    await withServer({}, async (server) => {
      const [alert] = await getStuck(server.tracker, { customerId: '7001' });
      const socket = connect(server.port, '127.0.0.1');
      const head = [
        `POST /v1/alerts/${alert!.alertId}/acknowledge HTTP/1.1`,
        'Host: localhost',
        'Content-Type: application/json',
        'Content-Length: 100',
        'Expect: 100-continue',
      ];
      socket.write(`${head.join('\r\n')}\r\n\r\n`);
      await once(socket, 'readable');
      socket.destroy();
      await eventually(async () => expect(server.lines).to.have.length(1));
      expect(server.lines[0]).to.include({ msg: 'request', aborted: true });
      expect(await server.tracker.alert(alert!.alertId)).to.deep.equal(alert);
    });
  });

  it('comes with no query', async () => {
    await withServer({}, async (server) => {
      for (const what of ['acknowledge?by=anna', 'resend?sink=ops']) {
        const { body } = await act(server, `/v1/alerts/${UNKNOWN}/${what}`);
        expect(body).to.include({ status: 400, code: 'invalid-query' });
      }
    });
  });
});

describe('what is done to an alert', () => {
  it('leaves one line of audit each', async () => {
    await withServer({ alerts: { sinks: [caughtSink({ name: 'ops' })] } }, async (server) => {
      const [alert] = await getStuck(server.tracker, { customerId: '7001' });
      const { alertId } = alert!;
      const id = { 'x-request-id': 'request-0001' };
      await act(server, `/v1/alerts/${alertId}/acknowledge`, { by: 'anna' }, id);
      await act(server, `/v1/alerts/${alertId}/acknowledge`);
      await act(server, `/v1/alerts/${alertId}/resend`, { sink: 'ops' });
      await act(server, `/v1/alerts/${UNKNOWN}/acknowledge`);
      const lines = server.lines.filter((line) => 'audit' in line);
      expect(lines.map(({ time, level, requestId, ...rest }) => rest)).to.deep.equal([
        { audit: 'acknowledge', alertId, by: 'anna', msg: 'audit' },
        { audit: 'acknowledge', alertId, msg: 'audit' },
        { audit: 'resend', alertId, sink: 'ops', msg: 'audit' },
      ]);
      expect(lines[0]).to.include({ requestId: 'request-0001' });
    });
  });

  it('and what is asked about them is 503 while the store is away', async () => {
    const away = { alerts: unavailable, alert: unavailable, acknowledge: unavailable, resend: unavailable };
    await withServer({ tracker: () => away }, async (server) => {
      const answers = [
        await ask(server, '/v1/alerts'),
        await ask(server, `/v1/alerts/${UNKNOWN}`),
        await act(server, `/v1/alerts/${UNKNOWN}/acknowledge`),
        await act(server, `/v1/alerts/${UNKNOWN}/resend`),
      ];
      for (const { body, headers } of answers) {
        expect(body).to.include({ status: 503, code: 'store-unavailable' });
        expect(headers['retry-after']).to.equal('5');
      }
      expect(server.lines.some((line) => 'audit' in line)).to.equal(false);
    });
  });
});
