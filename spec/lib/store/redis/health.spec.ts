import { expect } from 'chai';
import { openStore } from '../../../../lib/store/open.ts';
import type { StoreHealth } from '../../../../lib/store/store.ts';
import { connectRedis } from '../../../support/redis-client.ts';
import { type RedisServerOptions, startRedisServer } from '../../../support/redis-server.ts';

describe('the health of a Redis', () => {
  it('promises memory when nothing is kept on disk, and says what to turn on', async () => {
    const { writable, durability, warnings } = await healthOf({});
    expect({ writable, durability }).to.eql({ writable: true, durability: 'memory' });
    expect(warnings).to.have.lengthOf(1);
    expect(warnings[0]).to.match(/appendonly is off.*Turn it on/);
  });

  it('promises what the append-only file does', async () => {
    for (const policy of ['everysec', 'always']) {
      const health = await healthOf({ appendonly: true, args: ['--appendfsync', policy] });
      expect(health).to.eql({ writable: true, durability: `aof-${policy}`, warnings: [] });
    }
  });

  it('promises no more than memory when the file is never flushed', async () => {
    const health = await healthOf({ appendonly: true, args: ['--appendfsync', 'no'] });
    expect(health.durability).to.equal('memory');
    expect(health.warnings.join()).to.include('appendfsync is no');
  });

  it('does not know when it may not ask', async () => {
    const args = ['--user', 'default', 'on', 'nopass', '~*', '&*', '+@all', '-config'];
    const health = await healthOf({ appendonly: true, args });
    expect(health).to.eql({ writable: true, durability: 'unknown', warnings: [] });
  });

  it('warns when records may be evicted', async () => {
    const args = ['--maxmemory', '100mb', '--maxmemory-policy', 'allkeys-lru'];
    const { warnings } = await healthOf({ appendonly: true, args });
    expect(warnings.join()).to.match(/maxmemory-policy is allkeys-lru.*noeviction/);
    const harmless = ['--maxmemory', '100mb', '--maxmemory-policy', 'noeviction'];
    expect((await healthOf({ appendonly: true, args: harmless })).warnings).to.eql([]);
  });

  it('is not writable on a replica, and says why', async () => {
    const primary = await startRedisServer();
    const replica = await startRedisServer({ appendonly: true });
    const store = await openStore(replica.url);
    await replica.cli('REPLICAOF', '127.0.0.1', String(primary.port));
    const { writable, warnings } = await store.health();
    expect(writable).to.equal(false);
    expect(warnings.join())
      .to.match(/cannot be written.*READONLY/)
      .and.match(/it is a replica/);
    await store.close();
    await Promise.all([primary.stop(), replica.stop()]);
  });

  it('costs Redis one look a second, however often it is asked', async () => {
    const server = await startRedisServer();
    const store = await openStore(server.url);
    const redis = connectRedis(server.port);
    await redis.config('RESETSTAT');
    await Promise.all(Array.from({ length: 100 }, () => store.health()));
    expect(await redis.info('commandstats')).to.match(/cmdstat_set:calls=1,/);
    redis.disconnect();
    await store.close();
    await server.stop();
  });
});

async function healthOf(options: RedisServerOptions): Promise<StoreHealth> {
  const server = await startRedisServer(options);
  const store = await openStore(server.url);
  const health = await store.health();
  await store.close();
  await server.stop();
  return health;
}
