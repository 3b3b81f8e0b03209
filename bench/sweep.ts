import { setTimeout as delay } from 'node:timers/promises';
import { createSinks } from '../lib/alerts/sinks/create-sinks.ts';
import { createDefinition } from '../lib/fold/definition.ts';
import { connectProvider } from '../lib/providers/connect/index.ts';
import { createLog } from '../lib/server/log.ts';
import { openStore } from '../lib/store/open.ts';
import type { Store } from '../lib/store/store.ts';
import { createTracker } from '../lib/tracker/create-tracker.ts';
import { receiveEvent } from '../lib/tracker/customer.ts';
import { type Customer, newCustomer } from '../lib/tracker/kept.ts';
import type { Tracker } from '../lib/tracker/tracker.ts';
import { startRedisServer } from '../spec/support/redis-server.ts';
import { stores } from '../spec/system/stores.ts';
import { fill } from './fill.ts';
import { compare, quantile } from './measure.ts';

const FEW = 1_000;
const MANY = 1_000_000;
const DUE = 100_000;
const ROUNDS = 50;
/** Events in the stream beside the sweep, per second, and how long it lasts alone, in ms. */
const STREAM_RATE = 200;
const STREAM_ALONE = 10_000;

const MINUTE = 60_000;
const provider = connectProvider();
const definition = createDefinition(provider.machine);

interface Place {
  readonly url: string;
  remove(): Promise<void>;
}

interface Setting extends Place {
  readonly store: Store;
  readonly tracker: Tracker;
  readonly clock: { now: number };
}

/** What finding timers costs: by how many there are, and after a pause in which many have run out. */
export async function benchSweep(): Promise<void> {
  const { embedded, redis } = stores;
  await benchIdle('redis', () => startRedisServer().then(({ url, stop: remove }) => ({ url, remove })));
  await benchIdle('embedded', embedded!);
  await benchLateStart('redis', redis!);
  await benchLateStart('embedded', embedded!);
}

async function benchIdle(name: string, place: () => Promise<Place>): Promise<void> {
  const settings = [await open(place), await open(place)];
  const counts = [FEW, MANY];
  for (const [index, setting] of settings.entries()) await fillWithOpen(setting, counts[index]!);
  const candidates = settings.map(({ tracker }, index) => ({
    name: `${counts[index]!.toLocaleString('en')} open sessions`,
    operations: 1,
    run: () => tracker.sweep(),
  }));
  await compare(`a sweep with nothing due, ${name} store`, candidates, ROUNDS);
  for (const setting of settings) await close(setting);
}

async function benchLateStart(name: string, place: () => Promise<Place>): Promise<void> {
  const setting = await open(place);
  const { tracker, clock } = setting;
  await fillWithOpen(setting, DUE);
  const alone = await stream(setting, () => delay(STREAM_ALONE));
  clock.now += 10 * MINUTE;
  let took = 0;
  const beside = await stream(setting, async () => {
    const start = performance.now();
    await tracker.sweep();
    took = performance.now() - start;
  });
  console.log(`\n${DUE.toLocaleString('en')} sessions due at once, ${name} store`);
  console.log(
    `  ${Math.round((DUE / took) * 1_000)} records/s, found and told (${(took / 1_000).toFixed(1)} s)`,
  );
  for (const [what, times] of Object.entries({ alone, beside }))
    console.log(
      `  tracker.record ${what.padEnd(8)} p50 ${shown(times, 0.5)} ms   p99 ${shown(times, 0.99)} ms   max ${shown(times, 1)} ms   (${times.length} events)`,
    );
  await close(setting);
}

/** A tracker whose clock is set by hand, on a store whose sessions have nothing to be folded anew for. */
async function open(place: () => Promise<Place>): Promise<Setting> {
  const { url, remove } = await place();
  const clock = { now: Date.now() };
  const store = await openStore(url);
  const sinks = createSinks([{ type: 'log' }], { log: createLog('silent') });
  const tracker = createTracker({
    store,
    providers: [provider],
    alerts: { sinks },
    now: () => clock.now,
  });
  await tracker.sweep();
  return { url, remove, store, tracker, clock };
}

async function close({ tracker, remove }: Setting): Promise<void> {
  await tracker.close();
  await remove();
}

/** Writes customers who wait in `mfa` since now. */
async function fillWithOpen({ store, clock }: Setting, count: number): Promise<void> {
  const { now } = clock;
  const data = { institutionId: '101732' };
  const event = { provider: 'connect', type: 'mfa', id: 'mfa-1', at: now, receivedAt: now, data };
  const { customer } = receiveEvent(
    newCustomer({ provider: 'connect', customerId: '0' }, definition),
    { ...event, customerId: '0' },
    5_000,
    { recordId: '', now, recipients: [] },
  );
  await fill(store, customersLike(customer, count));
}

function* customersLike(customer: Customer, count: number): Generator<Customer> {
  for (let number = 0; number < count; number++)
    yield { ...customer, owner: { provider: 'connect', customerId: `bench-${number}` } };
}

/** Records events of new customers at an even rate until something is done; gives how long each took, in ms, sorted. */
async function stream({ tracker, clock }: Setting, until: () => Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  const recording: Promise<void>[] = [];
  let isOver = false;
  const over = until().finally(() => {
    isOver = true;
  });
  const record = async (customerId: string) => {
    const event = { provider: 'connect', customerId, type: 'started', id: 'started-1', data: {} };
    const start = performance.now();
    await tracker.record({ ...event, at: clock.now, receivedAt: clock.now });
    times.push(performance.now() - start);
  };
  const start = Date.now();
  for (let count = 0; !isOver; await delay(5))
    for (const due = ((Date.now() - start) * STREAM_RATE) / 1_000; count < due; count++)
      recording.push(record(`stream-${start}-${count}`));
  await over;
  await Promise.all(recording);
  return times.sort((one, other) => one - other);
}

function shown(sorted: readonly number[], share: number): string {
  return quantile(sorted, share).toFixed(1);
}
