import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import { type Connection, openConnection } from '../../../bench/processes/connection.ts';
import { failureOf } from '../../support/failure-of.ts';

const REQUEST = Buffer.from('POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 2\r\n\r\n{}');

/** A connection to a real server, for as long as `use` runs; `opened` tells how many connections there have been. */
async function withServer(
  listener: RequestListener,
  use: (connection: Connection, server: Server, opened: () => number) => Promise<void>,
): Promise<void> {
  let connections = 0;
  const server = createServer(listener).listen(0, '127.0.0.1');
  server.on('connection', () => {
    connections++;
  });
  await once(server, 'listening');
  const connection = await openConnection((server.address() as AddressInfo).port);
  try {
    await use(connection, server, () => connections);
  } finally {
    connection.close();
    server.closeAllConnections();
    server.close();
  }
}

describe('a connection that delivers', () => {
  it('stays open, and tells the status of each answer', async () => {
    const statuses = [200, 503, 401];
    const given = [...statuses];
    await withServer(
      (_, response) => {
        response.statusCode = given.shift()!;
        response.end('"…"');
      },
      async (connection, _, opened) => {
        for (const status of statuses) expect(await connection.send(REQUEST)).to.equal(status);
        expect(opened()).to.equal(1);
      },
    );
  });

  it('opens another one when the server has had enough requests of it', async () => {
    await withServer(
      (_, response) => response.end('{}'),
      async (connection, server, opened) => {
        server.maxRequestsPerSocket = 2;
        for (let sent = 0; sent < 5; sent++) expect(await connection.send(REQUEST)).to.equal(200);
        expect(opened()).to.equal(3);
      },
    );
  });

  it('waits for an answer that comes in parts', async () => {
    let finish: (() => void) | undefined;
    await withServer(
      (_, response) => {
        if (finish !== undefined) return void response.end('{}');
        finish = () => response.end('  ');
        response.writeHead(200, { 'content-length': 4 }).write('{}');
      },
      async (connection, server) => {
        let isAnswered = false;
        const answer = connection.send(REQUEST).finally(() => {
          isAnswered = true;
        });
        await once(server, 'request');
        // What is answered later has come by now, so the first part has too.
        const other = await openConnection((server.address() as AddressInfo).port);
        await other.send(REQUEST);
        other.close();
        expect(isAnswered).to.equal(false);
        finish?.();
        expect(await answer).to.equal(200);
      },
    );
  });

  it('rejects when the connection breaks before the answer, or the answer has no length', async () => {
    await withServer(
      (request) => request.socket.destroy(),
      async (connection) => {
        expect((await failureOf(connection.send(REQUEST))).message).to.match(/closed before the answer/);
      },
    );
    await withServer(
      (_, response) => {
        response.write('{}');
        response.end();
      },
      async (connection) => {
        expect((await failureOf(connection.send(REQUEST))).message).to.match(/without a length/);
      },
    );
  });
});
