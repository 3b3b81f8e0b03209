import { setTimeout } from 'node:timers/promises';
import { freePort } from './free-port.ts';
import { type RedisServer, type RedisServerOptions, redisCli, startRedisServer } from './redis-server.ts';

const READY_DEADLINE = 20_000;
const HIGHEST_PORT = 65_535;
/** A node's cluster bus listens this far above its port (Redis Cluster specification). */
const BUS_OFFSET = 10_000;

/** A real Redis Cluster of three masters without replicas. */
export interface RedisCluster {
  /** A `redis+cluster://` address that names all nodes. */
  readonly url: string;
  readonly nodes: readonly RedisServer[];
  /** Moves a slot with its keys to another node while both go on working. */
  moveSlot(slot: number, from: RedisServer, to: RedisServer): Promise<void>;
  stop(): Promise<void>;
}

/** `options` are those of each node; its port is chosen. */
export async function startRedisCluster(options: RedisServerOptions = {}): Promise<RedisCluster> {
  const nodes: RedisServer[] = [];
  const stop = async (): Promise<void> => {
    await Promise.all(nodes.map((node) => node.stop()));
  };
  try {
    while (nodes.length < 3) nodes.push(await startNode(options));
    await form(nodes);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    url: `redis+cluster://${addresses(nodes).join(',')}`,
    nodes,
    moveSlot: moveSlotWithin(nodes),
    stop,
  };
}

async function startNode({ args = [], ...options }: RedisServerOptions): Promise<RedisServer> {
  const cluster = ['--cluster-enabled', 'yes', '--cluster-node-timeout', '2000'];
  return startRedisServer({ ...options, port: await freeBusPort(), args: [...cluster, ...args] });
}

async function freeBusPort(): Promise<number> {
  const port = await freePort();
  return port + BUS_OFFSET <= HIGHEST_PORT ? port : freeBusPort();
}

async function form(nodes: readonly RedisServer[]): Promise<void> {
  const [first] = nodes;
  if (first === undefined) throw new Error('a cluster needs nodes');
  await redisCli(first.port, '--cluster', 'create', ...addresses(nodes), '--cluster-yes');
  for (const deadline = Date.now() + READY_DEADLINE; Date.now() < deadline; await setTimeout(50)) {
    const states = await Promise.all(nodes.map((node) => node.cli('CLUSTER', 'INFO')));
    if (states.every(isWhole)) return;
  }
  throw new Error('the cluster did not get ready');
}

/** The steps of "Live reconfiguration of slots" in the Redis Cluster specification. */
function moveSlotWithin(nodes: readonly RedisServer[]): RedisCluster['moveSlot'] {
  return async (number, from, to) => {
    const slot = String(number);
    const [fromId, toId] = await Promise.all([from.cli('CLUSTER', 'MYID'), to.cli('CLUSTER', 'MYID')]);
    await to.cli('CLUSTER', 'SETSLOT', slot, 'IMPORTING', fromId);
    await from.cli('CLUSTER', 'SETSLOT', slot, 'MIGRATING', toId);
    for (;;) {
      const [key = ''] = (await from.cli('CLUSTER', 'GETKEYSINSLOT', slot, '1')).split('\n');
      if (key === '') break;
      await from.cli('MIGRATE', '127.0.0.1', String(to.port), key, '0', '5000');
    }
    for (const node of [to, ...nodes]) await node.cli('CLUSTER', 'SETSLOT', slot, 'NODE', toId);
  };
}

function isWhole(info: string): boolean {
  return info.includes('cluster_state:ok') && info.includes('cluster_size:3');
}

function addresses(nodes: readonly RedisServer[]): string[] {
  return nodes.map(({ port }) => `127.0.0.1:${port}`);
}
