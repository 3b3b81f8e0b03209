import type { RedisStoreOptions } from './redis/redis-store.ts';
import type { Store } from './store.ts';
import { parseStoreUrl } from './url.ts';

/**
 * Opens the store at `url`: `lmdb://./data`, `redis://host:6379/0`, `redis+cluster://host:port,host:port`, or
 * `rediss…` over TLS. Only the client that is needed is loaded.
 *
 * Throws `StoreConfigurationError` when the address or what stands there cannot be used, and
 * `StoreUnavailableError` when nothing answers within five seconds.
 */
export async function openStore(url: string, options: RedisStoreOptions = {}): Promise<Store> {
  const address = parseStoreUrl(url);
  if (address.kind === 'embedded') {
    const { openEmbeddedStore } = await import('./embedded/embedded-store.ts');
    return openEmbeddedStore(address);
  }
  const { openRedisStore } = await import('./redis/redis-store.ts');
  return openRedisStore(address, options);
}
