import { once } from 'node:events';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { connectEvent } from '../../../lib/testing/index.ts';
import { type ServerProcess, startServerProcess } from '../server-process.ts';
import { type StorePlace, stores } from '../stores.ts';
import { residentBytes } from './attacked.ts';
import { deliveryBytes, statusesIn } from './raw-sender.ts';

const MB = 1024 * 1024;
const LIMIT = 256 * 1024;
/** In ms. */
const QUICK = 50;

interface Attack {
  readonly bytes: Buffer;
  readonly status: number;
  readonly code: string;
}

function chunked(size: number): Buffer {
  const chunk = `${LIMIT.toString(16)}\r\n${' '.repeat(LIMIT)}\r\n`;
  const head = 'POST /webhooks/connect HTTP/1.1\r\nHost: tracker\r\nTransfer-Encoding: chunked\r\n\r\n';
  return Buffer.from(`${head}${chunk.repeat(size / LIMIT)}0\r\n\r\n`);
}

function gzipBomb(size: number): Buffer {
  const packed = gzipSync(Buffer.alloc(size, ' '));
  const length = String(packed.length);
  const head = deliveryBytes('', { 'Content-Length': length, 'Content-Encoding': 'gzip' });
  return Buffer.concat([head, packed]);
}

const large: Readonly<Record<string, Attack>> = {
  'one byte too long': {
    bytes: deliveryBytes('{}'.padEnd(LIMIT + 1)),
    status: 413,
    code: 'body-too-large',
  },
  '10 MB, in chunks': { bytes: chunked(10 * MB), status: 413, code: 'body-too-large' },
  '20 MB, packed': { bytes: gzipBomb(20 * MB), status: 415, code: 'unsupported-encoding' },
};

const hostile: Readonly<Record<string, Attack>> = {
  '20,000 levels': { bytes: deliveryBytes('['.repeat(20_000)), status: 400, code: 'too-deep' },
  '20,000 levels of objects': { bytes: deliveryBytes('{"":'.repeat(20_000)), status: 400, code: 'too-deep' },
  '50,000 keys': {
    bytes: deliveryBytes(`{${'"":0,'.repeat(49_999)}"":0}`),
    status: 400,
    code: 'too-many-keys',
  },
  'a string of 200 KB': {
    bytes: deliveryBytes(JSON.stringify('x'.repeat(200 * 1024))),
    status: 400,
    code: 'not-an-object',
  },
  'a type of 200 KB': {
    bytes: deliveryBytes(JSON.stringify({ customerId: '1', eventType: 'x'.repeat(200 * 1024) })),
    status: 400,
    code: 'missing-event-type',
  },
  'a __proto__': {
    bytes: deliveryBytes('{"customerId":"1","eventType":"started","__proto__":{"status":200}}'),
    status: 400,
    code: 'forbidden-key',
  },
  'a constructor.prototype': {
    bytes: deliveryBytes(
      '{"customerId":"1","eventType":"started","constructor":{"prototype":{"status":200}}}',
    ),
    status: 400,
    code: 'forbidden-key',
  },
};

/** Sends all of it over a connection of its own, and waits for the answer only; its time in ms. */
async function attack({ url }: ServerProcess, { bytes, status, code }: Attack): Promise<number> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  // The server may well close it under the sender.
  socket.on('error', () => {});
  await once(socket, 'connect');
  const began = performance.now();
  socket.write(bytes);
  const [answer] = (await once(socket, 'data')) as [Buffer];
  const took = performance.now() - began;
  socket.destroy();
  expect(statusesIn(answer.toString())).to.deep.equal([status]);
  expect(answer.toString()).to.include(`"code":"${code}"`);
  return took;
}

async function expectApplied({ url }: ServerProcess, customerId: string): Promise<void> {
  const body = JSON.stringify(connectEvent('started', { at: Date.now() - 60_000, customerId }));
  const answer = await fetch(`${url}/webhooks/connect`, { method: 'POST', body });
  expect(await answer.json()).to.deep.equal({ status: 'applied' });
}

describe('a body that is made to hurt', function () {
  this.timeout(60_000);
  let place: StorePlace;
  let server: ServerProcess;

  before(async () => {
    place = await stores['embedded']!();
    server = await startServerProcess(place.url, { LOG_LEVEL: 'warn', RATE_LIMIT: '0' });
  });
  after(async () => {
    expect(await server.stop()).to.equal(0);
    await place.remove();
  });

  for (const [row, attacks] of Object.entries({ A05: large, 'A06, A07': hostile }))
    for (const [name, one] of Object.entries(attacks))
      it(`is ${one.status} within ${QUICK} ms, and the server goes on (${row}): ${name}`, async () => {
        const times: number[] = [];
        for (let index = 0; index < 20; index += 1) times.push(await attack(server, one));
        // The median, since a machine with other work may be late now and then.
        expect(times.sort((a, b) => a - b)[10]).to.be.below(QUICK);
        await expectApplied(server, name);
      });

  it('takes no memory, though 50 at once come again and again (A05)', async () => {
    const wave = async (one: Attack) => {
      await Promise.all(Array.from({ length: 50 }, () => attack(server, one)));
      return residentBytes(server);
    };
    for (const one of Object.values(large)) await wave(one);
    const before = await residentBytes(server);
    let most = 0;
    for (let round = 0; round < 3; round += 1)
      for (const one of Object.values(large)) most = Math.max(most, await wave(one));
    // A server that kept 50 of them would hold 500 MB, one that unpacked them 1 GB.
    expect((most - before) / MB).to.be.below(100);
    await expectApplied(server, 'after');
  });
});
