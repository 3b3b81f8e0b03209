import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { connectProvider } from '../../lib/providers/connect/index.ts';
import { openStore } from '../../lib/store/open.ts';
import { createTracker } from '../../lib/tracker/create-tracker.ts';
import type { Tracker } from '../../lib/tracker/tracker.ts';
import { type RedisCluster, startRedisCluster } from '../support/redis-cluster.ts';
import type { RedisServer } from '../support/redis-server.ts';
import { eventOf, recordAll } from './crowd.ts';
import { everyOperation } from './every-operation.ts';

const CUSTOMERS = 2000;
const SESSIONS = 100;
const TYPES = [
  'started',
  'institutionSupported',
  'adding',
  'mfa',
  'discovered',
  'processing',
  'added',
  'done',
];

/** All bytes of a node's keys. */
const BYTES =
  "local sum = 0 for _, key in ipairs(redis.call('KEYS', '*')) do sum = sum + redis.call('MEMORY', 'USAGE', key, 'SAMPLES', '0') end return sum";

describe('a Redis Cluster of three masters, each with a replica,', function () {
  this.timeout(60_000);
  let cluster: RedisCluster;
  before(async () => {
    cluster = await startRedisCluster({ replicated: true });
  });
  after(() => cluster.stop());

  const withTracker = async (use: (tracker: Tracker) => Promise<void>): Promise<void> => {
    const tracker = createTracker({
      store: await openStore(cluster.url),
      providers: [connectProvider({})],
    });
    try {
      await use(tracker);
    } finally {
      await tracker.close();
    }
  };
  const onEach = (...command: readonly string[]): Promise<string[]> =>
    Promise.all(cluster.nodes.map((node) => node.cli(...command)));

  it('answers everything that the embedded store answers', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'connect-tracker-'));
    try {
      const expected = await everyOperation(await openStore(`lmdb://${folder}`));
      const found = await everyOperation(await openStore(cluster.url));
      for (const name of Object.keys(expected)) expect(found[name], name).to.deep.equal(expected[name]);
      expect(expected).to.have.nested.property('customers[0][0].stage');
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  it(`is asked once for each of ${SESSIONS * TYPES.length} events that come in order`, async function () {
    await onEach('FLUSHALL');
    const at = Date.now() - 60_000;
    await withTracker(async (tracker) => {
      // The first script of each node is sent in full.
      await recordAll(tracker, 300, (customer) => eventOf(10_000 + customer, 'started', at));
      await onEach('CONFIG', 'RESETSTAT');
      for (const [step, type] of TYPES.entries())
        await recordAll(tracker, SESSIONS, (customer) => eventOf(customer, type, at + 1000 * step, '101732'));
      const { calls, inside } = await commandsOf(cluster.nodes);
      const events = SESSIONS * TYPES.length;
      expect(calls).to.deep.equal({ evalsha: events });
      this.test!.title += `: ${(inside / events).toFixed(1)} commands within`;
    });
  });

  it(`has ${CUSTOMERS} customers spread evenly`, async function () {
    await onEach('FLUSHALL');
    const at = Date.now();
    await withTracker((tracker) =>
      recordAll(tracker, CUSTOMERS, (customer) => eventOf(customer, 'started', at)),
    );
    const partitions = (await onEach('KEYS', 'ct:{p*}:due')).map((keys) => keys.split('\n').length);
    const bytes = (await onEach('EVAL', BYTES, '0')).map(Number);
    expect(partitions.reduce((sum, each) => sum + each)).to.equal(64);
    for (const each of partitions) expect(each).to.be.within(16, 27);
    const total = bytes.reduce((sum, each) => sum + each);
    for (const each of bytes) expect(each / total).to.be.within(0.25, 0.42);
    const shares = bytes.map((each) => `${((100 * each) / total).toFixed(1)} %`);
    this.test!.title += `: ${partitions.join(', ')} partitions, ${shares.join(', ')} of the bytes`;
  });
});

/** What was asked of the nodes, besides what keeps a client connected, and how many commands scripts have run there. */
async function commandsOf(nodes: readonly RedisServer[]) {
  const asked = ['evalsha', 'eval', 'get', 'asking', 'zrange', 'hgetall', 'zcount'];
  const calls: Record<string, number> = {};
  let inside = 0;
  for (const node of nodes) {
    const stats = await node.cli('INFO', 'commandstats');
    for (const [, name = '', count] of stats.matchAll(/cmdstat_(\S+):calls=(\d+)/g)) {
      if (asked.includes(name)) calls[name] = (calls[name] ?? 0) + Number(count);
      else if (!/^(cluster|config|info|ping|replconf|command)/.test(name)) inside += Number(count);
    }
  }
  return { calls, inside };
}
