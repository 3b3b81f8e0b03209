import type { Redis } from 'ioredis';
import { openStore } from '../../lib/store/open.ts';
import type { Store } from '../../lib/store/store.ts';
import { connectRedis } from './redis-client.ts';
import { type RedisServer, startRedisServer } from './redis-server.ts';

/** A Redis that nobody else uses, a store on it, and a connection to look past the store. */
export interface RedisStore {
  readonly server: RedisServer;
  readonly store: Store;
  readonly redis: Redis;
  close(): Promise<void>;
}

export async function openOwnRedis(): Promise<RedisStore> {
  const server = await startRedisServer();
  const store = await openStore(server.url);
  const redis = connectRedis(server.port);
  return {
    server,
    store,
    redis,
    async close() {
      redis.disconnect();
      await store.close();
      await server.stop();
    },
  };
}
