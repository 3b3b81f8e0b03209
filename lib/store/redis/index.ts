/**
 * The store in one Redis or in a Redis Cluster alone, without LMDB.
 *
 * @packageDocumentation
 *
 * @example
 * import { openRedisStore } from 'connect-tracker/stores/redis';
 *
 * const tracker = createTracker({ store: await openRedisStore('redis://127.0.0.1:6379/0'), providers });
 */
import { StoreConfigurationError } from '../../errors.ts';
import type { Store } from '../store.ts';
import { parseStoreUrl } from '../url.ts';
import { openRedisStore as open, type RedisStoreOptions } from './redis-store.ts';

/**
 * Opens the store at `url`: `redis://host:6379/0`, `redis+cluster://host:port,host:port`, or `rediss…` over TLS.
 *
 * Throws `StoreConfigurationError` when the address or what stands there cannot be used, and
 * `StoreUnavailableError` when nothing answers within five seconds.
 */
export async function openRedisStore(url: string, options: RedisStoreOptions = {}): Promise<Store> {
  const address = parseStoreUrl(url);
  if (address.kind === 'redis') return open(address, options);
  throw new StoreConfigurationError(
    `The Redis store cannot open ${address.name}: give it an address such as redis://host:6379/0, or open this one with openEmbeddedStore of connect-tracker/stores/embedded.`,
  );
}
