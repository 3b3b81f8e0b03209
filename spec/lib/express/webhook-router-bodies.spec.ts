import { expect } from 'chai';
import express, { type RequestHandler } from 'express';
import { BODY_LIMIT } from '../../../lib/server/intake/delivery-body.ts';
import { connectEvent } from '../../../lib/testing/index.ts';
import { ask, post } from '../server/test-server.ts';
import { errorHandler, type Parts, withHost, withWebhooks } from './host.ts';

const customerId = '6030781868';
const mfa = () => connectEvent('mfa', { customerId });

describe('webhookRouter behind a body parser of the app', () => {
  const keep = express.json({
    verify: (request, _response, bytes) => Object.assign(request, { rawBody: bytes }),
  });
  const everything = () => true;

  const kept: [what: string, parser: RequestHandler][] = [
    ['in rawBody by express.json()', keep],
    ['by express.raw()', express.raw({ type: everything, limit: '1mb' })],
    [
      'by nobody, where express.json() passes a body over',
      express.json({ type: 'application/vnd.api+json' }),
    ],
    [
      'by nobody, where a parser of Express 4 has left {} for a body that it passed over',
      (request, _response, next) => {
        request.body = {};
        next();
      },
    ],
  ];
  for (const [what, parser] of kept) {
    it(`takes the bytes that are kept ${what}`, async () => {
      await withHost(withWebhooks(parser), async (host) => {
        const spaced = JSON.stringify(mfa(), undefined, 3);
        expect((await post(host, '/hooks/connect', spaced)).body).to.deep.equal({ status: 'applied' });
        const other = await post(host, '/hooks/connect', spaced, { 'x-finicity-signature': '0'.repeat(64) });
        expect(other.body).to.include({ status: 401, code: 'invalid-signature' });
      });
    });
  }

  it('refuses kept bytes that are too many, as it does others', async () => {
    await withHost(withWebhooks(express.raw({ type: everything, limit: '1mb' })), async (host) => {
      const { status, body } = await post(host, '/hooks/connect', Buffer.alloc(BODY_LIMIT + 1, 0x20));
      expect([status, body.code]).to.deep.equal([413, 'body-too-large']);
    });
  });

  it('knows the bytes of a body that is empty, whoever has read it', async () => {
    await withHost(withWebhooks(express.json()), async (host) => {
      const headers = { 'content-type': 'application/json', 'content-length': 0 };
      const { body } = await ask(host, '/hooks/connect', { method: 'POST', headers });
      expect(body).to.include({ status: 401, code: 'missing-signature' });
    });
  });

  const lost: [parser: string, handler: RequestHandler][] = [
    ['express.json()', express.json()],
    ['express.text()', express.text({ type: everything })],
    [
      'something that wants the body as text',
      (request, _response, next) => {
        request.setEncoding('utf8');
        next();
      },
    ],
  ];
  for (const [parser, handler] of lost) {
    it(`tells the app what to do where ${parser} has lost the bytes, and answers nothing itself`, async () => {
      const caught: { code?: string; message?: string }[] = [];
      const app = (parts: Parts) => withWebhooks(handler)(parts).use(errorHandler(caught));
      await withHost(app, async (host) => {
        const { status, body, headers } = await post(host, '/hooks/connect', mfa());
        expect([status, body]).to.deep.equal([500, { app: 'failed' }]);
        expect(headers).not.to.have.property('x-request-id');
        expect(await host.tracker.customer(customerId)).to.equal(undefined);
      });
      expect(caught).to.have.length(1);
      expect(caught[0]).to.include({ code: 'body-already-read' });
      expect(caught[0]!.message).to.contain('before express.json()').and.to.contain('rawBody');
    });
  }

  it('leaves a body that is no JSON to the parser and the error handler of the app', async () => {
    const caught: { type?: string }[] = [];
    const app = (parts: Parts) => withWebhooks(keep)(parts).use(errorHandler(caught));
    await withHost(app, async (host) => {
      const { status, body } = await post(host, '/hooks/connect', '{');
      expect([status, body]).to.deep.equal([400, { app: 'failed' }]);
    });
    expect(caught.map(({ type }) => type)).to.deep.equal(['entity.parse.failed']);
  });

  it('leaves a parser of the app its bodies behind it', async () => {
    const app = (parts: Parts) =>
      withWebhooks()(parts)
        .use(express.json())
        .post('/orders', (request, response) => void response.json(request.body));
    await withHost(app, async (host) => {
      expect((await post(host, '/hooks/connect', mfa())).status).to.equal(200);
      expect((await post(host, '/orders', { order: 1 })).body).to.deep.equal({ order: 1 });
    });
  });
});
