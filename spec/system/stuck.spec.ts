import { expect } from 'chai';
import pMap from 'p-map';
import type { JsonObject } from '../../lib/fold/event.ts';
import { connectEvent, webhookRequest, yodleeEvent } from '../../lib/testing/index.ts';
import type { AlertPage, AlertView, CustomerView } from '../../lib/tracker/views.ts';
import { connectDelays, verificationDelays } from '../../machines/index.ts';
import { eventually } from '../support/eventually.ts';
import { answer, hang } from '../support/receiver.ts';
import { countBy, type Listener, startListener, webhookTo } from './listener.ts';
import { type ServerProcess, startServerProcess } from './server-process.ts';
import { stores } from './stores.ts';

const STUCK_AFTER = 2_500;
const PER_STAGE = 5;
/** In ms: what a broken receiver may do to the slowest deliveries, on a machine that has other things to do. */
const TOLERANCE = 250;

/** A customer who is about to wait in a stage, and what will lead on. */
interface Waiting {
  readonly provider: 'connect' | 'yodlee';
  readonly customerId: string;
  readonly stage: string;
  readonly enter: JsonObject;
  readonly leave: () => JsonObject;
}

const stagesOf = <T extends object>(delays: T) =>
  Object.keys(delays).filter((name) => name !== 'abandonAfter') as Exclude<keyof T, 'abandonAfter'>[];

/** Some customers for each stage of both machines in which somebody is waited for. */
function crowd(name: string): Waiting[] {
  const at = Date.now();
  return Array.from({ length: PER_STAGE }, (_, index) => [
    ...stagesOf(connectDelays).map((stage): Waiting => {
      const customerId = `${name}-${stage}-${index}`;
      const type = stage === 'depositSwitch' ? 'depositSwitchUpdate' : stage;
      const enter = connectEvent(type, { at, customerId });
      const leave = () => connectEvent('done', { at: Date.now(), customerId });
      return { provider: 'connect', customerId, stage, enter, leave };
    }),
    ...stagesOf(verificationDelays).map((stage): Waiting => {
      const customerId = `${name}-${stage}-${index}`;
      const enter = yodleeEvent(stage, { at, customerId });
      // Its times have whole seconds, and must not come before the first.
      const leave = () => yodleeEvent('failed', { at: Date.now() + 1_000, customerId });
      return { provider: 'yodlee', customerId, stage, enter, leave };
    }),
  ]).flat();
}

/** Posts one event of each; gives how long the slowest but one in a hundred took, in ms. */
async function post(
  { url }: ServerProcess,
  waiting: readonly Waiting[],
  bodyOf: (one: Waiting) => JsonObject,
): Promise<number> {
  const took = await pMap(
    waiting,
    async (one) => {
      const request = webhookRequest({ provider: one.provider, body: bodyOf(one) }, { url });
      const begin = performance.now();
      const { status } = await fetch(request.url, request);
      expect(status).to.equal(200);
      return performance.now() - begin;
    },
    { concurrency: 4 },
  );
  return took.sort((one, other) => one - other)[Math.ceil(took.length * 0.99) - 1] ?? Number.NaN;
}

async function get<T>({ url }: ServerProcess, path: string): Promise<T> {
  return (await (await fetch(`${url}${path}`)).json()) as T;
}

async function openAlerts(server: ServerProcess): Promise<AlertView[]> {
  const alerts: AlertView[] = [];
  for (let query = 'limit=100'; ; ) {
    const page = await get<Omit<AlertPage, 'next'> & { next?: string }>(server, `/v1/alerts?${query}`);
    alerts.push(...page.alerts);
    if (page.next === undefined) return alerts;
    query = `limit=100&cursor=${encodeURIComponent(page.next)}`;
  }
}

const names = (all: readonly { readonly customerId?: string }[]) =>
  all.map(({ customerId = '' }) => customerId).sort();

/** Once they are stuck: each is so, has one open alert that came true at its deadline, and was told once. */
async function expectStuck(server: ServerProcess, listener: Listener, waiting: readonly Waiting[]) {
  const own = new Set(names(waiting));
  const ofThese = <T extends { readonly customerId?: string }>(all: readonly T[]) =>
    all.filter(({ customerId = '' }) => own.has(customerId));
  await eventually(async () => {
    const raised = ofThese(listener.heard()).filter(({ status }) => status === 'raised');
    expect(names(raised)).to.deep.equal([...own]);
  }, 20_000);
  const alerts = ofThese(await openAlerts(server));
  expect(names(alerts)).to.deep.equal([...own]);
  for (const { at, since = '', effect } of alerts) {
    expect(Date.parse(at) - Date.parse(since)).to.equal(STUCK_AFTER);
    expect(effect).to.equal('sessionStuck');
  }
  for (const { customerId, provider, stage } of waiting)
    expect(await get<CustomerView>(server, `/v1/customers/${customerId}?provider=${provider}`)).to.include({
      stuck: true,
      stage,
    });
}

/** Lets them go on; each alert is over, and that is told once. */
async function expectRecovery(server: ServerProcess, listener: Listener, waiting: readonly Waiting[]) {
  await post(server, waiting, ({ leave }) => leave());
  await eventually(async () => {
    const own = new Set(names(waiting));
    const resolved = listener
      .heard()
      .filter(({ customerId = '', status }) => own.has(customerId) && status === 'resolved');
    expect(names(resolved)).to.deep.equal([...own]);
  }, 20_000);
}

describe('whoever is stuck', function () {
  this.timeout(120_000);

  for (const [name, open] of Object.entries(stores))
    it(`is told in time, whether or not another sink is broken or the server stops (${name} store)`, async () => {
      const place = await open();
      const [ops, paging] = [await startListener('ops'), await startListener('paging')];
      const sinks = [
        { ...webhookTo(ops.url, 'ops'), timeout: '2s' },
        { ...webhookTo(paging.url, 'paging'), timeout: '200ms' },
      ];
      const start = () =>
        startServerProcess(place.url, {
          LOG_LEVEL: 'error',
          STUCK_AFTER: `*=${STUCK_AFTER}ms`,
          ALERTS: JSON.stringify({ sinks, institutionTrouble: false }),
        });
      let server = await start();
      try {
        const healthy = crowd('healthy');
        await post(server, crowd('warm-up'), ({ enter }) => enter);
        const usual = await post(server, healthy, ({ enter }) => enter);
        await expectStuck(server, ops, healthy);
        await expectRecovery(server, ops, healthy);

        paging.always(hang());
        const silent = crowd('silent');
        const meanwhile = await post(server, silent, ({ enter }) => enter);
        expect(meanwhile, `p99 of deliveries; ${usual} ms before`).to.be.below(usual * 5 + TOLERANCE);
        await expectStuck(server, ops, silent);
        const [gone, left] = [silent.filter((_, i) => i % 2 === 0), silent.filter((_, i) => i % 2 === 1)];
        await expectRecovery(server, ops, gone);

        paging.always(answer(500));
        const stopped = crowd('stopped');
        await post(server, stopped, ({ enter }) => enter);
        expect(await server.stop()).to.equal(0);
        server = await start();
        await expectStuck(server, ops, stopped);

        const before = paging.heard().length;
        paging.always(answer(200));
        const late = await eventually(async () => {
          const heard = paging.heard().slice(before);
          const raised = heard.filter(({ status }) => status === 'raised');
          expect(names(raised)).to.include.members(names([...left, ...stopped]));
          return heard;
        }, 40_000);
        expect([...countBy(late, ({ id }) => id).values()].filter((times) => times !== 1)).to.deep.equal([]);

        await expectRecovery(server, ops, [...left, ...stopped, ...crowd('warm-up')]);
        await eventually(async () => expect(paging.stillOpen()).to.deep.equal([]), 40_000);
        expect(ops.stillOpen()).to.deep.equal([]);
        expect(await openAlerts(server)).to.deep.equal([]);
        expect(
          [...countBy(ops.heard(), ({ id }) => id).values()].filter((times) => times !== 1),
        ).to.deep.equal([]);
      } finally {
        await server.kill();
        await ops.close();
        await paging.close();
        await place.remove();
      }
    });
});
