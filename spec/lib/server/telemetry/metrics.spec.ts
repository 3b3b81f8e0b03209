import { expect } from 'chai';
import { DeliveryError } from '../../../../lib/alerts/sinks/sink.ts';
import { StoreUnavailableError } from '../../../../lib/errors.ts';
import { createLog } from '../../../../lib/server/log.ts';
import { createMetrics, type Metrics } from '../../../../lib/server/telemetry/metrics.ts';
import { connectEvent, connectPing, yodleeEvent } from '../../../../lib/testing/index.ts';
import { caughtSink } from '../../../support/caught-sink.ts';
import { eventually } from '../../../support/eventually.ts';
import { enterStage, getStuck, MINUTE } from '../stuck-customer.ts';
import { ask, post, SECRET, withServer } from '../test-server.ts';
import { quietMetrics, readMetrics } from './read-metrics.ts';

const unavailable = async () => {
  throw new StoreUnavailableError('connection lost');
};

describe('GET /metrics', () => {
  it('is the text format of Prometheus, with what is known of the process', async () => {
    await withServer({ metrics: quietMetrics() }, async (server) => {
      const { headers, body } = await ask(server, '/metrics');
      expect(headers['content-type']).to.equal('text/plain; version=0.0.4; charset=utf-8');
      expect(headers['cache-control']).to.equal('no-store');
      expect(body).to.match(/^# TYPE process_cpu_user_seconds_total counter$/m);
      const words = [...String(body).matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name);
      expect(words.filter((name) => !/^(process|nodejs)_/.test(name!)).sort()).to.deep.equal([
        'alert_dead_letters',
        'alert_deliveries_total',
        'alert_delivery_duration_seconds',
        'alert_sink_failing',
        'alerts_open',
        'alerts_total',
        'background_failures_total',
        'dedupe_hits_total',
        'http_requests_total',
        'quarantined_total',
        'session_step_duration_seconds',
        'sessions',
        'sse_clients',
        'store_op_duration_seconds',
        'store_up',
        'timer_lateness_seconds',
        'timers_due',
        'webhook_ack_duration_seconds',
        'webhook_requests_total',
      ]);
    });
  });

  it('counts deliveries by provider and outcome, and times those that were accepted', async () => {
    await withServer({ metrics: quietMetrics(), config: { connectSecrets: [SECRET] } }, async (server) => {
      const started = connectEvent('started', { at: Date.now() - 60_000, customerId: '7001' });
      for (const body of [started, started, connectPing()]) await post(server, '/webhooks/connect', body);
      await post(server, '/webhooks/connect', started, { 'x-finicity-signature': 'none' });
      await post(server, '/webhooks/yodlee', yodleeEvent('initiated', { at: Date.now() }));
      await post(server, '/webhooks/plaid', started);
      await ask(server, '/v1/rejected');
      for (const scrape of ['first', 'second']) {
        const value = await readMetrics(server);
        const count = (labels: string) => value(`webhook_requests_total{${labels}}`);
        expect(count('provider="connect",outcome="applied"'), scrape).to.equal(1);
        expect(count('provider="connect",outcome="duplicate"')).to.equal(1);
        expect(count('provider="connect",outcome="ping"')).to.equal(1);
        expect(count('provider="connect",outcome="invalid-signature"')).to.equal(1);
        expect(count('provider="yodlee",outcome="applied"')).to.equal(1);
        expect(count('provider="none",outcome="provider-not-found"')).to.equal(1);
        expect(value('webhook_ack_duration_seconds_count{provider="connect"}')).to.equal(3);
        expect(value('webhook_ack_duration_seconds_count{provider="yodlee"}')).to.equal(1);
        expect(value('webhook_ack_duration_seconds_count{provider="none"}')).to.equal(undefined);
        expect(value('webhook_ack_duration_seconds_sum{provider="connect"}')).to.be.within(0.000_01, 10);
      }
      const { counts } = (await ask(server, '/v1/rejected')).body;
      expect(counts).to.include({ applied: 2, 'invalid-signature': 1 });
    });
  });

  it('lets nobody make up a label', async () => {
    await withServer({ metrics: quietMetrics() }, async (server) => {
      for (const path of ['made-up', 'connect/made-up', '__proto__'])
        await post(server, `/webhooks/${path}`, {});
      await post(server, '/webhooks/connect', {
        ...connectEvent('started', { at: Date.now() }),
        eventType: 'madeUp',
      });
      expect(String((await ask(server, '/metrics')).body)).not.to.match(/made-?up|proto/i);
    });
  });

  it('tells of alerts', async () => {
    await withServer({ metrics: quietMetrics() }, async (server) => {
      const first = await readMetrics(server);
      expect(first('alerts_total{effect="sessionStuck",change="raised"}')).to.equal(0);
      expect(first('alerts_open')).to.equal(0);
      await enterStage(server.tracker, { customerId: '7000' });
      await getStuck(server.tracker, { customerId: '7001' }, { customerId: '7002' });
      await enterStage(server.tracker, { customerId: '7001', ago: 0, stage: 'added' });
      const value = await readMetrics(server);
      expect(value('alerts_total{effect="sessionStuck",change="raised"}')).to.equal(3);
      expect(value('alerts_total{effect="sessionStuck",change="resolved"}')).to.equal(1);
      expect(value('alerts_open')).to.equal(2);
      expect(value('alert_dead_letters')).to.equal(0);
      expect(value('timers_due')).to.equal(0);
      expect(value('store_up')).to.equal(1);
    });
  });

  it('tells how much waits to be done', async () => {
    const backlog = async () => ({ timersDue: 3, openAlerts: 4, deadLetters: 5 });
    await withServer({ metrics: quietMetrics(), tracker: () => ({ backlog }) }, async (server) => {
      const value = await readMetrics(server);
      const gauges = ['timers_due', 'alerts_open', 'alert_dead_letters'];
      expect(gauges.map((gauge) => value(gauge))).to.deep.equal([3, 4, 5]);
    });
  });

  it('tells how late a deadline was found', async () => {
    await withServer({ metrics: quietMetrics() }, async (server) => {
      await enterStage(server.tracker, { customerId: '7001', ago: 5 * MINUTE - 500 });
      await eventually(async () => expect(await server.tracker.sweep()).to.equal(1));
      const value = await readMetrics(server);
      expect(value('timer_lateness_seconds_count')).to.equal(1);
      expect(value('timer_lateness_seconds_sum')).to.be.within(0, 5);
      expect(value('alerts_total{effect="sessionStuck",change="raised"}')).to.equal(1);
    });
  });

  it('tells how sinks do', async () => {
    const [ops, dead] = [caughtSink({ name: 'ops' }), caughtSink({ name: 'dead' })];
    dead.fail(new DeliveryError('sink-gone', 'gone', { status: 410, final: true }));
    await withServer({ metrics: quietMetrics(), alerts: { sinks: [ops, dead] } }, async (server) => {
      await getStuck(server.tracker, ...['1', '2', '3', '4', '5'].map((customerId) => ({ customerId })));
      const value = await readMetrics(server);
      expect(value('alert_deliveries_total{sink="ops",outcome="delivered"}')).to.equal(5);
      expect(value('alert_deliveries_total{sink="dead",outcome="sink-gone"}')).to.equal(5);
      expect(value('alert_delivery_duration_seconds_count{sink="ops"}')).to.equal(5);
      expect(value('alert_sink_failing{sink="ops"}')).to.equal(0);
      expect(value('alert_sink_failing{sink="dead"}')).to.equal(1);
      expect(value('alert_dead_letters')).to.equal(5);
      expect((await ask(server, '/readyz')).body.alerts).to.deep.equal({ failingSinks: ['dead'] });
    });
  });

  for (const [name, away] of [
    ['refuses', unavailable],
    ['says nothing', () => new Promise<never>(() => {})],
  ] as const) {
    it(`answers within a second or so while the store ${name}, without what it does not know`, async () => {
      let gone = false;
      const until =
        <T>(real: () => Promise<T>) =>
        () =>
          gone ? away() : real();
      const tracker: Parameters<typeof withServer>[0]['tracker'] = ({ backlog, health }) => ({
        backlog: until(backlog),
        health: until(health),
      });
      await withServer({ metrics: quietMetrics(), tracker }, async (server) => {
        await getStuck(server.tracker, { customerId: '7001' });
        expect((await readMetrics(server))('alerts_open')).to.equal(1);
        gone = true;
        const began = performance.now();
        const value = await readMetrics(server);
        expect(performance.now() - began).to.be.below(3_000);
        expect(value('store_up')).to.equal(0);
        for (const gauge of ['alerts_open', 'alert_dead_letters', 'timers_due']) {
          expect(value(gauge), gauge).to.equal(undefined);
        }
        gone = false;
        expect((await readMetrics(server))('store_up')).to.equal(1);
      });
    });
  }

  it('says that the store is down when it takes no writes', async () => {
    const health = async () => ({ writable: false, durability: 'disk', warnings: [] });
    await withServer({ metrics: quietMetrics(), tracker: () => ({ health }) }, async (server) => {
      const value = await readMetrics(server);
      expect([value('store_up'), value('alerts_open')]).to.deep.equal([0, 0]);
    });
  });

  it('keeps what two servers of one process measure apart', async () => {
    await withServer({ metrics: quietMetrics() }, async (one) => {
      await withServer({ metrics: quietMetrics() }, async (other) => {
        await post(one, '/webhooks/connect', connectPing());
        const sample = 'webhook_requests_total{provider="connect",outcome="ping"}';
        expect((await readMetrics(one))(sample)).to.equal(1);
        expect((await readMetrics(other))(sample)).to.equal(undefined);
      });
    });
  });
});

describe('the observer of the metrics', () => {
  function observed() {
    const lines: Record<string, unknown>[] = [];
    const log = createLog('info', { write: (line) => lines.push(JSON.parse(line)) });
    const clock = { now: 0 };
    const metrics = createMetrics({ log, now: () => clock.now });
    return { metrics, lines, clock };
  }

  const measured = async (metrics: Metrics, sample: string) => {
    const tracker = {
      backlog: unavailable,
      health: unavailable,
      stages: unavailable,
      failingSinks: () => [],
    };
    const line = (await metrics.scrape(tracker)).split('\n').find((one) => one.startsWith(`${sample} `));
    return Number(line?.slice(sample.length));
  };

  it('counts every failure in the background, and logs one line per code in ten seconds', async () => {
    const { metrics, lines, clock } = observed();
    const fail = (error: unknown) => metrics.observer.failed(error);
    for (let i = 0; i < 100; i += 1) fail(new StoreUnavailableError('connection lost'));
    expect(lines).to.have.length(1);
    expect(lines[0]).to.deep.include({ level: 50, msg: 'background failure' });
    expect(lines[0]!['error']).to.include({ code: 'store-unavailable', message: 'connection lost' });
    fail(new DeliveryError('sink-timeout', 'no answer'));
    fail(new TypeError('6030781868 is no function'));
    fail('6030781868');
    expect(lines).to.have.length(3);
    clock.now = 9_999;
    fail(new StoreUnavailableError('connection lost'));
    expect(lines).to.have.length(3);
    clock.now = 10_000;
    fail(new StoreUnavailableError('connection lost'));
    fail(new StoreUnavailableError('connection lost'));
    expect(lines).to.have.length(4);
    expect(JSON.stringify(lines)).not.to.contain('6030781868');
    expect(await measured(metrics, 'background_failures_total')).to.equal(106);
  });

  it('measures in seconds what it is told in ms', async () => {
    const { metrics } = observed();
    metrics.observer.swept(250);
    metrics.observer.swept(60_000);
    metrics.observer.tried('ops', 'delivered', 40);
    expect(await measured(metrics, 'timer_lateness_seconds_sum')).to.equal(60.25);
    expect(await measured(metrics, 'timer_lateness_seconds_bucket{le="0.25"}')).to.equal(1);
    expect(await measured(metrics, 'alert_delivery_duration_seconds_sum{sink="ops"}')).to.equal(0.04);
  });
});
