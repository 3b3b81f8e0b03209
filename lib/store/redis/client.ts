import { setTimeout } from 'node:timers/promises';
import { Cluster, type ClusterOptions, Redis, type RedisOptions } from 'ioredis';
import { StoreUnavailableError } from '../../errors.ts';
import type { RedisAddress } from '../url.ts';
import { explain, misconfigured } from './errors.ts';
import { gatherWrites } from './gather-writes.ts';

export type RedisClient = Redis | Cluster;

const OPEN_DEADLINE = 5000;
const OPEN_POLL = 10;
const LONGEST_PAUSE = 1000;
const SLOTS_REFRESH = 1000;

/**
 * Connects, and waits until every master can take commands.
 *
 * Throws `StoreConfigurationError` where waiting would not help, `StoreUnavailableError` after five seconds.
 */
export async function connect(address: RedisAddress, commandTimeout: number): Promise<RedisClient> {
  const client = createClient(address, commandTimeout);
  try {
    await untilReady(client, address.name);
    return client;
  } catch (error) {
    client.disconnect();
    throw error;
  }
}

/** The nodes that own records: those of the cluster, or the only one. */
export function mastersOf(client: RedisClient): Redis[] {
  return client instanceof Cluster ? client.nodes('master') : [client];
}

function createClient(address: RedisAddress, commandTimeout: number): RedisClient {
  const options = nodeOptions(address, commandTimeout);
  if (!address.cluster) {
    const only = new Redis({ ...options, ...address.nodes[0], db: address.db });
    gatherWrites(only);
    return only;
  }
  const cluster = new Cluster([...address.nodes], clusterOptions(address, options));
  refreshSlots(cluster);
  // Nodes connect at their first command, and refuse those that come while they do. Not before the cluster is
  // ready, since then its own first command would be refused.
  cluster.on('ready', () => cluster.nodes().forEach(connectIdle));
  cluster.on('+node', (node: Redis) => {
    gatherWrites(node);
    if (cluster.status === 'ready') setImmediate(connectIdle, node);
  });
  return cluster;
}

/**
 * Looks once a second which node has what. ioredis would do so itself, but one that is closed while it looks arms its timer
 * again for ever, and no process would end.
 */
function refreshSlots(cluster: Cluster): void {
  const timer = setInterval(() => cluster.refreshSlotsCache(), SLOTS_REFRESH).unref();
  cluster.once('end', () => clearInterval(timer));
}

/** Commands fail fast and are never queued or sent twice: the sender of a webhook repeats it, not we. */
function nodeOptions({ username, password, tls }: RedisAddress, commandTimeout: number) {
  return {
    ...(username !== undefined && { username }),
    ...(password !== undefined && { password }),
    ...(tls && { tls: {} }),
    connectionName: 'connect-tracker',
    lazyConnect: true,
    connectTimeout: 2000,
    commandTimeout,
    // A server that is frozen, or behind a cut line, accepts bytes and answers nothing.
    socketTimeout: commandTimeout * 0.75,
    keepAlive: 10_000,
    maxLoadingRetryTime: 500,
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    // With 1 or more, commands in flight when the connection breaks are dropped without an answer.
    maxRetriesPerRequest: 0,
    retryStrategy: pause,
    // After a failover behind one address, only a new connection leads to the new primary.
    reconnectOnError: (error) => (error.message.startsWith('READONLY') ? 1 : false),
  } satisfies RedisOptions;
}

function clusterOptions({ tls }: RedisAddress, redisOptions: ReturnType<typeof nodeOptions>) {
  return {
    redisOptions,
    lazyConnect: true,
    enableOfflineQueue: false,
    clusterRetryStrategy: pause,
    // A node that stays away is dropped; when all are gone, the addresses are looked up anew.
    clusterNodeRetryStrategy: (times) => (times > 5 ? null : pause(times)),
    slotsRefreshInterval: 0,
    slotsRefreshTimeout: 1000,
    maxRedirections: 5,
    retryDelayOnFailover: 0,
    retryDelayOnClusterDown: 0,
    // It asks a node at random then; moving.ts knows better.
    retryDelayOnTryAgain: 0,
    // A certificate names hosts, not the addresses they resolve to.
    ...(tls && { dnsLookup: (host, callback) => callback(null, host) }),
  } satisfies ClusterOptions;
}

/** How long to wait before connecting again, in ms: 50 to 1,000, with jitter so that processes do not come at once. */
function pause(times: number): number {
  return Math.min(50 * 2 ** (times - 1), LONGEST_PAUSE) * (0.8 + 0.2 * Math.random());
}

function connectIdle(node: Redis): void {
  if (node.status === 'wait') node.connect().catch(() => {});
}

async function untilReady(client: RedisClient, name: string): Promise<void> {
  let last: unknown = new Error('no answer');
  const note = (error: unknown): void => {
    last = error;
  };
  // They stay for good: failures are told by the commands that fail, and an `error` nobody hears is printed.
  client.on('error', note).on('node error', note);
  client.connect().catch(note);
  for (const deadline = Date.now() + OPEN_DEADLINE; Date.now() < deadline; await setTimeout(OPEN_POLL)) {
    // First, since a client that was refused its database gets ready as well, on database 0.
    const hopeless = misconfigured(name, last);
    if (hopeless !== undefined) throw hopeless;
    const masters = mastersOf(client);
    if (client.status === 'ready' && masters.every(({ status }) => status === 'ready')) return;
  }
  throw new StoreUnavailableError(
    `The store ${name} was not ready within ${OPEN_DEADLINE / 1000} s: ${explain(last)}. ` +
      'Start it, or correct the address.',
  );
}
