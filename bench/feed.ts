import { setTimeout as delay } from 'node:timers/promises';
import { connectEvent } from '../lib/testing/index.ts';
import { compileProgram } from '../spec/support/program.ts';
import { type ServerProcess, startServerProcess } from '../spec/system/server-process.ts';
import { stores } from '../spec/system/stores.ts';
import { createHttpClient, type HttpClient } from './http-client.ts';
import { quantile, sorted } from './measure.ts';
import { usageOf } from './process-usage.ts';
import { openReader, type StreamReader } from './stream-reader.ts';

const READERS = [1, 10, 100];
const ROUNDS = 3;
/** Events per second, and how long they come, in ms. */
const RATE = 1_000;
const LASTS = 10_000;
/** How long the last changes are waited for, in ms. */
const PATIENCE = 20_000;
const CONNECTIONS = 32;

/** A server with what this process delivers to it: the time of each answer, by the number of the customer. */
interface Setting {
  readonly server: ServerProcess;
  readonly client: HttpClient;
  readonly committed: number[];
}

/** What readers of the stream get while events are delivered, and how long after the commit. */
export async function benchFeed(): Promise<void> {
  compileProgram();
  for (const [name, open] of Object.entries(stores)) {
    const place = await open();
    const server = await startServerProcess(place.url, { LOG_LEVEL: 'warn', RATE_LIMIT: '0' });
    const client = createHttpClient(server.url, CONNECTIONS);
    console.log(
      `\nreaders of the stream, ${name} store, ${RATE} events/s for ${LASTS / 1_000} s; each line a round`,
    );
    const setting = { server, client, committed: [] };
    try {
      for (let round = 0; round < ROUNDS; round++)
        for (const count of READERS) console.log(`  ${await measure(setting, count)}`);
    } finally {
      client.close();
      await server.stop();
      await place.remove();
    }
  }
}

async function measure({ server, client, committed }: Setting, count: number): Promise<string> {
  const readers = await Promise.all(Array.from({ length: count }, () => openReader(server.url, numberOf)));
  const [first, start, own] = [committed.length, performance.now(), process.cpuUsage()];
  let took = 0;
  const { cpu, memory, peak } = await usageOf(server.pid, async () => {
    await deliver(client, committed);
    took = performance.now() - start;
    await allRead(readers, committed.length - first);
  });
  const { user, system } = process.cpuUsage(own);
  const whole = performance.now() - start;
  for (const reader of readers) reader.close();
  const lags = sorted(readers.flatMap((reader) => lagsOf(reader, committed)));
  const last = Math.max(...readers.map(({ times }) => times.at(-1) ?? start));
  return [
    `${String(count).padStart(3)} readers`,
    `${perSecond(committed.length - first, took)} events/s`,
    `${perSecond(lags.length, last - start)} changes/s`,
    `${lags.length === count * (committed.length - first) ? 'all' : `${lags.length} of ${count * (committed.length - first)}`} read`,
    `lag p50 ${quantile(lags, 0.5).toFixed(0)} ms, p99 ${quantile(lags, 0.99).toFixed(0)} ms`,
    `server ${(cpu * 100).toFixed(0)} % of a core, at most ${peak.toFixed(0)} MB (${(peak - memory).toFixed(0)} more)`,
    `this process ${((user + system) / 10 / whole).toFixed(0)} %`,
  ].join(' · ');
}

/** Delivers events of new customers at an even rate; resolves when all are answered. */
async function deliver({ post }: HttpClient, committed: number[]): Promise<void> {
  const answers: Promise<void>[] = [];
  const send = async (number: number) => {
    committed[number] = Number.NaN;
    const body = connectEvent('started', { at: Date.now(), customerId: customerOf(number), seed: number });
    const { status } = await post('/webhooks/connect', JSON.stringify(body));
    if (status >= 300) throw new Error(`a delivery was answered ${status}`);
    committed[number] = performance.now();
  };
  const [first, start] = [committed.length, performance.now()];
  const most = (RATE * LASTS) / 1_000;
  for (let sent = 0; sent < most; await delay(5)) {
    const due = Math.min(most, ((performance.now() - start) * RATE) / 1_000);
    for (; sent < due; sent++) answers.push(send(first + sent));
  }
  await Promise.all(answers);
}

async function allRead(readers: readonly StreamReader[], events: number): Promise<void> {
  const isDone = (reader: StreamReader) => reader.isOver() || reader.numbers.length >= events;
  for (const end = performance.now() + PATIENCE; performance.now() < end && !readers.every(isDone); )
    await delay(20);
}

/** In ms. A reader may be told before the sender of the event is answered. */
function lagsOf({ numbers, times }: StreamReader, committed: readonly number[]): number[] {
  return numbers.map((number, index) => Math.max(0, times[index]! - committed[number]!));
}

function customerOf(number: number): string {
  return String(7_000_000_000 + number);
}

function numberOf(customerId: string): number {
  return Number(customerId) - 7_000_000_000;
}

function perSecond(count: number, ms: number): string {
  return Math.round((count / ms) * 1_000).toLocaleString('en');
}
