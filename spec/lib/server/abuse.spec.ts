import { createHmac } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { connectEvent, connectPing, flows } from '../../../lib/testing/index.ts';
import { ask, post, SECRET, type TestServer, withServer } from './test-server.ts';

const signed = { config: { connectSecrets: [SECRET] } };
const customerId = '6030781868';
const started = () => connectEvent('started', { at: Date.now() - 60_000, customerId });
const hmac = (body: string, secret = SECRET) => createHmac('sha256', secret).update(body).digest('hex');

describe('a forged signature', () => {
  const body = JSON.stringify(started());
  const good = hmac(body);
  const forgeries: [name: string, signature: string | string[] | undefined][] = [
    ['absent', undefined],
    ['empty', ''],
    ['short', good.slice(0, 63)],
    ['long', `${good}0`],
    ['not hex', `${good.slice(0, 63)}g`],
    ['in capitals', good.toUpperCase()],
    ['of another secret', hmac(body, 'another-secret')],
    ['of another body', hmac(`${body} `)],
    ['twice', [good, good]],
    ['beside a wrong one', [good, '0'.repeat(64)]],
  ];
  for (const [name, signature] of forgeries) {
    it(`is 401 and reaches no store: ${name}`, async () => {
      const touched = async () => {
        throw new Error('the store was touched');
      };
      await withServer(
        { ...signed, tracker: () => ({ record: touched, reject: touched }) },
        async (server) => {
          const headers = signature === undefined ? {} : { 'x-finicity-signature': signature };
          const answer = await ask(server, '/webhooks/connect', { method: 'POST', headers, body });
          expect(answer.body).to.include({ status: 401 });
          expect(answer.body.code).to.be.oneOf(['missing-signature', 'invalid-signature']);
          expect(server.lines.map(({ msg }) => msg)).to.deep.equal(['request']);
        },
      );
    });
  }

  it('is not one while the secret is being replaced: the old and the new one sign', async () => {
    await withServer({ config: { connectSecrets: ['old-secret', 'new-secret'] } }, async (server) => {
      for (const secret of ['old-secret', 'new-secret']) {
        const answer = await post(server, '/webhooks/connect', body, {
          'x-finicity-signature': hmac(body, secret),
        });
        expect(answer.status).to.equal(200);
      }
    });
  });
});

describe('the verdict about a signature', () => {
  const fields = '"eventType":"started","eventId":"1688829063731-09493ef4b934040cc17b18c4","payload":{}';
  const bodies: [name: string, body: string][] = [
    ['a key twice', `{"customerId":"1","customerId":"6030781868",${fields}}`],
    ['a number as 1.0', `{"customerId":6030781868,${fields},"version":1.0}`],
    ['escapes', `{"customerId":"\\u0036030781868",${fields}}`],
    ['spaces at the end', `{"customerId":"6030781868",${fields}}  \n`],
    ['a byte order mark', `\uFEFF{"customerId":"6030781868",${fields}}`],
  ];
  for (const [name, body] of bodies) {
    it(`is about the bytes, not about what they mean: ${name}`, async () => {
      await withServer(signed, async (server) => {
        const meaning = hmac(JSON.stringify(JSON.parse(body.replace('\uFEFF', ''))));
        const forged = await post(server, '/webhooks/connect', body, { 'x-finicity-signature': meaning });
        expect(forged.status).to.equal(401);
        expect((await post(server, '/webhooks/connect', body)).body).to.deep.equal({ status: 'applied' });
        expect((await ask(server, `/v1/customers/${customerId}`)).status).to.equal(200);
      });
    });
  }
});

describe('a replay', () => {
  it('of each event of a flow, 20 times at once, is 200 every time and counts once', async () => {
    await withServer(signed, async (server) => {
      const flow = flows.fullWithMfa({ endAt: Date.now(), customerId });
      const deliveries = flow.filter(({ type }) => type !== 'ping');
      for (const { body } of deliveries) {
        const copies = Array.from({ length: 20 }, () => post(server, '/webhooks/connect', body));
        const statuses = (await Promise.all(copies)).map((answer) => answer.body.status).sort();
        expect(statuses).to.deep.equal(['applied', ...Array(19).fill('duplicate')]);
      }
      const { sessionId } = (await ask(server, `/v1/customers/${customerId}`)).body;
      const { timeline } = (await ask(server, `/v1/sessions/${sessionId}`)).body;
      const events = timeline.filter(({ eventId }: { eventId?: string }) => eventId !== undefined);
      expect(events.map(({ type }: { type: string }) => type)).to.deep.equal(
        deliveries.map(({ type }) => type),
      );
    });
  });
});

describe('a body that is too long', () => {
  it('by one byte is 413, and one that is not is read', async () => {
    await withServer(signed, async (server) => {
      const padded = (length: number) => JSON.stringify(connectPing()).padEnd(length, ' ');
      expect((await post(server, '/webhooks/connect', padded(256 * 1024))).status).to.equal(200);
      const answer = await post(server, '/webhooks/connect', padded(256 * 1024 + 1));
      expect(answer.body).to.include({ status: 413, code: 'body-too-large' });
      expect(answer.headers['connection']).to.equal('close');
    });
  });

  it('is refused by the length that it declares, before it is sent', async () => {
    await withServer(signed, async (server) => {
      const socket = connect(server.port, '127.0.0.1');
      socket.write('POST /webhooks/connect HTTP/1.1\r\nHost: t\r\nContent-Length: 10000000\r\n\r\n{');
      expect(await firstLine(socket)).to.equal('HTTP/1.1 413 Payload Too Large');
      socket.destroy();
    });
  });

  it('is 413 even to a sender who reads nothing before it has sent everything', async () => {
    await withServer(signed, async ({ port }) => {
      const socket = connect({ port, host: '127.0.0.1' }).pause();
      const body = Buffer.alloc(10 * 1024 * 1024, ' ');
      socket.write(`POST /webhooks/connect HTTP/1.1\r\nHost: t\r\nContent-Length: ${body.length}\r\n\r\n`);
      await new Promise<void>((resolve, reject) => {
        socket.write(body, (error) => (error ? reject(error) : resolve()));
      });
      expect(await text(socket)).to.match(/^HTTP\/1\.1 413 .*"code":"body-too-large"/s);
    });
  });

  it('and never ends is 413 while it is sent, and after a moment the connection is closed', async () => {
    await withServer(signed, async ({ port }) => {
      const socket = connect(port, '127.0.0.1');
      const chunk = `10000\r\n${' '.repeat(0x10000)}\r\n`;
      const send = () => {
        while (!socket.destroyed && socket.write(chunk));
      };
      socket.on('drain', send).on('error', () => {});
      const closed = new Promise((resolve) => socket.once('close', resolve));
      socket.write('POST /webhooks/connect HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\n');
      send();
      expect(await firstLine(socket)).to.equal('HTTP/1.1 413 Payload Too Large');
      await closed;
    });
  });

  it('when unpacked is 415, without being unpacked', async () => {
    await withServer(signed, async (server) => {
      const bomb = gzipSync(Buffer.alloc(20 * 1024 * 1024));
      const answer = await post(server, '/webhooks/connect', bomb, { 'content-encoding': 'gzip' });
      expect(answer.body).to.include({ status: 415, code: 'unsupported-encoding' });
      expect(answer.headers['accept-encoding']).to.equal('identity');
    });
  });
});

describe('a hostile body', () => {
  const bodies: [name: string, body: string, code: string][] = [
    ['20,000 levels', '['.repeat(20_000), 'too-deep'],
    ['20,000 levels of objects', '{"a":'.repeat(20_000), 'too-deep'],
    [
      '12,000 keys',
      JSON.stringify(Object.fromEntries(Array.from({ length: 12_000 }, (_, i) => [i, 0]))),
      'too-many-keys',
    ],
    ['a string of 200 KB', JSON.stringify('x'.repeat(200 * 1024)), 'not-an-object'],
    ['__proto__', '{"customerId":"1","eventType":"started","__proto__":{"polluted":1}}', 'forbidden-key'],
    [
      'an escaped __proto__',
      '{"customerId":"1","eventType":"started","\\u005f_proto__":{"polluted":1}}',
      'forbidden-key',
    ],
    [
      'constructor.prototype',
      '{"eventType":"ping","constructor":{"prototype":{"polluted":1}}}',
      'forbidden-key',
    ],
    ['bytes that are no text', '\ud800', 'invalid-json'],
  ];
  for (const [name, body, code] of bodies) {
    it(`is 400 and leaves the server as it was: ${name}`, async () => {
      await withServer({}, async (server) => {
        expect((await post(server, '/webhooks/connect', body)).body).to.include({ status: 400, code });
        expect({}).not.to.have.property('polluted');
        expect((await post(server, '/webhooks/connect', started())).body).to.deep.equal({
          status: 'applied',
        });
      });
    });
  }
});

describe('a hostile id', () => {
  const printable = [
    '{tag}',
    '}{',
    'a:b',
    'a',
    'b',
    '*',
    '?',
    '[a-z]',
    '../../etc/passwd',
    "';--",
    '$where',
    'x'.repeat(200),
  ];
  const refused = [
    'nul\0',
    'line\r\nX-Injected: 1',
    'feed\n{"level":60}',
    '\u2028',
    'x'.repeat(201),
    'x'.repeat(10_000),
    '',
  ];

  it('that is printable has a record of its own, and one log line', async () => {
    await withServer({}, async (server) => {
      for (const id of printable) {
        const event = connectEvent('started', { at: Date.now() - 60_000, customerId: id });
        expect((await post(server, '/webhooks/connect', event)).body).to.deep.equal({ status: 'applied' });
      }
      expect(server.lines).to.have.length(printable.length);
      for (const id of printable) {
        const { body } = await ask(server, `/v1/customers/${encodeURIComponent(id)}`);
        expect(body).to.include({ customerId: id, sessions: 1, attempts: 1 });
      }
    });
  });

  for (const id of refused) {
    it(`that is not printable, or too long, is 400: ${JSON.stringify(id.slice(0, 20))}`, async () => {
      await withServer({}, async (server) => {
        const event = connectEvent('started', { at: Date.now() - 60_000, customerId: id });
        const answer = await post(server, '/webhooks/connect', event);
        expect(answer.body).to.include({ status: 400, code: 'missing-customer' });
        expect(server.lines).to.have.length(1);
      });
    });
  }
});

describe('a slow sender', () => {
  const slowHeaders = { timeouts: { headers: 200, request: 60_000, check: 20 } };
  const slowBody = { timeouts: { headers: 200, request: 400, check: 20 } };

  it('of headers is cut off', async () => {
    await withServer({ ...signed, ...slowHeaders }, async (server) => {
      const socket = connect(server.port, '127.0.0.1');
      socket.write('POST /webhooks/connect HTTP/1.1\r\nHost: t\r\n');
      expect(await dribble(socket, 'X-Slow: 1\r\n', server)).to.equal('HTTP/1.1 408 Request Timeout');
    });
  });

  it('of a body is cut off', async () => {
    await withServer({ ...signed, ...slowBody }, async (server) => {
      const socket = connect(server.port, '127.0.0.1');
      socket.write('POST /webhooks/connect HTTP/1.1\r\nHost: t\r\nContent-Length: 100000\r\n\r\n');
      expect(await dribble(socket, ' ', server)).to.equal('HTTP/1.1 408 Request Timeout');
      expect((await ask(server, '/v1/rejected')).body.counts).to.include({ aborted: 1 });
    });
  });

  it('who says nothing at all is cut off', async () => {
    await withServer({ ...signed, ...slowHeaders }, async (server) => {
      const socket = connect(server.port, '127.0.0.1');
      await new Promise((resolve) => socket.resume().once('close', resolve));
    });
  });

  it('does not hold up others, many as they are', async () => {
    await withServer({ ...signed, ...slowHeaders }, async (server) => {
      const sockets = Array.from({ length: 200 }, () => connect(server.port, '127.0.0.1'));
      const cut = sockets.map((socket) =>
        dribble(socket, 'POST /webhooks/connect HTTP/1.1\r\nX: ', undefined),
      );
      expect((await post(server, '/webhooks/connect', started())).status).to.equal(200);
      await Promise.all(cut);
      expect((await post(server, '/webhooks/connect', started())).status).to.equal(200);
    });
  });
});

/** Sends a little every 20 ms until the server has had enough; good traffic gets through meanwhile. */
async function dribble(socket: Socket, piece: string, server: TestServer | undefined): Promise<string> {
  const timer = setInterval(() => socket.write(piece), 20);
  const closed = new Promise((resolve) => socket.once('close', resolve));
  const line = firstLine(socket);
  socket.on('error', () => {});
  if (server) expect((await post(server, '/webhooks/connect', connectPing())).status).to.equal(200);
  await closed;
  clearInterval(timer);
  return line;
}

function firstLine(socket: Socket): Promise<string> {
  return new Promise((resolve) =>
    socket.once('data', (data) => resolve(data.toString().split('\r\n')[0] ?? '')),
  );
}
