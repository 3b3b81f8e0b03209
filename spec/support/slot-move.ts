import type { RedisServer } from './redis-server.ts';

/** A slot that is moved: the steps of "Live reconfiguration of slots" in the Redis Cluster specification. */
export interface SlotMove {
  /** Moves these keys of the slot. */
  keys(...keys: readonly string[]): Promise<void>;
  /** Moves all keys that are left. */
  allKeys(): Promise<void>;
  /** The slot belongs to the other node from then on. */
  end(): Promise<void>;
}

export async function beginMove(
  masters: readonly RedisServer[],
  number: number,
  from: RedisServer,
  to: RedisServer,
): Promise<SlotMove> {
  const slot = String(number);
  const [fromId, toId] = await Promise.all([from.cli('CLUSTER', 'MYID'), to.cli('CLUSTER', 'MYID')]);
  const keys = async (...names: readonly string[]): Promise<void> => {
    const answer = await from.cli(
      ...['MIGRATE', '127.0.0.1', String(to.port), '', '0', '5000', 'KEYS'],
      ...names,
    );
    if (answer !== 'OK') throw new Error(`keys did not move: ${answer}`);
  };
  await to.cli('CLUSTER', 'SETSLOT', slot, 'IMPORTING', fromId);
  await from.cli('CLUSTER', 'SETSLOT', slot, 'MIGRATING', toId);
  return {
    keys,
    async allKeys() {
      for (;;) {
        const [key = ''] = (await from.cli('CLUSTER', 'GETKEYSINSLOT', slot, '1')).split('\n');
        if (key === '') return;
        await keys(key);
      }
    },
    async end() {
      // The node that takes it first, so that it never has none.
      for (const node of [to, ...masters]) await node.cli('CLUSTER', 'SETSLOT', slot, 'NODE', toId);
    },
  };
}
