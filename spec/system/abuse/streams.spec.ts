import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { expect } from 'chai';
import { createParser } from 'eventsource-parser';
import { openEventStream } from '../../../lib/server/event-stream.ts';
import { connectEvent } from '../../../lib/testing/index.ts';
import { eventually } from '../../support/eventually.ts';
import type { ServerProcess } from '../server-process.ts';
import { attacked, residentBytes } from './attacked.ts';
import { deliveryBytes, rawSender } from './raw-sender.ts';

const IDLE = 1_000;
const SLOW = 50;
const CUSTOMERS = 100;
/** Of each customer. What they make is 9 MB for each reader; a connection takes 4 MB by itself. */
const EVENTS = 80;
const HALF = (CUSTOMERS * EVENTS) / 2;
const MB = 1024 * 1024;

/** A reader that never reads, or one that reads and is told nothing. */
async function openRaw({ url }: ServerProcess, path: string, reads: boolean): Promise<Socket> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.on('error', () => {});
  await once(socket, 'connect');
  socket.write(`GET ${path} HTTP/1.1\r\nHost: ${hostname}:${port}\r\nAccept: text/event-stream\r\n\r\n`);
  return reads ? socket.resume() : socket.pause();
}

async function readersOf({ url }: ServerProcess): Promise<number> {
  const shown = await (await fetch(`${url}/metrics`)).text();
  return Number(/^sse_clients (\d+)$/m.exec(shown)?.[1]);
}

/** Ids as long as they may be, so that changes are. */
const customerOf = (number: number) => `${number}-`.padEnd(200, 'é');

/** Delivers all events, and looks now and then; gives the most memory that was held. */
async function flood(server: ServerProcess): Promise<number> {
  const startAt = Date.now() - 60_000;
  let most = 0;
  for (let index = 0; index < EVENTS; index += 1) {
    const requests = Array.from({ length: CUSTOMERS }, (_, number) => {
      const at = startAt + index;
      const body = {
        eventId: `${at}-`.padEnd(200, String(number % 10)),
        payload: { institutionId: 'b'.repeat(100) },
      };
      const event = { at, customerId: customerOf(number), body };
      return deliveryBytes(JSON.stringify(connectEvent(index % 2 === 0 ? 'mfa' : 'adding', event)));
    });
    const sender = await rawSender(server.url);
    const answers = await sender.send(Buffer.concat(requests), CUSTOMERS);
    sender.close();
    expect(answers).not.to.include('urn:connect-tracker');
    most = Math.max(most, await residentBytes(server));
  }
  return most;
}

interface Read {
  /** What the changes are about. */
  readonly changes: string[];
  readonly lastId: string;
}

/** Lets a slow reader at last read what it was sent before it was dropped, up to so many changes. */
function readLate(socket: Socket, amount: number): Promise<Read> {
  return new Promise((resolve, reject) => {
    let sent = '';
    socket.on('close', () => reject(new Error(`it was sent less than ${amount} changes`)));
    socket.on('data', (bytes: Buffer) => {
      sent += bytes.toString('latin1');
      const messages = [...sent.matchAll(/^id: (\S+)\nevent: change\ndata: (.+)\n\n/gm)].slice(0, amount);
      if (messages.length < amount) return;
      const changes = messages.map(([, , data = '']) => aboutOf(Buffer.from(data, 'latin1').toString()));
      resolve({ changes, lastId: messages.at(-1)![1]! });
    });
    socket.resume();
  });
}

/** Reads so many changes, those after `after` if there is one, and leaves. */
async function read({ url }: ServerProcess, amount: number, after?: string): Promise<Read> {
  const leaving = new AbortController();
  const headers = after === undefined ? {} : { 'last-event-id': after };
  const { body } = await fetch(`${url}/v1/stream`, { headers, signal: leaving.signal });
  const changes: string[] = [];
  let lastId = '';
  const parser = createParser({
    onEvent({ event, id = '', data }) {
      expect(event).to.equal('change');
      if (changes.length === amount) return;
      changes.push(aboutOf(data));
      lastId = id;
    },
  });
  const decoder = new TextDecoder();
  for await (const bytes of body!) {
    parser.feed(decoder.decode(bytes, { stream: true }));
    if (changes.length === amount) break;
  }
  leaving.abort();
  return { changes, lastId };
}

function aboutOf(data: string): string {
  const { customerId, eventId } = JSON.parse(data);
  return `${customerId} ${eventId}`;
}

describe(`${IDLE} idle and ${SLOW} slow readers of the stream (A18)`, function () {
  this.timeout(120_000);

  it('take no memory, the slow are dropped, and whoever comes again has missed nothing', async () => {
    await attacked({ env: { LOG_LEVEL: 'warn' } }, async (server) => {
      const before = await residentBytes(server);
      const idle = await Promise.all(
        Array.from({ length: IDLE }, () => openRaw(server, '/v1/stream?stage=done', true)),
      );
      const slow = await Promise.all(
        Array.from({ length: SLOW }, () => openRaw(server, '/v1/stream', false)),
      );
      const first = read(server, HALF);
      await eventually(async () => expect(await readersOf(server)).to.equal(IDLE + SLOW + 1));
      const open = await residentBytes(server);
      expect((open - before) / MB / (IDLE + SLOW), 'MB for each reader').to.be.below(0.1);
      const most = await flood(server);
      // What a server would hold for those who do not read would be 250 MB more.
      expect((most - open) / MB).to.be.below(350);

      const { changes, lastId } = await first;
      const rest = await read(server, HALF, lastId);
      const all = [...changes, ...rest.changes];
      expect(new Set(all).size).to.equal(2 * HALF);

      await eventually(async () => expect(await readersOf(server)).to.equal(IDLE), 20_000);
      const got = await readLate(slow[0]!, 500);
      const missed = await read(server, 2 * HALF - 500, got.lastId);
      expect([...got.changes, ...missed.changes]).to.deep.equal(all);
      for (const socket of [...idle, ...slow]) socket.destroy();
    });
  });
});

describe('a reader that is dropped while it has not read what it was sent (A18)', () => {
  it('is not told any more that the server lives, which would end the server', async () => {
    const server = createServer((_request, response) => {
      const stream = openEventStream(response, {
        heartbeat: () => ({ id: '1' }),
        heartbeatEvery: 1,
        patience: 10,
      });
      response.once('close', () => server.emit('dropped'));
      // More than a connection takes, so that the end has to wait.
      void stream.send({ data: { long: 'x'.repeat(32 * MB) } });
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const dropped = once(server, 'dropped');
    const socket = connect(port, '127.0.0.1').on('error', () => {});
    socket.write('GET / HTTP/1.1\r\nHost: tracker\r\n\r\n');
    // It reads a little, so that for a moment there is room for more.
    socket.once('data', () => socket.pause());
    await dropped;
    socket.destroy();
    server.close();
    await once(server, 'close');
  });
});
