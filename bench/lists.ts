import { openStore } from '../lib/store/open.ts';
import { compileProgram } from '../spec/support/program.ts';
import { startRedisServer } from '../spec/support/redis-server.ts';
import { type ServerProcess, startServerProcess } from '../spec/system/server-process.ts';
import { stores } from '../spec/system/stores.ts';
import { fill } from './fill.ts';
import { createHttpClient, type HttpClient } from './http-client.ts';
import { customers, retention, SETTINGS } from './life.ts';
import { median, quantile, sorted } from './measure.ts';
import { usageOf } from './process-usage.ts';
import { type Question, questionsOf } from './questions.ts';

const FEW = 1_000;
const MANY = Number(process.env['SESSIONS'] ?? 1_000_000);
const ROUNDS = 7;
/** Of each question, at each server, in each round. */
const ASKED = 96;
const AT_ONCE = [1, 16];
/** In ms: while this process makes hundreds of commits in one go, it does not see the answers to those before. */
const FILL_PATIENCE = 30_000;
/** Readers of long pages, whose memory is looked at, and for how long they read, in ms. */
const READERS = 16;
const READING = 20_000;

interface Place {
  readonly url: string;
  remove(): Promise<void>;
}

const places: Readonly<Record<string, () => Promise<Place>>> = {
  redis: () => startRedisServer().then(({ url, stop: remove }) => ({ url, remove })),
  embedded: stores['embedded']!,
};

/** A server that knows so many sessions. */
interface Setting {
  readonly count: number;
  readonly server: ServerProcess;
  readonly client: HttpClient;
  readonly questions: readonly Question[];
}

/**
 * What questions cost over HTTP by how many sessions there are: a thousand, and a million. `SESSIONS=100000` asks of fewer,
 * `STORES=redis` of one store.
 */
export async function benchLists(): Promise<void> {
  compileProgram();
  const names = process.env['STORES']?.split(',') ?? Object.keys(places);
  for (const name of names) await withSettings(places[name]!, (settings) => compareAt(name, settings));
}

async function compareAt(name: string, settings: readonly Setting[]): Promise<void> {
  console.log(`\nquestions over HTTP, ${name} store, ms (${ROUNDS} rounds of ${ASKED})`);
  for (const atOnce of AT_ONCE) {
    console.log(`  ${`${atOnce} at once`.padEnd(32)}${settings.map(({ count }) => headOf(count)).join('')}`);
    for (const index of settings[0]!.questions.keys()) await measure(settings, index, atOnce);
  }
  for (const setting of settings) await readPages(setting);
}

/** No server may stay behind when a question fails. */
async function withSettings(
  place: () => Promise<Place>,
  use: (settings: readonly Setting[]) => Promise<void>,
): Promise<void> {
  const closing: (() => Promise<unknown>)[] = [];
  try {
    await use([await open(place, FEW, closing), await open(place, MANY, closing)]);
  } finally {
    for (const close of closing.reverse()) await close();
  }
}

/** Adds what has to be closed to `closing`. */
async function open(
  place: () => Promise<Place>,
  count: number,
  closing: (() => Promise<unknown>)[],
): Promise<Setting> {
  const { url, remove } = await place();
  closing.push(remove);
  // First, so that it does not look through all of them for what other settings would change.
  const server = await startServerProcess(url, { ...SETTINGS, LOG_LEVEL: 'warn', RATE_LIMIT: '0' });
  closing.push(server.stop);
  const some = customers(count);
  const store = await openStore(url, { commandTimeout: FILL_PATIENCE });
  const start = performance.now();
  await fill(store, some, retention);
  await store.close();
  console.log(
    `${count.toLocaleString('en')} sessions written in ${((performance.now() - start) / 1_000).toFixed(0)} s`,
  );
  const client = createHttpClient(server.url, READERS);
  closing.push(async () => client.close());
  return { count, server, client, questions: await questionsOf(client, count) };
}

/** Asks one question of each server in turn, so that a machine that slows down slows them both. */
async function measure(settings: readonly Setting[], index: number, atOnce: number): Promise<void> {
  const rounds = settings.map((): Float64Array[] => []);
  for (let round = -1; round < ROUNDS; round++)
    for (const [place, { questions }] of settings.entries()) {
      const times = await timesOf(questions[index]!, atOnce);
      // Round -1 warms up.
      if (round >= 0) rounds[place]!.push(times);
    }
  const [few, many] = rounds.map((own) => own.map((times) => quantile(times, 0.5)));
  const ratio = median(many!.map((time, round) => time / few![round]!));
  const figures = rounds.map((own) => {
    const all = sorted(own.flatMap((times) => [...times]));
    return [0.5, 0.99].map((share) => quantile(all, share).toFixed(1).padStart(10)).join('');
  });
  const { name } = settings[0]!.questions[index]!;
  console.log(`    ${name.padEnd(30)}${figures.join('')}${ratio.toFixed(2).padStart(9)}x`);
}

/** Sorted, in ms. */
async function timesOf({ ask }: Question, atOnce: number): Promise<Float64Array> {
  const times: number[] = [];
  let left = ASKED;
  const asker = async () => {
    while (left-- > 0) {
      const start = performance.now();
      await ask();
      times.push(performance.now() - start);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, asker));
  return sorted(times);
}

/** What pages take of memory: many readers, each of whom goes through the whole list. */
async function readPages({ count, server, client }: Setting): Promise<void> {
  let pages = 0;
  const reader = async (): Promise<void> => {
    const end = performance.now() + READING;
    for (let next = ''; performance.now() < end; pages++) {
      const { body } = await client.get(`/v1/sessions?limit=100${next && `&cursor=${next}`}`);
      ({ next = '' } = JSON.parse(body) as { next?: string });
    }
  };
  const { memory, peak, cpu } = await usageOf(server.pid, () =>
    Promise.all(Array.from({ length: READERS }, reader)),
  );
  console.log(
    `  ${READERS} readers of pages of 100, ${count.toLocaleString('en')} sessions: ${Math.round(pages / (READING / 1_000))} pages/s, ` +
      `memory ${memory.toFixed(0)} MB, at most ${peak.toFixed(0)} MB (${((peak - memory) / READERS).toFixed(1)} MB a request), ${(cpu * 100).toFixed(0)} % of a core`,
  );
}

function headOf(count: number): string {
  return ['p50', 'p99']
    .map((share, index) =>
      (index === 0 ? `${count.toLocaleString('en')} ${share}` : share).padStart(index === 0 ? 14 : 6),
    )
    .join('');
}
