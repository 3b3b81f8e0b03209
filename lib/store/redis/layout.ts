import { StoreConfigurationError } from '../../errors.ts';
import type { RedisClient } from './client.ts';
import { misconfigured, unavailable } from './errors.ts';
import { LAYOUT_KEY, layoutOf } from './keys.ts';

/** Throws `StoreConfigurationError` for a node of a cluster that is addressed as if it were alone. */
export async function checkMode(client: RedisClient, name: string): Promise<void> {
  if (client.isCluster) return;
  const info = await client.info('cluster').catch(() => '');
  if (!info.includes('cluster_enabled:1')) return;
  throw new StoreConfigurationError(`The store ${name} is a node of a cluster: use redis+cluster://.`);
}

/**
 * Writes the layout at the first start, and compares it at every other one: with another number of partitions
 * records would not be found. Throws `StoreConfigurationError`.
 */
export async function checkLayout(client: RedisClient, name: string, partitions: number): Promise<void> {
  const wanted = layoutOf(partitions);
  const found = await readOrWrite(client, wanted).catch((error: unknown) => {
    throw misconfigured(name, error) ?? unavailable(name, error);
  });
  if (found !== wanted) {
    throw new StoreConfigurationError(
      `The store ${name} holds records laid out with ${found}, but this process wants ${wanted}. ` +
        'Start it with the same number of partitions, or give it another database.',
    );
  }
}

async function readOrWrite(client: RedisClient, wanted: string): Promise<string | null> {
  const found = await client.get(LAYOUT_KEY);
  if (found !== null) return found;
  await client.set(LAYOUT_KEY, wanted, 'NX');
  return client.get(LAYOUT_KEY);
}
