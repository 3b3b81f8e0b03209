import { connect } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { expect } from 'chai';
import express, { type ErrorRequestHandler, type RequestHandler } from 'express';
import { StoreUnavailableError } from '../../../lib/errors.ts';
import { webhookRouter } from '../../../lib/express/index.ts';
import { connectEvent } from '../../../lib/testing/index.ts';
import { eventually } from '../../support/eventually.ts';
import { post, SECRET } from '../server/test-server.ts';
import { errorHandler, type Host, type HostOptions, type Parts, withHost, withWebhooks } from './host.ts';

const secrets = [SECRET];
const customerId = '6030781868';
const mfa = () => connectEvent('mfa', { customerId });

describe('webhookRouter, when something fails', () => {
  const failing = (error: Error): HostOptions => ({
    tracker: () => ({
      async record() {
        throw error;
      },
    }),
  });

  it('answers 503 with Retry-After while the store is away', async () => {
    const caught: unknown[] = [];
    const app = (parts: Parts) => withWebhooks()(parts).use(errorHandler(caught));
    const asked = async (host: Host) => {
      const { body, headers } = await post(host, '/hooks/connect', mfa());
      expect(body).to.include({ status: 503, code: 'store-unavailable', instance: '/hooks/connect' });
      expect(headers).to.include({ 'retry-after': '5', 'content-type': 'application/problem+json' });
    };
    await withHost(app, asked, failing(new StoreUnavailableError('connection lost')));
    expect(caught).to.deep.equal([]);
  });

  it('hands what is wrong with the program to the error handler of the app, once, and the answer as it was', async () => {
    const caught: unknown[] = [];
    const lines: Record<string, unknown>[] = [];
    const wrong = new RangeError('out of range');
    const own: RequestHandler = (_request, response, next) => {
      response.status(418).set({ 'x-request-id': 'of-the-app', 'x-own': '1' });
      next();
    };
    const plain: ErrorRequestHandler = (error, _request, response, _next) => {
      caught.push(error);
      response.json({ app: 'failed' });
    };
    const app = (parts: Parts) => withWebhooks(own)(parts).use(plain);
    const asked = async (host: Host) => {
      const { status, headers, body } = await post(host, '/hooks/connect', mfa());
      expect([status, body]).to.deep.equal([418, { app: 'failed' }]);
      expect(headers).to.include({ 'x-request-id': 'of-the-app', 'x-own': '1' });
      await eventually(async () => expect(lines).to.have.length(1));
    };
    await withHost(app, asked, { ...failing(wrong), lines });
    expect(caught).to.deep.equal([wrong]);
    expect(lines[0]).to.include({ msg: 'request', outcome: 'internal-error', status: 418 });
  });

  it('says nothing where the app has lost patience and answered meanwhile', async () => {
    let record = (): void => {};
    const caught: unknown[] = [];
    let ended = 0;
    const impatient: RequestHandler = (_request, response, next) => {
      const { end } = response;
      response.end = ((...args: Parameters<typeof end>) => {
        ended += 1;
        return end.apply(response, args);
      }) as typeof end;
      next();
      response.status(504).json({ app: 'too slow' });
    };
    const slow: HostOptions = {
      tracker: (real) => ({
        record: (event) => new Promise((resolve) => (record = () => resolve(real.record(event)))),
      }),
    };
    const app = (parts: Parts) => withWebhooks(impatient)(parts).use(errorHandler(caught));
    const asked = async (host: Host) => {
      expect((await post(host, '/hooks/connect', mfa())).body).to.deep.equal({ app: 'too slow' });
      await eventually(async () => {
        record();
        expect(await host.tracker.customer(customerId)).to.include({ stage: 'mfa' });
      });
      await setImmediate();
    };
    const unheard = (reason: unknown) => caught.push(reason);
    process.on('unhandledRejection', unheard);
    try {
      await withHost(app, asked, slow);
    } finally {
      process.off('unhandledRejection', unheard);
    }
    expect([ended, caught]).to.deep.equal([1, []]);
  });

  it('hands on what the app has answered already', async () => {
    const handedOn: string[] = [];
    const hasty: RequestHandler = (_request, response, next) => {
      response.json({ app: 'done' });
      next();
    };
    const app = (parts: Parts) =>
      withWebhooks(hasty)(parts).use((request) => void handedOn.push(request.url));
    await withHost(app, async (host) => {
      expect((await post(host, '/hooks/connect', mfa())).body).to.deep.equal({ app: 'done' });
      expect(await host.tracker.customer(customerId)).to.equal(undefined);
    });
    expect(handedOn).to.deep.equal(['/hooks/connect']);
  });

  it('gives up a delivery whose sender has gone before the app let it through', async () => {
    let letThrough: (() => void) | undefined;
    let isGone = false;
    const caught: unknown[] = [];
    const waiting: RequestHandler = (_request, response, next) => {
      response.on('close', () => (isGone = true));
      letThrough ??= next;
      if (letThrough !== next) next();
    };
    const app = (parts: Parts) =>
      express()
        .use(waiting)
        .use('/hooks', webhookRouter(parts.tracker, { secrets, maxInFlight: 1 }))
        .use(errorHandler(caught));
    await withHost(app, async (host) => {
      const socket = connect(host.port, '127.0.0.1');
      socket.write('POST /hooks/connect HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n{');
      await eventually(async () => expect(letThrough).to.be.a('function'));
      socket.destroy();
      await eventually(async () => expect(isGone).to.equal(true));
      letThrough!();
      expect((await post(host, '/hooks/connect', mfa())).body).to.deep.equal({ status: 'applied' });
    });
    expect(caught).to.deep.equal([]);
  });
});
