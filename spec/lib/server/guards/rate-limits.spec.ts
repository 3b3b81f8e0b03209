import { expect } from 'chai';
import { type Answer, ask, type TestServer, withServer } from '../test-server.ts';

const bearer = (key: string) => ({ authorization: `Bearer ${key}` });
const LIMITED = { rateLimit: 3 };

/** Asks so often, and gives the statuses. */
async function statuses(
  server: TestServer,
  times: number,
  headers = {},
  path = '/v1/alerts',
): Promise<number[]> {
  const answers: Answer[] = [];
  for (let time = 0; time < times; time += 1) answers.push(await ask(server, path, { headers }));
  return answers.map(({ status }) => status);
}

describe('the rate limit', () => {
  it('is for each key, on all guarded routes together', async () => {
    await withServer({ config: LIMITED }, async (server) => {
      const [one, other] = [
        await server.tracker.keys.create({ name: 'anna', scope: 'read' }),
        await server.tracker.keys.create({ name: 'anna', scope: 'read' }),
      ];
      expect(await statuses(server, 2, bearer(one.key))).to.deep.equal([200, 200]);
      expect(await statuses(server, 3, bearer(one.key), '/v1/stages')).to.deep.equal([200, 429, 429]);
      expect(await statuses(server, 4, bearer(other.key))).to.deep.equal([200, 200, 200, 429]);
      expect(await statuses(server, 9, {}, '/livez')).to.deep.equal(Array(9).fill(200));
    });
  });

  it('counts what a key may not do, too', async () => {
    await withServer({ config: LIMITED }, async (server) => {
      const { key } = await server.tracker.keys.create({ name: 'anna', scope: 'read' });
      const act = async () =>
        (await ask(server, '/v1/alerts/1/resend', { method: 'POST', headers: bearer(key) })).status;
      expect([await act(), await act(), await act(), await act()]).to.deep.equal([403, 403, 403, 429]);
    });
  });

  it('says what is left, and when to come again', async () => {
    await withServer({ config: LIMITED }, async (server) => {
      const first = await ask(server, '/v1/alerts');
      expect(first.headers['ratelimit']).to.match(/^"3-in-1min"; r=2; t=(60|59)$/);
      expect(first.headers['ratelimit-policy']).to.match(/^"3-in-1min"; q=3; w=60; pk=:[\w+/=]+:$/);
      expect(first.headers).not.to.have.any.keys('x-ratelimit-limit', 'retry-after');
      await statuses(server, 2);
      const { headers, body } = await ask(server, '/v1/alerts');
      expect(body).to.include({ status: 429, code: 'too-many-requests', instance: '/v1/alerts' });
      expect(body.detail).to.equal('There may be 3 of them within a minute.');
      expect(headers['ratelimit']).to.match(/^"3-in-1min"; r=0; t=\d+$/);
      const [, left] = /t=(\d+)/.exec(headers['ratelimit'] as string)!;
      expect(headers['retry-after']).to.equal(left);
    });
  });

  it('is none when it is 0, and then nothing is said of it', async () => {
    await withServer({ config: { rateLimit: 0 } }, async (server) => {
      expect(new Set(await statuses(server, 700))).to.deep.equal(new Set([200]));
      expect((await ask(server, '/v1/alerts')).headers).not.to.have.any.keys('ratelimit', 'ratelimit-policy');
    });
  });

  it('is for the address of the connection, whatever a stranger says of itself', async () => {
    await withServer({ config: LIMITED }, async (server) => {
      const codes: string[] = [];
      for (let index = 0; index < 5; index += 1) {
        const headers = { 'x-forwarded-for': `192.0.2.${index}` };
        codes.push((await ask(server, '/v1/alerts', { headers })).body.code);
      }
      expect(codes).to.deep.equal([...Array(3).fill('loopback-only'), ...Array(2).fill('too-many-requests')]);
    });
  });

  it('is for the address that a trusted proxy names, and for all of an IPv6 network', async () => {
    const config = { ...LIMITED, trustProxy: ['127.0.0.1'] };
    await withServer({ config }, async (server) => {
      const from = async (address: string) =>
        (await ask(server, '/v1/alerts', { headers: { 'x-forwarded-for': address } })).status;
      for (const address of ['192.0.2.1', '192.0.2.2', '192.0.2.1', '1.1.1.1, 192.0.2.1'])
        expect(await from(address)).to.equal(403);
      expect(await from('192.0.2.1')).to.equal(429);
      expect(await from('192.0.2.2')).to.equal(403);
      for (const host of [1, 2, 3]) expect(await from(`2001:db8::${host}`)).to.equal(403);
      expect(await from('2001:db8::ffff:4')).to.equal(429);
      expect(await from('2001:db8:0:1::1')).to.equal(403);
    });
  });
});

describe('failed authentications', () => {
  it('are limited harder, for each address, and hold up nobody who has a key', async () => {
    await withServer({ config: { trustProxy: ['127.0.0.1'] } }, async (server) => {
      const { key } = await server.tracker.keys.create({ name: 'anna', scope: 'read' });
      const from = (address: string, authorization?: string) =>
        ask(server, '/v1/alerts', {
          headers: { 'x-forwarded-for': address, ...(authorization ? { authorization } : {}) },
        });
      for (let index = 0; index < 30; index += 1) {
        const { body } = await from('192.0.2.1', index % 2 ? `Bearer ctk_${index}` : undefined);
        expect(body.status).to.equal(401);
      }
      for (const authorization of [undefined, 'Bearer ctk_wrong']) {
        const { headers, body } = await from('192.0.2.1', authorization);
        expect(body).to.include({ status: 429, code: 'too-many-requests' });
        expect(Number(headers['retry-after'])).to.be.within(1, 60);
      }
      expect((await from('192.0.2.2')).status).to.equal(401);
      expect((await from('192.0.2.1', `Bearer ${key}`)).status).to.equal(200);
    });
  });

  it('are limited also where requests are not', async () => {
    await withServer({ config: { rateLimit: 0 } }, async (server) => {
      await server.tracker.keys.create({ name: 'anna', scope: 'read' });
      expect(await statuses(server, 31)).to.deep.equal([...Array(30).fill(401), 429]);
    });
  });

  it('take nothing of what a key may ask', async () => {
    await withServer({ config: LIMITED }, async (server) => {
      const { key } = await server.tracker.keys.create({ name: 'anna', scope: 'read' });
      await statuses(server, 10);
      expect(await statuses(server, 3, bearer(key))).to.deep.equal([200, 200, 200]);
    });
  });
});
