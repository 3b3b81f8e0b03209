import { Agent, request } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'chai';
import { connectEvent } from '../../../lib/testing/index.ts';
import { attacked } from './attacked.ts';

const SOCKETS = 1_000;
/** In ms: between one slow sender of a kind and the next. */
const ARRIVAL = 2;
/** In ms: how often a slow sender sends a little. */
const PAUSE = 1_000;
/** In ms: for timers that fire late, on both sides. */
const GRACE = 500;
/** In ms: what a machine with other work may add to a 99th percentile, however quick the server is. */
const NOISE = 15;

const head = 'POST /webhooks/connect HTTP/1.1\r\nHost: tracker\r\n';
/** What slow senders begin with, and go on with a byte or a line at a time. */
const kinds = {
  headers: { begin: head, more: 'X-Slow: 1\r\n', limit: 6_000 },
  body: { begin: `${head}Content-Length: 100000\r\n\r\n`, more: ' ', limit: 11_000 },
  nothing: { begin: '', more: '', limit: 6_000 },
};

/** In ms: who is cut off sooner found the queue of the operating system full, before the server knew of them. */
const TURNED_AWAY = 1_000;

/** Resolves with the ms after which the server has closed the connection; who is turned away at the door comes back, twice. */
async function persist(url: string, kind: (typeof kinds)['body']): Promise<number> {
  let lived = 0;
  for (let tries = 0; tries < 3 && lived < TURNED_AWAY; tries += 1) lived = await dribble(url, kind);
  return lived;
}

function dribble(url: string, { begin, more }: (typeof kinds)['body']): Promise<number> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    let began = performance.now();
    const socket = connect(Number(port), hostname, () => {
      began = performance.now();
      socket.write(begin);
    }).resume();
    const timer = setInterval(() => socket.write(more), PAUSE);
    socket
      .on('error', () => {})
      .once('close', () => {
        clearInterval(timer);
        resolve(performance.now() - began);
      });
  });
}

/**
 * Delivers one event after the other as long as `goesOn` says so, and tells how long 99 of 100 were answered in at most,
 * in ms.
 */
async function goodTraffic(url: string, goesOn: (delivered: number) => boolean): Promise<number> {
  const agent = new Agent({ keepAlive: true });
  const times: number[] = [];
  const deliver = (body: string) =>
    new Promise<void>((resolve, reject) => {
      const began = performance.now();
      const sent = request(`${url}/webhooks/connect`, { method: 'POST', agent }, (answer) => {
        answer.resume().once('end', () => {
          times.push(performance.now() - began);
          if (answer.statusCode === 200) resolve();
          else reject(new Error(`a delivery was answered ${answer.statusCode}`));
        });
      });
      sent.on('error', reject).end(body);
    });
  const sender = async (number: number) => {
    // A little apart, since how quick a server is shows only while it is not busy all the time.
    for (let seed = 0; goesOn(times.length); seed += 1, await delay(5)) {
      const event = { at: Date.now() - 60_000, customerId: `${number}-${seed % 50}`, seed };
      await deliver(JSON.stringify(connectEvent('started', event)));
    }
  };
  await Promise.all(Array.from({ length: 8 }, (_, number) => sender(number)));
  agent.destroy();
  return times.sort((one, other) => one - other)[Math.ceil(times.length * 0.99) - 1] ?? Number.NaN;
}

describe(`${SOCKETS} slow senders (A10)`, function () {
  this.timeout(60_000);

  it('are cut off in time, and meanwhile good traffic goes on as before', async () => {
    await attacked({ env: { LOG_LEVEL: 'warn' } }, async (server) => {
      const quiet = await goodTraffic(server.url, (delivered) => delivered < 1_500);

      const each = Math.ceil(SOCKETS / Object.keys(kinds).length);
      let open = Object.keys(kinds).length * each;
      const slow = Object.values(kinds).flatMap((kind) =>
        Array.from({ length: each }, async (_, index) => {
          // Not all in one moment: that would try the operating system, and not the server.
          await delay(index * ARRIVAL);
          const lived = await persist(server.url, kind);
          open -= 1;
          return lived - kind.limit;
        }),
      );
      const disturbed = await goodTraffic(server.url, () => open > 0);
      const beyond = await Promise.all(slow);
      expect(Math.max(...beyond), 'ms beyond the limit').to.be.below(GRACE);
      // Else they were not slow but turned away, and have proved nothing.
      expect(Math.min(...beyond), 'ms beyond the limit').to.be.above(-2_000);
      expect(disturbed, `99th percentile in ms; ${quiet} before`).to.be.below(quiet * 2 + NOISE);
    });
  });
});
