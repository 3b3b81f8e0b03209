import { expect } from 'chai';
import { openStore } from '../../../../lib/store/open.ts';
import { describeStoreContract } from '../../../../lib/testing/store-contract/index.ts';
import { type RedisCluster, startRedisCluster } from '../../../support/redis-cluster.ts';
import { type RedisServer, startRedisServer } from '../../../support/redis-server.ts';

describe('one Redis', () => {
  let server: RedisServer;
  before(async () => {
    server = await startRedisServer();
  });
  after(() => server.stop());

  const open = () => openClean(server.url, [server]);
  describeStoreContract('one Redis', { open });

  it('names the earliest of all partitions when asked for few', async () => {
    const { store, close } = await open();
    const dueAt = { '00000000a': 30, '00000001a': 10, '0000003fa': 20 };
    for (const [recordId, time] of Object.entries(dueAt)) {
      await store.commit({ recordId, expectedVersion: 0, body: Buffer.from('any'), dueAt: time });
    }
    expect(await store.due(100, 2)).to.eql(['00000001a', '0000003fa']);
    await close();
  });
});

describe('a Redis Cluster', () => {
  let cluster: RedisCluster;
  before(async function () {
    this.timeout(60_000);
    cluster = await startRedisCluster({ replicated: true });
  });
  after(() => cluster.stop());

  const open = () => openClean(cluster.url, cluster.nodes);
  describeStoreContract('a Redis Cluster', { open });
});

async function openClean(url: string, nodes: readonly RedisServer[]) {
  await Promise.all(nodes.map((node) => node.cli('FLUSHALL')));
  const another = () => openStore(url);
  const store = await another();
  return { store, another, close: () => store.close() };
}
