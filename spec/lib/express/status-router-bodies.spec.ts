import { expect } from 'chai';
import express, { type RequestHandler } from 'express';
import { getStuck } from '../server/stuck-customer.ts';
import { ask } from '../server/test-server.ts';
import { errorHandler, type Parts, withHost, withStatus } from './host.ts';

const customerId = '6030781868';

describe('statusRouter behind a body parser of the app', () => {
  const parsers: [what: string, parser: RequestHandler][] = [
    ['express.json()', express.json()],
    ['express.raw()', express.raw({ type: () => true })],
    ['none', (_request, _response, next) => next()],
    [
      'one of Express 4 that has left {} for a body that it passed over',
      (request, _response, next) => {
        request.body = {};
        next();
      },
    ],
  ];
  for (const [what, parser] of parsers) {
    it(`reads what is posted to it: ${what}`, async () => {
      await withHost(withStatus({}, parser), async (host) => {
        const [alert] = await getStuck(host.tracker, { customerId });
        const path = `/a/b/v1/alerts/${alert?.alertId}/acknowledge`;
        const say = (body?: unknown, type = 'application/json') =>
          ask(host, path, {
            method: 'POST',
            ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': type } }),
          });
        expect((await say({ who: 'anna' })).body).to.include({ status: 400, code: 'invalid-body' });
        expect((await say(['anna'])).body).to.include({ status: 400, code: 'not-an-object' });
        expect((await say({ by: 'a'.repeat(5_000) })).body).to.include({
          status: 413,
          code: 'body-too-large',
        });
        expect((await say({ by: 'anna' }, 'text/plain')).body.code).to.equal('unsupported-content-type');
        expect((await say({ by: 'anna' })).body.acknowledged).to.include({ by: 'anna' });
        expect((await say()).body.acknowledged).to.include({ by: 'anna' });
      });
    });
  }

  it('refuses keys that no parser of ours would let through', async () => {
    await withHost(withStatus({}, express.json()), async (host) => {
      const { body } = await ask(host, '/a/b/v1/alerts/1/acknowledge', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{"__proto__":{"by":"anna"}}',
      });
      expect(body).to.include({ status: 400, code: 'forbidden-key' });
    });
  });

  it('tells the app where a parser has left nothing of a body', async () => {
    const caught: { code?: string }[] = [];
    const lose: RequestHandler = (request, _response, next) => {
      request.resume().on('end', () => next());
    };
    const app = (parts: Parts) => withStatus({}, lose)(parts).use(errorHandler(caught));
    await withHost(app, async (host) => {
      const { body } = await ask(host, '/a/b/v1/alerts/1/resend', { method: 'POST', body: '{}' });
      expect(body).to.deep.equal({ app: 'failed' });
    });
    expect(caught.map(({ code }) => code)).to.deep.equal(['body-already-read']);
  });
});
