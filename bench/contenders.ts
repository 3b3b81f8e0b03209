import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startRedisServer } from '../spec/support/redis-server.ts';
import { type Child, startChild } from './child.ts';
import type { PlainBuild } from './plain-build.ts';

/** Somebody who takes deliveries. */
export interface Contender {
  readonly title: string;
  readonly store: 'redis' | 'embedded' | 'none';
  /** What the deliveries are signed with, and must be. */
  readonly secret?: string;
  readonly script: string;
  args(storeUrl: string): readonly string[];
  /** The path at which the others say where a customer is. */
  readonly customers?: string;
}

/** A contender that runs, with a store that nobody else uses. */
export interface Running {
  readonly url: string;
  readonly server: Child;
  /** Runs `redis-cli` against its store; absent without one. */
  redis?(...args: readonly string[]): Promise<string>;
  stop(): Promise<void>;
}

const SECRET = 'bench-partner-secret';
const FLOOR = 'bench/processes/floor';
const BY_HAND = 'bench/processes/by-hand';

export const contenders = {
  node: {
    title: 'node:http, JSON.parse',
    store: 'none',
    script: FLOOR,
    args: () => ['node'],
  },
  nodeSet: {
    title: 'node:http, JSON.parse, one SET',
    store: 'redis',
    script: FLOOR,
    args: (url) => ['node', url],
  },
  express: { title: 'Express, express.json()', store: 'none', script: FLOOR, args: () => ['express'] },
  expressSet: {
    title: 'Express, express.json(), one SET',
    store: 'redis',
    script: FLOOR,
    args: (url) => ['express', url],
  },
  plain: { ...byHand('plain'), title: 'by hand, plain' },
  dedupe: { ...byHand('dedupe'), title: 'by hand, with dedupe' },
  lock: { ...byHand('lock'), title: 'by hand, with dedupe and a lock' },
  redis: ours('redis'),
  redisSigned: ours('redis', SECRET),
  embedded: ours('embedded'),
  embeddedSigned: ours('embedded', SECRET),
} satisfies Readonly<Record<string, Contender>> as Readonly<Record<ContenderName, Contender>>;

export type ContenderName =
  | `${'node' | 'express'}${'' | 'Set'}`
  | ByHand
  | `${'redis' | 'embedded'}${'' | 'Signed'}`;

type ByHand = 'plain' | 'dedupe' | 'lock';

function byHand(kind: ByHand): Contender {
  return {
    title: kind,
    store: 'redis',
    script: BY_HAND,
    args: (url) => [kind, url],
    customers: '/customers/',
  };
}

/** The server as it is started by its users, but that it logs no deliveries. */
function ours(store: 'redis' | 'embedded', secret?: string): Contender {
  return {
    title: `connect-tracker, ${store === 'redis' ? 'Redis' : 'embedded store'}${secret === undefined ? '' : ', signature verified'}`,
    store,
    script: 'lib/cli/main',
    args: (url) => ['serve', '--json', '--port', '0', '--store', url],
    customers: '/v1/customers/',
    ...(secret === undefined ? {} : { secret }),
  };
}

export async function startContender(build: PlainBuild, contender: Contender): Promise<Running> {
  const { store, secret, script, args } = contender;
  const place = await openPlace(store);
  const server = startChild(build.scriptOf(script), {
    args: args(place.url),
    preload: build.scriptOf('bench/processes/usage'),
    env: {
      LOG_LEVEL: 'warn',
      RATE_LIMIT: '0',
      WORKERS: '1',
      ...(secret === undefined ? {} : { CONNECT_SECRETS: secret }),
    },
  });
  const stop = async () => {
    await server.stop();
    await place.remove();
  };
  try {
    const { url } = JSON.parse(await server.nextLine()) as { url: string };
    return { url, server, stop, ...(place.redis === undefined ? {} : { redis: place.redis }) };
  } catch (error) {
    await stop();
    throw error;
  }
}

interface Place {
  readonly url: string;
  readonly redis?: (...args: readonly string[]) => Promise<string>;
  remove(): Promise<void>;
}

async function openPlace(store: Contender['store']): Promise<Place> {
  if (store === 'none') return { url: '', remove: async () => {} };
  if (store === 'redis') {
    const { url, cli, stop } = await startRedisServer();
    return { url, redis: cli, remove: stop };
  }
  const folder = await mkdtemp(join(tmpdir(), 'connect-tracker-bench-'));
  return { url: `lmdb://${folder}`, remove: () => rm(folder, { recursive: true, force: true }) };
}
