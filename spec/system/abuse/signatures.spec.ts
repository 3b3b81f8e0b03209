import crypto from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';
import { expect } from 'chai';
import { connectProvider, sign } from '../../../lib/providers/connect/index.ts';
import { yodleeProvider } from '../../../lib/providers/yodlee/index.ts';
import { connectEvent } from '../../../lib/testing/index.ts';
import { deliveryOf } from '../../lib/providers/delivery.ts';
import { redisCli } from '../../support/redis-server.ts';
import type { ServerProcess } from '../server-process.ts';
import type { StorePlace } from '../stores.ts';
import { attacked } from './attacked.ts';
import { deliveryBytes, rawSender, statusesIn } from './raw-sender.ts';

const [OLD, NEW] = ['old-partner-secret', 'new-partner-secret'];
const body = JSON.stringify(connectEvent('started', { at: Date.now() - 60_000, customerId: '7001' }));
const good = sign(body, NEW);

/** Header lines, since a sender may write one twice. */
const forgeries: Readonly<Record<string, readonly string[]>> = {
  absent: [],
  empty: ['X-Finicity-Signature: '],
  short: [`X-Finicity-Signature: ${good.slice(1)}`],
  long: [`X-Finicity-Signature: ${good}0`],
  'not hex': [`X-Finicity-Signature: ${good.slice(0, -1)}g`],
  'in capitals': [`X-Finicity-Signature: ${good.toUpperCase()}`],
  'with a prefix': [`X-Finicity-Signature: sha256=${good}`],
  'one digit off': [`X-Finicity-Signature: ${good.replace(/.$/, (digit) => (digit === '0' ? '1' : '0'))}`],
  'of another secret': [`X-Finicity-Signature: ${sign(body, 'another-secret')}`],
  'of another body': [`X-Finicity-Signature: ${sign(`${body} `, NEW)}`],
  'of nothing': [`X-Finicity-Signature: ${sign('', NEW)}`],
  twice: [`X-Finicity-Signature: ${good}`, `X-Finicity-Signature: ${good}`],
  'beside a wrong one': [`X-Finicity-Signature: ${good}`, `X-Finicity-Signature: ${'0'.repeat(64)}`],
  'under both names': [`X-Finicity-Signature: ${good}`, `X-Signature: ${good}`],
  'under another name': [`X-Hub-Signature: ${good}`],
};

const requestOf = (lines: readonly string[]) =>
  Buffer.from(
    deliveryBytes(body)
      .toString()
      .replace('\r\n\r\n', `\r\n${[...lines, ''].join('\r\n')}\r\n`),
  );

async function deliver({ url }: ServerProcess, ...requests: readonly Buffer[]): Promise<string> {
  const sender = await rawSender(url);
  const text = await sender.send(Buffer.concat(requests), requests.length);
  sender.close();
  return text;
}

/** Grows with whatever Redis is made to change. */
async function writtenTo({ url }: StorePlace): Promise<string> {
  const port = Number(new URL(url).port);
  const [, size] = /aof_current_size:(\d+)/.exec(await redisCli(port, 'INFO', 'persistence')) ?? [];
  return `${size} bytes, ${await redisCli(port, 'DBSIZE')} keys`;
}

describe('a forged signature (A01)', function () {
  this.timeout(60_000);

  it('is 401 however it is forged, and writes nothing into the store', async () => {
    await attacked({ store: 'redis', env: { CONNECT_SECRETS: NEW } }, async (server, redis) => {
      await deliver(server, requestOf([`X-Finicity-Signature: ${sign(body, NEW)}`]));
      const before = await writtenTo(redis);
      for (const [name, lines] of Object.entries(forgeries)) {
        const text = await deliver(server, ...Array<Buffer>(20).fill(requestOf(lines)));
        expect(statusesIn(text), name).to.deep.equal(Array(20).fill(401));
      }
      expect(await writtenTo(redis)).to.equal(before);
      const another = JSON.stringify(connectEvent('started', { at: Date.now(), customerId: '7002' }));
      await deliver(server, deliveryBytes(another, { 'X-Finicity-Signature': sign(another, NEW) }));
      expect(await writtenTo(redis)).not.to.equal(before);
    });
  });

  it('is none while a secret is being replaced, and the old one is no longer believed after that', async () => {
    const requests = [OLD, NEW].map((secret) => requestOf([`X-Finicity-Signature: ${sign(body, secret)}`]));
    await attacked({ env: { CONNECT_SECRETS: `${OLD},${NEW}` } }, async (server) => {
      expect(statusesIn(await deliver(server, ...requests))).to.deep.equal([200, 200]);
    });
    await attacked({ env: { CONNECT_SECRETS: NEW } }, async (server) => {
      expect(statusesIn(await deliver(server, ...requests))).to.deep.equal([401, 200]);
    });
  });
});

describe('what is compared with a secret', () => {
  /** The lengths of both sides of each comparison that was made in constant time. */
  function comparedBy(action: () => unknown): [number, number][] {
    const compared: [number, number][] = [];
    const real = crypto.timingSafeEqual;
    crypto.timingSafeEqual = (one, other) => {
      compared.push([one.byteLength, other.byteLength]);
      return real(one, other);
    };
    syncBuiltinESMExports();
    try {
      action();
    } finally {
      crypto.timingSafeEqual = real;
      syncBuiltinESMExports();
    }
    return compared;
  }

  it('is as long as it, and is compared in constant time with each of them, whichever fits', () => {
    const { authenticate } = connectProvider({ secrets: [OLD, NEW] });
    for (const secret of [OLD, NEW, 'another-secret']) {
      const headers = { 'x-finicity-signature': sign(body, secret) };
      expect(comparedBy(() => authenticate(deliveryOf(body, { headers })))).to.deep.equal([
        [64, 64],
        [64, 64],
      ]);
    }
    const tokens = yodleeProvider({ tokens: ['one-token', 'another-and-longer-token'] });
    for (const pathKey of ['one-token', 'one', '', 'x'.repeat(200)]) {
      const delivery = deliveryOf('{}', { pathKey, remoteAddress: '192.0.2.1' });
      expect(
        comparedBy(() => tokens.authenticate(delivery)),
        pathKey,
      ).to.deep.equal([
        [32, 32],
        [32, 32],
      ]);
    }
  });
});
