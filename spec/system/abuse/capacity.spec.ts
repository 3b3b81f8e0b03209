import { expect } from 'chai';
import { sign } from '../../../lib/providers/connect/signature.ts';
import { connectEvent } from '../../../lib/testing/index.ts';
import { startRedisServer } from '../../support/redis-server.ts';
import { startServerProcess } from '../server-process.ts';
import { attacked } from './attacked.ts';
import { deliveryBytes, rawSender, statusesIn } from './raw-sender.ts';

const SECRET = 'test-partner-secret';
const env = { CONNECT_SECRETS: SECRET, LOG_LEVEL: 'warn', RATE_LIMIT: '0' };
const AT_ONCE = 100;
const DAY = 86_400_000;

const signed = (body: object) => {
  const text = JSON.stringify(body);
  return deliveryBytes(text, { 'X-Finicity-Signature': sign(text, SECRET) });
};

describe('events out of their time (A04)', () => {
  it('are answered 200, so that they are not sent for three days, set aside, and move nothing when they are older than anything that is kept', async () => {
    await attacked({ env: { ...env, RETENTION: '30d' } }, async ({ url }) => {
      // biome-ignore lint/suspicious/noExplicitAny: answers of several shapes
      const get = async (path: string): Promise<any> => (await fetch(`${url}${path}`)).json();
      const sender = await rawSender(url);
      const now = Date.now();
      const send = async (type: 'started' | 'mfa', at: number) =>
        sender.send(signed(connectEvent(type, { at, customerId: '7001' })), 1);
      expect(await send('started', now - 60_000)).to.include('{"status":"applied"}');
      expect(await send('mfa', now - 30 * DAY - 60_000)).to.include('{"status":"rejected"}');
      const { stage, sessions } = await get('/v1/customers/7001');
      expect({ stage, sessions }).to.deep.equal({ stage: 'started', sessions: 1 });
      const { rejected } = await get('/v1/rejected');
      expect(rejected.map(({ code }: { code: string }) => code)).to.deep.equal(['event-expired']);
      // A clock that is ahead makes nothing happen later than it was received.
      expect(await send('mfa', now + 3_600_000)).to.include('{"status":"applied"}');
      const { stage: ahead, since } = await get('/v1/customers/7001');
      expect(ahead).to.equal('mfa');
      expect(Date.parse(since)).to.be.at.most(Date.now());
      sender.close();
    });
  });
});

describe('customers without end (A19)', function () {
  this.timeout(120_000);

  it('are answered 503 when the store is full, while those who were there are answered and kept, and taken again when there is room', async () => {
    const redis = await startRedisServer({
      args: ['--maxmemory', '16mb', '--maxmemory-policy', 'noeviction'],
    });
    try {
      const server = await startServerProcess(redis.url, env);
      try {
        let customers = 0;
        const sendBatch = async () => {
          const bodies = Array.from({ length: AT_ONCE }, () =>
            connectEvent('started', { at: Date.now(), customerId: `c${customers++}`, seed: customers }),
          );
          // A connection of its own, since one takes a thousand requests.
          const sender = await rawSender(server.url);
          const answers = await sender.send(Buffer.concat(bodies.map(signed)), AT_ONCE);
          sender.close();
          return statusesIn(answers);
        };
        const statuses: Record<number, number> = {};
        while (statuses[503] === undefined || statuses[503] < 1_000)
          for (const status of await sendBatch()) statuses[status] = (statuses[status] ?? 0) + 1;
        expect(Object.keys(statuses)).to.have.members(['200', '503']);
        expect(statuses[200]).to.be.greaterThan(1_000);
        for (const customer of ['c0', 'c1', 'c500']) {
          const answer = await fetch(`${server.url}/v1/customers/${customer}`);
          expect([answer.status, ((await answer.json()) as { stage: string }).stage], customer).to.deep.equal(
            [200, 'started'],
          );
        }
        await redis.cli('CONFIG', 'SET', 'maxmemory', '64mb');
        expect(await sendBatch()).to.deep.equal(Array(AT_ONCE).fill(200));
        expect(await server.stop()).to.equal(0);
      } catch (error) {
        await server.kill();
        throw error;
      }
    } finally {
      await redis.stop();
    }
  });
});
