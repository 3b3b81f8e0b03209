import type { Redis } from 'ioredis';
import type { StoreHealth } from '../store.ts';
import { mastersOf, type RedisClient } from './client.ts';
import { explain } from './errors.ts';
import { probeKey } from './keys.ts';

/** From the weakest: a store is as durable as its weakest node. */
const DURABILITIES = ['memory', 'unknown', 'aof-everysec', 'aof-always'] as const;
type Durability = (typeof DURABILITIES)[number];

interface NodeReport {
  readonly durability: Durability;
  readonly warnings: readonly string[];
}

/**
 * Whether partitions take a write (tried, since a dozen states of a server refuse one) and what a write is worth.
 * `writable` is false when none of them does. Never rejects.
 */
export async function checkHealth(client: RedisClient, partitions: number): Promise<StoreHealth> {
  const [failures, reports] = await Promise.all([
    probe(client, client.isCluster ? partitions : 1),
    Promise.all(mastersOf(client).filter(isReady).map(reportNode)),
  ]);
  const probed = client.isCluster ? partitions : 1;
  const durability = DURABILITIES.find((level) => reports.some((report) => report.durability === level));
  return {
    writable: failures.length < probed,
    durability: durability ?? 'unknown',
    warnings: [
      ...describeFailures(failures, probed),
      ...new Set(reports.flatMap(({ warnings }) => warnings)),
    ],
  };
}

/** One partition stands for the only server; in a cluster any of them may be the one that fails. */
async function probe(client: RedisClient, partitions: number): Promise<string[]> {
  const results = await Promise.allSettled(
    Array.from({ length: partitions }, (_, partition) => client.set(probeKey(partition), '', 'PX', 60_000)),
  );
  return results.flatMap((result) => (result.status === 'rejected' ? [explain(result.reason)] : []));
}

function describeFailures(failures: readonly string[], probed: number): string[] {
  if (failures.length === 0) return [];
  if (probed === 1) return [`It cannot be written: ${failures[0]}.`];
  return [
    `${failures.length} of ${probed} partitions cannot be written: ${[...new Set(failures)].join('; ')}.`,
  ];
}

function isReady(node: Redis): boolean {
  return node.status === 'ready';
}

/** A node that is not reachable or may not be asked is reported as unknown; the probe tells what is wrong. */
async function reportNode(node: Redis): Promise<NodeReport> {
  const [info, appendfsync] = await Promise.all([
    node.info().catch(() => ''),
    node.config('GET', 'appendfsync').then(
      (reply) => (reply as string[])[1],
      () => undefined,
    ),
  ]);
  const fields = new Map(info.split('\r\n').map((line) => line.split(':', 2) as [string, string]));
  const durability = durabilityOf(fields.get('aof_enabled'), appendfsync);
  return { durability, warnings: warningsFor(fields, appendfsync) };
}

function durabilityOf(aofEnabled: string | undefined, appendfsync: string | undefined): Durability {
  if (aofEnabled === undefined) return 'unknown';
  if (aofEnabled === '0' || appendfsync === 'no') return 'memory';
  return DURABILITIES.find((level) => level === `aof-${appendfsync}`) ?? 'unknown';
}

function warningsFor(info: ReadonlyMap<string, string>, appendfsync: string | undefined): string[] {
  const policy = info.get('maxmemory_policy');
  const warnings: string[] = [];
  if (info.get('aof_enabled') === '0') {
    warnings.push('appendonly is off: a restart loses what was written since the last snapshot. Turn it on.');
  } else if (appendfsync === 'no') {
    warnings.push(
      'appendfsync is no: a power failure loses what was written in the last half minute. Use everysec.',
    );
  }
  if (info.get('maxmemory') !== '0' && policy !== undefined && policy !== 'noeviction') {
    warnings.push(`maxmemory-policy is ${policy}: records vanish when the memory is full. Use noeviction.`);
  }
  if (info.get('role') === 'slave') {
    warnings.push('it is a replica and refuses writes. The address must lead to the primary.');
  }
  return warnings;
}
