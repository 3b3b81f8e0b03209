import { eventually } from './eventually.ts';
import { freePort } from './free-port.ts';
import { type RedisServer, type RedisServerOptions, startRedisServer } from './redis-server.ts';
import { beginMove, type SlotMove } from './slot-move.ts';

const READY_DEADLINE = 20_000;
const HIGHEST_PORT = 65_535;
const SLOTS = 16_384;
/** A node's cluster bus listens this far above its port (Redis Cluster specification). */
const BUS_OFFSET = 10_000;

export interface RedisClusterOptions extends RedisServerOptions {
  /** Whether each master has a replica, which takes its place when it is gone. Default: no. */
  readonly replicated?: boolean;
}

/** A real Redis Cluster of three masters. */
export interface RedisCluster {
  /** A `redis+cluster://` address that names all nodes. */
  readonly url: string;
  /** Those that are masters at first. */
  readonly nodes: readonly RedisServer[];
  /** At first that of the node at the same place. */
  readonly replicas: readonly RedisServer[];
  /** Those that are masters now, of the nodes that can be asked. */
  masters(): Promise<RedisServer[]>;
  /** Lets a slot stand between two nodes, which go on working. */
  beginMove(slot: number, from: RedisServer, to: RedisServer): Promise<SlotMove>;
  /** Moves a slot with its keys to another node while both go on working. */
  moveSlot(slot: number, from: RedisServer, to: RedisServer): Promise<void>;
  stop(): Promise<void>;
}

/** `options` are those of each node; its port is chosen. */
export async function startRedisCluster(options: RedisClusterOptions = {}): Promise<RedisCluster> {
  const { replicated = false, ...each } = options;
  const nodes: RedisServer[] = [];
  const replicas: RedisServer[] = [];
  const all = (): RedisServer[] => [...nodes, ...replicas];
  try {
    while (nodes.length < 3) nodes.push(await startNode(each));
    while (replicated && replicas.length < 3) replicas.push(await startNode(each));
    await form(nodes, replicas);
  } catch (error) {
    await Promise.all(all().map((node) => node.stop()));
    throw error;
  }
  const masters = (): Promise<RedisServer[]> => mastersOf(all());
  return {
    url: `redis+cluster://${all()
      .map(({ port }) => `127.0.0.1:${port}`)
      .join(',')}`,
    nodes,
    replicas,
    masters,
    beginMove: async (slot, from, to) => beginMove(await masters(), slot, from, to),
    async moveSlot(slot, from, to) {
      const move = await beginMove(await masters(), slot, from, to);
      await move.allKeys();
      await move.end();
    },
    async stop() {
      await Promise.all(all().map((node) => node.stop()));
    },
  };
}

async function startNode({ args = [], ...options }: RedisServerOptions): Promise<RedisServer> {
  const cluster = ['--cluster-enabled', 'yes', '--cluster-node-timeout', '2000'];
  const replication = ['--repl-diskless-sync-delay', '0'];
  return startRedisServer({
    ...options,
    port: await freeBusPort(),
    args: [...cluster, ...replication, ...args],
  });
}

async function freeBusPort(): Promise<number> {
  const port = await freePort();
  return port + BUS_OFFSET <= HIGHEST_PORT ? port : freeBusPort();
}

/** As `redis-cli --cluster create` does, but without its pauses, and with each replica at its place. */
async function form(nodes: readonly RedisServer[], replicas: readonly RedisServer[]): Promise<void> {
  const all = [...nodes, ...replicas];
  const introduce = async (node: RedisServer, place: number): Promise<void> => {
    await node.cli('CLUSTER', 'SET-CONFIG-EPOCH', String(place + 1));
    for (const { port } of all.slice(0, place)) await node.cli('CLUSTER', 'MEET', '127.0.0.1', String(port));
  };
  const own = (node: RedisServer, place: number): Promise<string> => {
    const [first, end] = [place, place + 1].map((each) => Math.round((each * SLOTS) / nodes.length));
    return node.cli('CLUSTER', 'ADDSLOTSRANGE', String(first), String((end ?? SLOTS) - 1));
  };
  const follow = async (node: RedisServer, place: number): Promise<void> => {
    const id = await nodes[place]?.cli('CLUSTER', 'MYID');
    const answer = await node.cli('CLUSTER', 'REPLICATE', String(id));
    if (answer !== 'OK') throw new Error(`a replica does not know its master yet: ${answer}`);
  };
  await Promise.all([...nodes.map(own), ...all.map(introduce)]);
  await Promise.all(replicas.map((node, place) => eventually(() => follow(node, place), READY_DEADLINE)));
  await Promise.all(all.map((node) => eventually(() => checkWhole(node, all.length), READY_DEADLINE)));
}

async function checkWhole(node: RedisServer, known: number): Promise<void> {
  const info = await node.cli('CLUSTER', 'INFO');
  const replication = await node.cli('INFO', 'replication');
  const wanted = ['cluster_state:ok', 'cluster_size:3', `cluster_known_nodes:${known}`];
  const isLinked = replication.includes('role:master') || replication.includes('master_link_status:up');
  if (!isLinked || !wanted.every((each) => info.includes(each))) {
    throw new Error(`the cluster did not get ready: ${info} ${replication}`);
  }
}

async function mastersOf(nodes: readonly RedisServer[]): Promise<RedisServer[]> {
  const roles = await Promise.all(nodes.map((node) => node.cli('ROLE').catch(() => '')));
  return nodes.filter((_, place) => roles[place]?.startsWith('master'));
}
