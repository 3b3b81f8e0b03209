import { stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { Redis } from 'ioredis';
import pMap from 'p-map';
import { connectProvider } from '../lib/providers/connect/index.ts';
import { openStore } from '../lib/store/open.ts';
import type { Store } from '../lib/store/store.ts';
import { createTracker } from '../lib/tracker/create-tracker.ts';
import type { Customer } from '../lib/tracker/kept.ts';
import { startRedisServer } from '../spec/support/redis-server.ts';
import { stores } from '../spec/system/stores.ts';
import { fill } from './fill.ts';
import { finishedCustomer, finishedSession } from './finished-session.ts';
import { type Verdict, verdict } from './goals.ts';

const SESSIONS = Number(process.env['SESSIONS'] ?? (process.env['QUICK'] ? 10_000 : 100_000));
/** The last of them are told event by event, more than the change feed keeps; the others are written as they end. */
const TOLD = Math.min(SESSIONS, 8_000);
/** Each is folded once, and then used for many customers: to fold all of them takes too long. */
const DIFFERENT = 4_000;
const AT_ONCE = 64;
const DAY = 86_400_000;
const RETENTION = 90 * DAY;
/** In ms: while this process makes hundreds of commits in one go, it does not see the answers to those before. */
const FILL_PATIENCE = 30_000;

/** What a finished session of eight events takes in each store, with all that is kept of it, as the server keeps it. */
export async function benchBytes(): Promise<Verdict[]> {
  console.log(
    `\nbytes of a finished session of 8 events, ${SESSIONS.toLocaleString('en')} sessions, retention 90 days`,
  );
  const used = await benchRedis();
  await benchEmbedded();
  const name = `bytes of Redis for each of ${SESSIONS.toLocaleString('en')} finished sessions`;
  return [verdict({ name, atMost: 1_000 }, [used / SESSIONS])];
}

async function benchRedis(): Promise<number> {
  const server = await startRedisServer();
  const client = new Redis(server.port);
  try {
    const store = await openStore(server.url, { commandTimeout: FILL_PATIENCE });
    const before = await usedMemory(client);
    await write(store);
    await store.close();
    const used = (await usedMemory(client)) - before;
    const kinds = await bytesByKind(client);
    print('redis, used_memory', used);
    for (const [kind, bytes] of kinds) print(`  ${kind}`, bytes);
    print('  tables of keys and the like', used - [...kinds.values()].reduce((sum, bytes) => sum + bytes, 0));
    return used;
  } finally {
    client.disconnect();
    await server.stop();
  }
}

async function benchEmbedded(): Promise<void> {
  const { url, remove } = await stores['embedded']!();
  try {
    const store = await openStore(url);
    await write(store);
    await store.close();
    print(
      'embedded, data.mdb',
      (await stat(`${fileURLToPath(url.replace('lmdb:', 'file:'))}/data.mdb`)).size,
    );
  } finally {
    await remove();
  }
}

async function write(store: Store): Promise<void> {
  await fill(store, finished(SESSIONS - TOLD), RETENTION);
  let now = 0;
  const tracker = createTracker({
    store,
    providers: [connectProvider()],
    retention: RETENTION,
    now: () => now,
  });
  const last = Array.from({ length: TOLD }, (_, index) => SESSIONS - TOLD + index);
  await pMap(
    last,
    async (number) => {
      for (const event of finishedSession(number, startOf(number))) {
        now = event.receivedAt;
        await tracker.record(event);
      }
    },
    { concurrency: AT_ONCE },
  );
}

function* finished(count: number): Generator<Customer> {
  const different: Customer[] = [];
  for (let number = 0; number < count; number++) {
    const customer = different[number % DIFFERENT] ?? finishedCustomer(number, startOf(number));
    if (number < DIFFERENT) different.push(customer);
    yield { ...customer, owner: { ...customer.owner, customerId: String(6_000_000_000 + number) } };
  }
}

const begin = Date.now() - 30 * DAY;

function startOf(number: number): number {
  return begin + Math.round((number / SESSIONS) * DAY);
}

async function usedMemory(client: Redis): Promise<number> {
  await client.call('MEMORY', 'PURGE');
  return Number(/used_memory:(\d+)/.exec(await client.info('memory'))![1]);
}

const KINDS: readonly (readonly [RegExp, string])[] = [
  [/:r:/, 'records'],
  [/:due$/, 'due index'],
  [/:x:sessions:/, 'list of all'],
  [/:x:sessions@/, 'lists of institutions'],
  [/:x:/, 'other indexes'],
  [/:c:/, 'counters'],
  [/:feed/, 'change feed'],
];

async function bytesByKind(client: Redis): Promise<ReadonlyMap<string, number>> {
  const kinds = new Map<string, number>();
  for await (const keys of client.scanStream({ count: 1_000 }) as AsyncIterable<string[]>) {
    const pipeline = client.pipeline();
    for (const key of keys) pipeline.call('MEMORY', 'USAGE', key, 'SAMPLES', '0');
    for (const [index, [, bytes]] of (await pipeline.exec())!.entries()) {
      const kind = KINDS.find(([pattern]) => pattern.test(keys[index]!))?.[1] ?? 'rest';
      kinds.set(kind, (kinds.get(kind) ?? 0) + Number(bytes));
    }
  }
  return kinds;
}

function print(name: string, bytes: number): void {
  console.log(`  ${name.padEnd(40)}${(bytes / SESSIONS).toFixed(1).padStart(10)} B`);
}
