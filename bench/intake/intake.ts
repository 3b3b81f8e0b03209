import { defined } from '../../lib/fold/defined.ts';
import { startChild } from '../child.ts';
import { type ContenderName, contenders, type Running, startContender } from '../contenders.ts';
import type { PlainBuild } from '../plain-build.ts';
import type { LoadOrder, LoadResult } from '../processes/load.ts';
import { redisUsage } from './redis-usage.ts';

/** How much is delivered to each contender. */
export interface IntakeSize {
  readonly rounds: number;
  readonly connections: number;
  /** Sessions of eight events that warm up, and those that are measured. */
  readonly warmUp: number;
  readonly sessions: number;
}

/** What one contender made of one round. */
export interface IntakeSample {
  /** Events per second. */
  readonly rate: number;
  /** In ms. */
  readonly p50: number;
  readonly p99: number;
  /** CPU for each event, in µs: of the server, and of Redis (0 without one). */
  readonly server: number;
  readonly store: number;
  /** Commits tried and records read, for each event; only of ours on Redis does it say something. Absent without Redis. */
  readonly roundTrips?: number;
}

export type IntakeSamples = ReadonlyMap<ContenderName, readonly IntakeSample[]>;

export const FULL: IntakeSize = { rounds: 3, connections: 64, warmUp: 1_500, sessions: 2_500 };
export const QUICK: IntakeSize = { rounds: 3, connections: 64, warmUp: 750, sessions: 750 };

const ALL = Object.keys(contenders) as readonly ContenderName[];

export interface IntakeOptions {
  /** Who takes part. Default: all. */
  readonly names?: readonly ContenderName[];
  /** Is told each sample as it is taken, since all of them take minutes. */
  note?(name: ContenderName, sample: IntakeSample, round: number): void;
}

/** Delivers the same to each contender in turn, so that a machine that slows down slows them all. */
export async function measureIntake(
  build: PlainBuild,
  size: IntakeSize,
  { names = ALL, note }: IntakeOptions = {},
): Promise<IntakeSamples> {
  const samples = new Map(names.map((name) => [name, [] as IntakeSample[]]));
  for (let round = 0; round < size.rounds; round++)
    for (const name of names) {
      const sample = await measureOne(build, name, size);
      samples.get(name)!.push(sample);
      note?.(name, sample, round);
    }
  return samples;
}

async function measureOne(
  build: PlainBuild,
  name: ContenderName,
  { connections, warmUp, sessions }: IntakeSize,
): Promise<IntakeSample> {
  const { secret } = contenders[name];
  const running = await startContender(build, contenders[name]);
  const load = startChild(build.scriptOf('bench/processes/load'));
  const prepare = (from: number, count: number) =>
    load.ask({
      ...{ url: `${running.url}/webhooks/connect`, from, sessions: count, connections },
      ...defined({ secret }),
    } satisfies LoadOrder);
  try {
    await prepare(0, warmUp);
    await load.ask('go');
    await prepare(warmUp, sessions);
    return await sample(running, () => load.ask<LoadResult>('go'));
  } finally {
    await load.stop();
    await running.stop();
  }
}

async function sample({ server, redis }: Running, deliver: () => Promise<LoadResult>): Promise<IntakeSample> {
  const usage = async () => ({
    ...(redis === undefined ? { cpu: 0, commits: 0, reads: 0 } : await redisUsage(redis)),
    server: (await server.ask<{ cpu: number }>('usage')).cpu,
  });
  const before = await usage();
  const { events, took, p50, p99 } = await deliver();
  const after = await usage();
  const perEvent = (name: keyof typeof after) => (after[name] - before[name]) / events;
  return {
    rate: (events / took) * 1_000,
    p50,
    p99,
    server: perEvent('server'),
    store: perEvent('cpu'),
    ...(redis && { roundTrips: perEvent('commits') + perEvent('reads') }),
  };
}
