import { openStore } from '../../../../lib/store/open.ts';
import { describeStoreContract } from '../../../contracts/store.ts';
import { type RedisCluster, startRedisCluster } from '../../../support/redis-cluster.ts';
import { type RedisServer, startRedisServer } from '../../../support/redis-server.ts';

describe('one Redis', () => {
  let server: RedisServer;
  before(async () => {
    server = await startRedisServer();
  });
  after(() => server.stop());

  describeStoreContract('one Redis', { open: () => openClean(server.url, [server]) });
});

describe('a Redis Cluster', () => {
  let cluster: RedisCluster;
  before(async function () {
    this.timeout(60_000);
    cluster = await startRedisCluster();
  });
  after(() => cluster.stop());

  describeStoreContract('a Redis Cluster', { open: () => openClean(cluster.url, cluster.nodes) });
});

async function openClean(url: string, nodes: readonly RedisServer[]) {
  await Promise.all(nodes.map((node) => node.cli('FLUSHALL')));
  const another = () => openStore(url);
  const store = await another();
  return { store, another, close: () => store.close() };
}
