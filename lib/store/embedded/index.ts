/**
 * The store in a folder of this machine alone, without the client for Redis.
 *
 * @packageDocumentation
 *
 * @example
 * import { openEmbeddedStore } from 'connect-tracker/stores/embedded';
 *
 * const tracker = createTracker({ store: await openEmbeddedStore('lmdb://./data'), providers });
 */
import { StoreConfigurationError } from '../../errors.ts';
import type { Store } from '../store.ts';
import { parseStoreUrl } from '../url.ts';
import { openEmbeddedStore as open } from './embedded-store.ts';

/**
 * Opens the store at `url`, e.g. `lmdb://./data`: LMDB, durable on disk, safe for several processes on the same folder
 * (not over a network file system). Throws `StoreConfigurationError` when the address or the folder cannot be used.
 */
export async function openEmbeddedStore(url: string): Promise<Store> {
  const address = parseStoreUrl(url);
  if (address.kind === 'embedded') return open(address);
  throw new StoreConfigurationError(
    `The embedded store cannot open ${address.name}: give it the address of a folder, lmdb://./data, or open this one with openRedisStore of connect-tracker/stores/redis.`,
  );
}
