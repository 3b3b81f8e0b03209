import { Redis } from 'ioredis';
import { connectProvider } from '../lib/providers/connect/index.ts';
import { openStore } from '../lib/store/open.ts';
import { createTracker } from '../lib/tracker/create-tracker.ts';
import { startRedisServer } from '../spec/support/redis-server.ts';
import type { Run } from './benches.ts';
import { type Child, startChild } from './child.ts';
import { finishedSession } from './finished-session.ts';
import { ratios, type Verdict, verdict } from './goals.ts';
import { createHttpClient } from './http-client.ts';
import { median } from './measure.ts';
import { openConnection } from './processes/connection.ts';

const AT_ONCE = 64;
/** Events of a session that is still open: it waits for the answer to a challenge. */
const OPEN_AFTER = 4;
const MINUTE = 60_000;

/** How much is asked. */
export interface CustomerSize {
  /** Of each kind. */
  readonly customers: number;
  readonly rounds: number;
  /** In each round. */
  readonly questions: number;
}

const FULL: CustomerSize = { customers: 500, rounds: 7, questions: 10_000 };
const QUICK: CustomerSize = { customers: 500, rounds: 3, questions: 2_000 };

/** A server that is asked, and what one question has cost in each round, in µs. */
interface Asked {
  readonly name: string;
  readonly url: string;
  readonly child: Child;
  readonly time: number[];
  readonly cpu: number[];
}

/** What `GET /v1/customers/{id}` costs, with a key, beside an Express handler that reads the same bytes from a hash and sends them. */
export async function benchCustomer(
  { build, quick }: Run,
  size: CustomerSize = quick ? QUICK : FULL,
): Promise<Verdict[]> {
  const closing: (() => Promise<unknown>)[] = [];
  const start = async (name: string, script: string, args: readonly string[]): Promise<Asked> => {
    const preload = build.scriptOf('bench/processes/usage');
    // As many requests as there may be, but counted: without a limit nobody would look at them.
    const env = { LOG_LEVEL: 'warn', RATE_LIMIT: '1000000' };
    const child = startChild(build.scriptOf(script), { args, preload, env });
    closing.push(child.stop);
    const { url } = JSON.parse(await child.nextLine()) as { url: string };
    return { name, url, child, time: [], cpu: [] };
  };
  try {
    const redis = await startRedisServer();
    closing.push(redis.stop);
    const kinds = await fill(redis.url, size.customers);
    const key = await makeKey(redis.url);
    const serve = ['serve', '--json', '--port', '0', '--store', redis.url];
    const ours = await start('connect-tracker', 'lib/cli/main', serve);
    const floor = await start('Express, one HGET', 'bench/processes/customer-floor', [redis.url]);
    const verdicts: Verdict[] = [];
    for (const [kind, ids] of Object.entries(kinds)) {
      await copyAnswers(ours.url, key, redis.url, ids);
      verdicts.push(await compareAt(kind, ids, key, [fresh(floor), fresh(ours)], size));
    }
    return verdicts;
  } finally {
    for (const close of closing.reverse()) await close();
  }
}

function fresh(asked: Asked): Asked {
  return { ...asked, time: [], cpu: [] };
}

/** Records sessions; gives whose are finished and whose are open. */
async function fill(
  url: string,
  customers: number,
): Promise<Readonly<Record<'finished' | 'open', string[]>>> {
  const tracker = createTracker({ store: await openStore(url), providers: [connectProvider()] });
  const record = async (number: number, most?: number) => {
    const events = finishedSession(number, Date.now() - 2 * MINUTE).slice(0, most);
    for (const event of events) await tracker.record(event);
    return events[0]!.customerId;
  };
  const numbers = Array.from({ length: customers }, (_, number) => number);
  const finished = await Promise.all(numbers.map((number) => record(number)));
  const open = await Promise.all(numbers.map((number) => record(customers + number, OPEN_AFTER)));
  await tracker.close();
  return { finished, open };
}

async function makeKey(url: string): Promise<string> {
  const tracker = createTracker({ store: await openStore(url), providers: [connectProvider()] });
  const { key } = await tracker.keys.create({ name: 'bench', scope: 'read' });
  await tracker.close();
  return key;
}

/** Puts what we answer where the floor reads it. */
async function copyAnswers(url: string, key: string, store: string, ids: readonly string[]): Promise<void> {
  const [client, redis] = [createHttpClient(url), new Redis(store)];
  for (const id of ids) {
    const { status, body } = await client.get(pathOf(id), { authorization: `Bearer ${key}` });
    if (status !== 200) throw new Error(`a customer was answered ${status}: ${body}`);
    await redis.hset(`floor:${id}`, 'view', body);
  }
  client.close();
  redis.disconnect();
}

async function compareAt(
  kind: string,
  ids: readonly string[],
  key: string,
  servers: readonly [Asked, Asked],
  { rounds, questions }: CustomerSize,
): Promise<Verdict> {
  for (let round = -1; round < rounds; round++)
    for (const server of servers) {
      const [time, cpu] = await ask(server, ids, key, questions);
      // Round -1 warms up.
      if (round < 0) continue;
      server.time.push(time);
      server.cpu.push(cpu);
    }
  console.log(`\nGET /v1/customers/{id}, ${kind} sessions, ${AT_ONCE} at once (medians of ${rounds} rounds)`);
  for (const { name, time, cpu } of servers)
    console.log(
      `  ${name.padEnd(20)}${Math.round(1e6 / median(time))
        .toLocaleString('en')
        .padStart(8)}/s   CPU ${median(cpu).toFixed(1).padStart(6)} µs`,
    );
  const [floor, ours] = servers;
  return verdict(
    { name: `GET /v1/customers/{id}, ${kind}, to Express with one HGET`, atLeast: 0.8 },
    ratios(floor.time, ours.time),
    ratios(floor.cpu, ours.cpu),
  );
}

/** The time of one question and the CPU that it costs the server. */
async function ask(
  { url, child }: Asked,
  ids: readonly string[],
  key: string,
  questions: number,
): Promise<readonly [time: number, cpu: number]> {
  const { host, port } = new URL(url);
  const requests = Array.from({ length: questions }, (_, index) => {
    const path = pathOf(ids[index % ids.length]!);
    return Buffer.from(`GET ${path} HTTP/1.1\r\nhost: ${host}\r\nauthorization: Bearer ${key}\r\n\r\n`);
  });
  const usage = async () => (await child.ask<{ cpu: number }>('usage')).cpu;
  const connections = await Promise.all(Array.from({ length: AT_ONCE }, () => openConnection(Number(port))));
  const [before, start] = [await usage(), performance.now()];
  await Promise.all(
    connections.map(async ({ send }) => {
      for (let request = requests.pop(); request !== undefined; request = requests.pop())
        if ((await send(request)) !== 200) throw new Error('a question was not answered 200');
    }),
  );
  const time = (performance.now() - start) * 1_000;
  const cpu = (await usage()) - before;
  for (const { close } of connections) close();
  return [time / questions, cpu / questions];
}

function pathOf(customerId: string): string {
  return `/v1/customers/${customerId}`;
}
