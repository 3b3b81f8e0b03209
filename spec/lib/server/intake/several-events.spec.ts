import { expect } from 'chai';
import { StoreUnavailableError } from '../../../../lib/errors.ts';
import type { TrackerEvent } from '../../../../lib/fold/event.ts';
import type { Provider } from '../../../../lib/providers/provider.ts';
import { createLog } from '../../../../lib/server/log.ts';
import { createMetrics } from '../../../../lib/server/telemetry/metrics.ts';
import type { Tracker } from '../../../../lib/tracker/tracker.ts';
import { connectMachine } from '../../../../machines/connect.ts';
import { caughtSpans } from '../../../support/caught-spans.ts';
import { ask, post, type TestServer, withServer } from '../test-server.ts';

/** Posts are lists of `[customer, type, how many ms ago]`. */
const lists = (verified: boolean): Provider => ({
  name: 'lists',
  machine: connectMachine,
  authenticate: () => ({ ok: true, verified }),
  read(body, { receivedAt }) {
    const events = (body as [string, string, number][]).map(
      ([customerId, type, ago]): TrackerEvent => ({
        provider: 'lists',
        customerId,
        type,
        id: `${type}-${ago}`,
        at: receivedAt - ago,
        receivedAt,
        data: {},
      }),
    );
    return { kind: 'events', events };
  },
});
const more = [lists(true)];
const flow = [
  ['7001', 'started', 3_000],
  ['7001', 'adding', 2_000],
  ['7001', 'mfa', 1_000],
] as const;
const send = (server: TestServer, body: unknown) => post(server, '/webhooks/lists', body);
const customer = async (server: TestServer, customerId = '7001') =>
  (await ask(server, `/v1/customers/${customerId}?provider=lists`)).body;
const rejected = async (server: TestServer) => (await ask(server, '/v1/rejected')).body;

describe('a delivery of several events', () => {
  it('records all of them, and is answered once', async () => {
    await withServer({ more }, async (server) => {
      const { status, body } = await send(server, [...flow, ['7002', 'started', 0]]);
      expect([status, body]).to.deep.equal([200, { status: 'applied' }]);
      expect(await customer(server)).to.include({ stage: 'mfa' });
      expect(await customer(server, '7002')).to.include({ stage: 'started' });
    });
  });

  it('is answered when the last of them is durable', async () => {
    const order: string[] = [];
    const tracker = (real: Tracker): Partial<Tracker> => ({
      async record(event) {
        const recorded = await real.record(event);
        await new Promise(setImmediate);
        order.push(event.type);
        return recorded;
      },
    });
    await withServer({ more, tracker }, async (server) => {
      await send(server, flow);
      order.push('answered');
    });
    expect(order).to.deep.equal(['started', 'adding', 'mfa', 'answered']);
  });

  it('is 503 where one of them could not be stored, so that all are sent again', async () => {
    const tracker = (real: Tracker): Partial<Tracker> => ({
      record: async (event) => {
        if (event.type === 'adding') throw new StoreUnavailableError('the disk is full');
        return real.record(event);
      },
    });
    await withServer({ more, tracker }, async (server) => {
      expect((await send(server, flow)).body).to.include({ status: 503, code: 'store-unavailable' });
    });
  });

  it('sets aside those that cannot be kept, and keeps the rest', async () => {
    await withServer({ more, maxEvents: 2 }, async (server) => {
      expect((await send(server, flow)).body).to.deep.equal({ status: 'applied' });
      expect(await customer(server)).to.include({ stage: 'adding' });
      const { rejected: kept, counts } = await rejected(server);
      expect(kept).to.have.lengthOf(1);
      expect(kept[0]).to.include({ code: 'record-full', authenticated: true });
      expect(counts).to.deep.equal({ applied: 1 });
    });
  });

  it('is set aside as a whole where none can be kept, with each reason', async () => {
    const DAY = 86_400_000;
    await withServer({ more, maxEvents: 1, retention: DAY }, async (server) => {
      await send(server, [['7001', 'started', 3_000]]);
      const old = ['7001', 'started', 2 * DAY];
      expect((await send(server, [old, ['7001', 'mfa', 0]])).body).to.deep.equal({ status: 'rejected' });
      const codes = (await rejected(server)).rejected.map(({ code }: { code: string }) => code);
      expect(codes).to.have.members(['record-full', 'event-expired']);
      expect((await send(server, [old, old])).body).to.deep.equal({ status: 'rejected' });
      expect((await rejected(server)).rejected).to.have.lengthOf(3);
    });
  });

  it('is 400 where none can be kept and nothing proves who sent it, but not where the rest is kept', async () => {
    await withServer({ more: [lists(false)], maxEvents: 2 }, async (server) => {
      expect((await send(server, flow)).body).to.deep.equal({ status: 'applied' });
      expect((await send(server, [['7001', 'done', 0]])).body).to.include({
        status: 400,
        code: 'record-full',
      });
    });
  });

  it('is 503 where the reason for those not kept could not be stored', async () => {
    const tracker = (): Partial<Tracker> => ({
      reject: async () => {
        throw new StoreUnavailableError('the disk is full');
      },
    });
    await withServer({ more, maxEvents: 2, tracker }, async (server) => {
      expect((await send(server, flow)).body).to.include({ status: 503, code: 'store-unavailable' });
    });
  });

  it('is one line of the log, with their number and the type of one', async () => {
    await withServer({ more }, async (server) => {
      await send(server, flow);
      await send(server, [...flow, ['7001', 'discovered', 0]]);
      await send(server, [flow[0]]);
      const lines = server.lines
        .filter(({ msg }) => msg === 'request')
        .map(({ outcome, eventType, events }) => [outcome, eventType, events]);
      expect(lines).to.deep.equal([
        ['applied', 'started', 3],
        ['applied', 'discovered', 4],
        ['duplicate', 'started', undefined],
      ]);
    });
  });

  it('counts as one delivery, and has a span for each event', async () => {
    const { tracer, ended } = caughtSpans();
    const metrics = createMetrics({ log: createLog('silent') });
    await withServer({ more, metrics, tracer }, async (server) => {
      await send(server, flow);
      const spans = await ended(flow.length + 1);
      expect(spans.map(({ name }) => name)).to.deep.equal([
        ...flow.map(() => 'process lists'),
        'POST /webhooks/:provider',
      ]);
      const { body } = await ask(server, '/metrics');
      expect(body).to.include('webhook_requests_total{provider="lists",outcome="applied"} 1');
    });
  });
});
