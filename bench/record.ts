import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { connectProvider } from '../lib/providers/connect/index.ts';
import { openStore } from '../lib/store/open.ts';
import type { Commit } from '../lib/store/store.ts';
import { createTracker } from '../lib/tracker/create-tracker.ts';
import type { Tracker } from '../lib/tracker/tracker.ts';
import { type RedisServer, startRedisServer } from '../spec/support/redis-server.ts';
import { stores } from '../spec/system/stores.ts';
import { ratios, type Verdict, verdict } from './goals.ts';
import { redisUsage } from './intake/redis-usage.ts';
import { type Candidate, compare } from './measure.ts';
import { notingCommits, repeated } from './sent-commits.ts';
import { type SentScript, sentScripts } from './sent-scripts.ts';
import { sessionEvents } from './session-events.ts';

const SESSIONS = 512;
/** The goal is for this many; others are shown beside it. */
const WANTED = 64;
const IN_FLIGHT = [WANTED, 1, 256];

/** What `tracker.record` costs on each store, with so many customers in flight, each of them in order. `share`: less than 1 for a look. */
export async function benchRecord(share = 1): Promise<Verdict[]> {
  const sessions = Math.round(SESSIONS * share);
  await benchEmbedded(sessions);
  return benchRedis(sessions);
}

/** Beside the same commits without what leads to them. */
async function benchEmbedded(sessions: number): Promise<void> {
  const [own, bare] = [await stores['embedded']!(), await stores['embedded']!()];
  const [tracker, store] = [await open(own.url), await openStore(bare.url)];
  const commits = await commitsOf(own.url, sessions);
  await compare(
    'tracker.record, embedded store, beside the same commits',
    IN_FLIGHT.flatMap((count) => [
      inFlight(floorOf(count, 'commits'), count, sessions, (session) => repeated(store, commits[session]!)),
      { ...recording(tracker, sessions, count), base: floorOf(count, 'commits') },
    ]),
  );
  await Promise.all([tracker.close(), store.close()]);
  await Promise.all([own.remove(), bare.remove()]);
}

/** Beside the same scripts with the same bytes, sent by nothing but a client. */
async function benchRedis(sessions: number): Promise<Verdict[]> {
  const [own, bare] = [await startRedisServer(), await startRedisServer()];
  const scripts = await scriptsOf(own.url, sessions);
  // Redis takes a digest only of what it has been sent in full once.
  await recordOne(bare.url);
  const [tracker, client] = [await open(own.url), new Redis(bare.url)];
  const cpuOf = (server: RedisServer) => async () => (await redisUsage(server.cli)).cpu;
  const candidates = IN_FLIGHT.flatMap((count) => [
    { ...replaying(client, scripts, count), elsewhere: cpuOf(bare) },
    { ...recording(tracker, sessions, count), base: floorOf(count), elsewhere: cpuOf(own) },
  ]);
  const measured = await compare(
    'tracker.record, Redis, beside the same EVALSHA; CPU with that of Redis',
    candidates,
  );
  client.disconnect();
  await tracker.close();
  await Promise.all([own.stop(), bare.stop()]);
  const [floor, ours] = [measured.get(floorOf(WANTED))!, measured.get(nameOf(WANTED))!];
  const name = `tracker.record on Redis, ${WANTED} in flight, to the same EVALSHA`;
  return [verdict({ name, atLeast: 0.6 }, ratios(floor.time, ours.time), ratios(floor.cpu, ours.cpu))];
}

async function recordOne(url: string): Promise<void> {
  const tracker = await open(url);
  await tracker.record(sessionEvents('first')[0]!);
  await tracker.close();
}

async function open(url: string): Promise<Tracker> {
  return createTracker({ store: await openStore(url), providers: [connectProvider()] });
}

const nameOf = (count: number): string => `${count} in flight`;
const floorOf = (count: number, what = 'EVALSHA'): string => `${count} in flight, ${what} alone`;

function recording(tracker: Tracker, sessions: number, count: number): Candidate {
  return inFlight(nameOf(count), count, sessions, () => {
    const events = sessionEvents(randomUUID());
    return events.map((event) => () => tracker.record(event));
  });
}

/** On a Redis that is emptied before each run, since scripts name the versions that they replace. */
function replaying(client: Redis, scripts: readonly (readonly SentScript[])[], count: number): Candidate {
  const candidate = inFlight(floorOf(count), count, scripts.length, (session) =>
    scripts[session]!.map((script) => () => replay(client, script)),
  );
  return {
    ...candidate,
    async prepare() {
      await client.flushall();
    },
  };
}

/** A refused commit would cost less than one that writes. */
async function replay(client: Redis, script: SentScript): Promise<void> {
  const reply = await client.callBuffer('evalsha', ...script);
  if (reply === null || Buffer.isBuffer(reply)) throw new Error('a commit that is sent again was refused');
}

/** Works through sessions, so many at once, each step of one after the other. */
function inFlight(
  name: string,
  count: number,
  sessions: number,
  stepsOf: (session: number) => readonly (() => Promise<unknown>)[],
): Candidate {
  return {
    name,
    operations: sessions * sessionEvents('x').length,
    async run() {
      let left = sessions;
      const worker = async () => {
        while (left > 0) for (const step of stepsOf(--left)) await step();
      };
      await Promise.all(Array.from({ length: count }, worker));
    },
  };
}

/** What the tracker sends to Redis for as many sessions, of each in order. */
async function scriptsOf(url: string, sessions: number): Promise<SentScript[][]> {
  return sentBySession(await open(url), sessions, sentScripts);
}

/** What the tracker has a store commit for as many sessions, of each in order. */
async function commitsOf(url: string, sessions: number): Promise<Commit[][]> {
  const sent: Commit[] = [];
  const store = notingCommits(await openStore(url), sent);
  return sentBySession(createTracker({ store, providers: [connectProvider()] }), sessions, async (during) => {
    sent.length = 0;
    await during();
    return [...sent];
  });
}

async function sentBySession<T>(
  tracker: Tracker,
  sessions: number,
  sentFor: (during: () => Promise<void>) => Promise<T[]>,
): Promise<T[][]> {
  // So that what the tracker does at its start is not taken for an event's.
  await tracker.record(sessionEvents('first')[0]!);
  const all: T[][] = [];
  for (let session = 0; session < sessions; session++) {
    const events = sessionEvents(randomUUID());
    const sent = await sentFor(async () => {
      for (const event of events) await tracker.record(event);
    });
    if (sent.length !== events.length)
      throw new Error(`${sent.length} were sent for ${events.length} events`);
    all.push(sent);
  }
  await tracker.close();
  return all;
}
