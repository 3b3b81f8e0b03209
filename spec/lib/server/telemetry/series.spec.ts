import { Agent } from 'node:http';
import { expect } from 'chai';
import { StoreUnavailableError } from '../../../../lib/errors.ts';
import type { Metrics } from '../../../../lib/server/telemetry/metrics.ts';
import { connectEvent, connectPing } from '../../../../lib/testing/index.ts';
import type { StagesView } from '../../../../lib/tracker/views.ts';
import { connectMachine } from '../../../../machines/connect.ts';
import { verificationMachine } from '../../../../machines/verification.ts';
import { eventually } from '../../../support/eventually.ts';
import { ask, post, SECRET, withServer } from '../test-server.ts';
import { quietMetrics, readMetrics } from './read-metrics.ts';

const started = () => connectEvent('started', { at: Date.now() - 60_000, customerId: '7001' });

/** Every line of `GET /metrics` that is a sample, or, with a prefix, those of one metric. */
function samplesIn(text: string, prefix = ''): string[] {
  return text.split('\n').filter((line) => line !== '' && !line.startsWith('#') && line.startsWith(prefix));
}

const stages = (open: number, stuck: number): StagesView => ({
  stages: [
    { machine: 'connect', stage: 'mfa', waitingOn: 'customer', open, stuck },
    { machine: 'connect', stage: 'added', waitingOn: 'customer', open: 0, stuck: 0 },
  ],
  outcomes: [],
});

describe('the metrics of deliveries', () => {
  it('count copies by provider, from the first delivery of the provider on', async () => {
    await withServer({ metrics: quietMetrics() }, async (server) => {
      const event = started();
      await post(server, '/webhooks/connect', event);
      expect((await readMetrics(server))('dedupe_hits_total{provider="connect"}')).to.equal(0);
      for (let i = 0; i < 3; i += 1) await post(server, '/webhooks/connect', event);
      for (const scrape of ['first', 'second'])
        expect((await readMetrics(server))('dedupe_hits_total{provider="connect"}'), scrape).to.equal(3);
    });
  });

  it('count what is set aside by its reason, signed or not, and nothing else', async () => {
    await withServer({ metrics: quietMetrics(), config: { connectSecrets: [SECRET] } }, async (server) => {
      for (const body of ['{', '[]', '[]', started(), { ...started(), eventType: 'madeUp' }, connectPing()])
        await post(server, '/webhooks/connect', body);
      await post(server, '/webhooks/yodlee', '{');
      await post(server, '/webhooks/connect', '{', { 'x-finicity-signature': 'none' });
      const text = String((await ask(server, '/metrics')).body);
      expect(samplesIn(text, 'quarantined_total')).to.deep.equal([
        'quarantined_total{reason="invalid-json"} 2',
        'quarantined_total{reason="not-an-object"} 2',
      ]);
    });
  });

  it('count under one name the reasons of providers of your own', async () => {
    const metrics = quietMetrics();
    await withServer({ metrics }, async (server) => {
      for (const code of ['made-up', 'made-up-too', 'too-deep']) metrics.setAside(code);
      const text = String((await ask(server, '/metrics')).body);
      expect(samplesIn(text, 'quarantined_total')).to.deep.equal([
        'quarantined_total{reason="delivery-unusable"} 2',
        'quarantined_total{reason="too-deep"} 1',
      ]);
    });
  });

  it('count as set aside only that of which the reason could be kept', async () => {
    const reject = async () => {
      throw new StoreUnavailableError('connection lost');
    };
    await withServer({ metrics: quietMetrics(), tracker: () => ({ reject }) }, async (server) => {
      await post(server, '/webhooks/connect', '{');
      const text = String((await ask(server, '/metrics')).body);
      expect(samplesIn(text, 'quarantined_total')).to.deep.equal([]);
    });
  });
});

describe('the metrics of sessions', () => {
  it('tell how many are in each stage, and how many of those are stuck', async () => {
    let told = async () => stages(7, 2);
    await withServer(
      { metrics: quietMetrics(), tracker: () => ({ stages: () => told() }) },
      async (server) => {
        const of = (stage: string, state: string) =>
          `sessions{machine="connect",stage="${stage}",state="${state}"}`;
        const value = await readMetrics(server);
        expect([value(of('mfa', 'open')), value(of('mfa', 'stuck'))]).to.deep.equal([7, 2]);
        expect([value(of('added', 'open')), value(of('added', 'stuck'))]).to.deep.equal([0, 0]);
        told = async () => {
          throw new StoreUnavailableError('connection lost');
        };
        expect((await readMetrics(server))(of('mfa', 'open'))).to.equal(undefined);
        told = () => new Promise(() => {});
        expect((await readMetrics(server))(of('mfa', 'open'))).to.equal(undefined);
      },
    );
  });

  it('tell how long they were in a stage, in seconds', async () => {
    const metrics = quietMetrics();
    await withServer({ metrics }, async (server) => {
      metrics.observer.stepped('connect', 'mfa', 4_000);
      metrics.observer.stepped('connect', 'mfa', 90_000);
      const value = await readMetrics(server);
      const labels = 'machine="connect",stage="mfa"';
      expect(value(`session_step_duration_seconds_sum{${labels}}`)).to.equal(94);
      expect(value(`session_step_duration_seconds_bucket{le="5",${labels}}`)).to.equal(1);
      expect(value(`session_step_duration_seconds_bucket{le="300",${labels}}`)).to.equal(2);
    });
  });
});

describe('the metrics of the status API', () => {
  it('count requests by the pattern of their path, and deliveries not among them', async () => {
    await withServer({ metrics: quietMetrics() }, async (server) => {
      await post(server, '/webhooks/connect', started());
      await ask(server, '/v1/customers/7001');
      await ask(server, '/v1/customers/7001', { method: 'HEAD' });
      await ask(server, '/v1/customers/7002');
      await ask(server, '/v1/customers/7002', { method: 'PROPFIND' });
      await ask(server, '/v1/alerts', { headers: { host: 'evil.example' } });
      await ask(server, '/7002');
      await ask(server, '/v1/alerts/7002/resend', { method: 'POST' });
      await eventually(async () => {
        const text = String((await ask(server, '/metrics')).body);
        const counted = samplesIn(text, 'http_requests_total').filter((line) => !line.includes('/metrics'));
        expect(counted).to.deep.equal([
          'http_requests_total{route="/v1/customers/:customerId",method="GET",status="200"} 2',
          'http_requests_total{route="/v1/customers/:customerId",method="GET",status="404"} 1',
          'http_requests_total{route="/v1/customers/:customerId",method="other",status="405"} 1',
          'http_requests_total{route="/v1/alerts",method="GET",status="403"} 1',
          'http_requests_total{route="none",method="GET",status="404"} 1',
          'http_requests_total{route="/v1/alerts/:alertId/resend",method="POST",status="400"} 1',
        ]);
      }, 2_000);
    });
  });

  it('count whose askers went away', async () => {
    let leave = () => {};
    const alerts = () => {
      leave();
      return new Promise<never>(() => {});
    };
    await withServer({ metrics: quietMetrics(), tracker: () => ({ alerts }) }, async (server) => {
      const agent = new Agent();
      leave = () => agent.destroy();
      await ask(server, '/v1/alerts', { agent }).catch(() => {});
      await eventually(async () => {
        const sample = 'http_requests_total{route="/v1/alerts",method="GET",status="aborted"}';
        expect((await readMetrics(server))(sample)).to.equal(1);
      });
    });
  });

  it('tell how many streams are open', async () => {
    const metrics = quietMetrics();
    await withServer({ metrics }, async (server) => {
      expect((await readMetrics(server))('sse_clients')).to.equal(0);
      for (const open of [1, 2, 1]) metrics.streams(open);
      expect((await readMetrics(server))('sse_clients')).to.equal(1);
    });
  });
});

describe('the metrics of the store', () => {
  it('tell how long operations took, in seconds', async () => {
    const metrics = quietMetrics();
    await withServer({ metrics }, async (server) => {
      await post(server, '/webhooks/connect', started());
      metrics.stored('read', 'store-unavailable', 5_000);
      const value = await readMetrics(server);
      const sample = (part: string, labels: string) => value(`store_op_duration_seconds_${part}{${labels}}`);
      expect(sample('count', 'op="commit",outcome="ok"')).to.equal(1);
      expect(sample('sum', 'op="commit",outcome="ok"')).to.be.within(0.000_01, 5);
      expect(sample('sum', 'op="read",outcome="store-unavailable"')).to.equal(5);
    });
  });
});

/** As much as there can be of what is bounded by the machines and the store. */
function fill(metrics: Metrics): StagesView {
  const stages = [connectMachine, verificationMachine].flatMap(({ id, states }) =>
    Object.keys(states).map((stage) => ({
      machine: id,
      stage,
      waitingOn: 'nobody' as const,
      open: 1,
      stuck: 1,
    })),
  );
  for (const { machine, stage } of stages) metrics.observer.stepped(machine, stage, 1);
  for (const operation of ['read', 'commit', 'due', 'range', 'count', 'totals', 'feed', 'feed-end', 'health'])
    for (const outcome of ['ok', 'store-unavailable']) metrics.stored(operation, outcome, 1);
  return { stages, outcomes: [] };
}

describe('the series', () => {
  it('stay below a thousand, whatever senders and askers make up', async function () {
    this.timeout(120_000);
    const metrics = quietMetrics();
    const full = fill(metrics);
    const tracker = () => ({ stages: async () => full });
    await withServer({ metrics, tracker, config: { connectSecrets: [SECRET] } }, async (server) => {
      const agent = new Agent({ keepAlive: true });
      const made = (index: number) =>
        `madeUp${index.toString(36).replace(/\d/g, (digit) => 'ABCDEFGHIJ'[+digit]!)}`;
      // The events through the tracker, since what is unlimited about them is not the HTTP around them.
      const event = (index: number) => ({
        provider: 'connect',
        customerId: `c${index}`,
        type: index % 2 === 0 ? made(index) : 'adding',
        id: `e${index}`,
        at: Date.now(),
        receivedAt: Date.now(),
        data: { institutionId: `1${index}` },
        ...(index % 2 === 0 ? { status: 'unknown' as const } : {}),
      });
      for (let index = 0; index < 100_000; index += 5_000)
        await Promise.all(
          Array.from({ length: 5_000 }, (_, more) => server.tracker.record(event(index + more))),
        );
      for (let index = 0; index < 300; index += 1) {
        const body = connectEvent('adding', {
          at: Date.now(),
          institutionId: `9${index}`,
          body: { eventType: made(index) },
        });
        await post(server, `/webhooks/connect/${made(index)}`, body, { traceparent: made(index) });
        await post(server, `/webhooks/${made(index)}`, body);
        await ask(server, `/v1/customers/${made(index)}`, { agent });
        await ask(server, `/${made(index)}`, { agent });
      }
      for (const path of [
        'customers/1',
        'customers/1/sessions',
        'sessions/1',
        'alerts',
        'alerts/1',
        'rejected',
      ])
        for (const method of ['GET', 'HEAD', 'POST', 'DELETE', 'PUT', 'PATCH', 'OPTIONS', 'PROPFIND'])
          for (const host of ['127.0.0.1', 'evil.example'])
            for (const query of ['', '?made=up'])
              await ask(server, `/v1/${path}${query}`, { method, headers: { host }, agent });
      const text = String((await ask(server, '/metrics', { agent })).body);
      expect(text).not.to.match(/madeUp/);
      expect(samplesIn(text)).to.have.length.below(1_000);
      agent.destroy();
    });
  });
});
