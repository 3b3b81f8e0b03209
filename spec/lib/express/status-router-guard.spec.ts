import { expect } from 'chai';
import type { RequestHandler } from 'express';
import { eventually } from '../../support/eventually.ts';
import { ask } from '../server/test-server.ts';
import { type Host, withHost, withStatus } from './host.ts';

describe('the guard of statusRouter', () => {
  const stages = (host: Host, headers = {}) => ask(host, '/a/b/v1/stages', { headers });
  const forwarded = { 'x-forwarded-for': '203.0.113.9' };

  it('is that of a server: this machine without keys, and whoever has one with them', async () => {
    await withHost(withStatus(), async (host) => {
      expect((await stages(host)).status).to.equal(200);
      expect((await stages(host, forwarded)).body).to.include({ status: 403, code: 'loopback-only' });
      const { key } = await host.tracker.keys.create({ name: 'anna', scope: 'read' });
      expect((await stages(host)).body).to.include({ status: 401, code: 'missing-key' });
      const answer = await stages(host, { ...forwarded, authorization: `Bearer ${key}` });
      expect(answer.status).to.equal(200);
      expect((await ask(host, '/a/b/docs')).status).to.equal(200);
    });
  });

  it('counts requests, as many as there may be', async () => {
    await withHost(withStatus({ rateLimit: 2 }), async (host) => {
      for (const status of [200, 200, 429]) expect((await stages(host)).status).to.equal(status);
    });
  });

  it('counts beside the limits of the app, and takes nothing from what they say', async () => {
    const figures: unknown[] = [];
    const own: RequestHandler = (request, response, next) => {
      response.set('ratelimit', '"app"; r=5; t=60');
      Object.assign(request, { rateLimit: 'of the app' });
      response.on('finish', () => figures.push((request as { rateLimit?: unknown }).rateLimit));
      next();
    };
    await withHost(withStatus({}, own), async (host) => {
      const { ratelimit } = (await stages(host)).headers;
      expect(ratelimit).to.match(/^"app"; r=5; t=60, "600-in-1min"; r=599; t=\d+/);
      await eventually(async () => expect(figures).to.deep.equal(['of the app']));
    });
  });

  it('is not there where the app has its own', async () => {
    const guard: RequestHandler = (request, response, next) => {
      if (request.headers.cookie === 'session=1') next();
      else response.status(401).json({ app: 'who are you?' });
    };
    await withHost(withStatus({ guardedBy: 'app' }, guard), async (host) => {
      await host.tracker.keys.create({ name: 'anna', scope: 'read' });
      expect((await stages(host, forwarded)).body).to.deep.equal({ app: 'who are you?' });
      const { status, headers } = await stages(host, { ...forwarded, cookie: 'session=1' });
      expect(status).to.equal(200);
      expect(headers).not.to.have.any.keys('ratelimit', 'ratelimit-policy');
    });
  });

  for (const guardedBy of ['keys', 'app'] as const) {
    it(`lets no page of another site change anything, guarded by ${guardedBy}`, async () => {
      await withHost(withStatus({ guardedBy }), async (host) => {
        const headers = { origin: 'https://elsewhere.example', 'sec-fetch-site': 'cross-site' };
        const { body } = await ask(host, '/a/b/v1/alerts/1/acknowledge', { method: 'POST', headers });
        expect(body).to.include({ status: 403, code: 'cross-site-request' });
      });
    });
  }
});
