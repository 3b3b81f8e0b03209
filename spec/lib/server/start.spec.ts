import { Agent, request } from 'node:http';
import { connect } from 'node:net';
import { expect } from 'chai';
import { TrackerError } from '../../../lib/errors.ts';
import { ask, type TestServer, withServer } from './test-server.ts';

const failureOf = async (config: object): Promise<TrackerError> => {
  const failure = await withServer({ config }, async () => {}).catch((error) => error);
  expect(failure).to.be.instanceOf(TrackerError);
  return failure;
};

describe('startServer', () => {
  it('says where it listens', async () => {
    await withServer({ config: { host: '::1' } }, async ({ url, port }) => {
      expect(url).to.equal(`http://[::1]:${port}`);
      expect((await fetch(`${url}/livez`)).status).to.equal(200);
    });
  });

  it('says which port is in use, and what to do', async () => {
    await withServer({}, async ({ port }) => {
      const { code, message } = await failureOf({ port });
      expect(code).to.equal('cannot-listen');
      expect(message).to.equal(
        `Port ${port} on 127.0.0.1 is in use: stop the program that listens there, or choose another port with --port or PORT.`,
      );
    });
  });

  it('says when an address is not of this machine', async () => {
    const { message } = await failureOf({ host: '192.0.2.1', connectSecrets: ['x'] });
    expect(message).to.equal('192.0.2.1 is no address of this machine: choose another with --host or HOST.');
  });
});

describe('a connection', () => {
  it('serves many requests, and is closed with notice after the last that it may', async () => {
    await withServer({ maxRequestsPerSocket: 3 }, async (server) => {
      const agent = new Agent({ keepAlive: true, maxSockets: 1 });
      const ports = new Set<number>();
      const connections: (string | undefined)[] = [];
      for (let index = 0; index < 7; index += 1) {
        const answer = await getOver(agent, server);
        ports.add(answer.localPort);
        connections.push(answer.connection);
        expect(answer.status).to.equal(200);
      }
      expect(connections).to.deep.equal([
        'keep-alive',
        'keep-alive',
        'close',
        'keep-alive',
        'keep-alive',
        'close',
        'keep-alive',
      ]);
      expect(ports.size).to.equal(3);
      agent.destroy();
    });
  });

  it('whose sender does not heed the notice gets 503 from then on', async () => {
    await withServer({ maxRequestsPerSocket: 2 }, async ({ port }) => {
      const socket = connect(port, '127.0.0.1');
      socket.write('GET /livez HTTP/1.1\r\nHost: t\r\n\r\n'.repeat(3));
      const statuses: string[] = [];
      for await (const data of socket) {
        for (const [, status = ''] of String(data).matchAll(/HTTP\/1\.1 (\d+)/g)) statuses.push(status);
        if (statuses.length === 3) break;
      }
      expect(statuses).to.deep.equal(['200', '200', '503']);
    });
  });

  it('that sends headers without end is refused', async () => {
    await withServer({}, async (server) => {
      const answer = await ask(server, '/livez', { headers: { 'x-long': 'x'.repeat(17_000) } });
      expect(answer.status).to.equal(431);
    });
  });

  it('that speaks something else is refused', async () => {
    await withServer({}, async ({ port }) => {
      const socket = connect(port, '127.0.0.1', () => socket.write('SSH-2.0-client\r\n\r\n'));
      const [first] = await new Promise<string[]>((resolve) =>
        socket.once('data', (data) => resolve(data.toString().split('\r\n'))),
      );
      expect(first).to.equal('HTTP/1.1 400 Bad Request');
    });
  });
});

interface Reply {
  readonly status: number | undefined;
  readonly connection: string | undefined;
  readonly localPort: number;
}

function getOver(agent: Agent, { port }: TestServer): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, path: '/livez', agent }, (response) => {
      const localPort = response.socket.localPort ?? 0;
      const { statusCode: status, headers } = response;
      response
        .resume()
        .once('end', () => setImmediate(resolve, { status, connection: headers.connection, localPort }));
    });
    sent.on('error', reject).end();
  });
}
