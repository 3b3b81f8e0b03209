import { expect } from 'chai';
import { StoreConfigurationError } from '../../../../lib/errors.ts';
import { openRedisStore } from '../../../../lib/store/redis/index.ts';
import { failureOf } from '../../../support/failure-of.ts';
import { type RedisServer, startRedisServer } from '../../../support/redis-server.ts';

describe('opening a Redis store by itself', () => {
  let server: RedisServer;
  before(async () => {
    server = await startRedisServer();
  });
  after(() => server.stop());

  it('opens the server at an address, with the partitions it is told', async () => {
    const store = await openRedisStore(server.url, { partitions: 4 });
    expect(await store.health()).to.include({ writable: true });
    await store.close();
    const error = await failureOf(openRedisStore(server.url, { partitions: 8 }));
    expect(error).to.be.instanceOf(StoreConfigurationError);
  });

  it('refuses the address of a folder, and says who opens that', async () => {
    const error = await failureOf(openRedisStore('lmdb://./data'));
    expect(error).to.be.instanceOf(StoreConfigurationError);
    expect(error.message).to.include('lmdb://./data').and.to.include('openEmbeddedStore');
  });
});
