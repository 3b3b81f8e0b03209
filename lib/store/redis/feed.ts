import { setTimeout } from 'node:timers/promises';
import type { FeedEntry, FeedPage, FeedQuery } from '../store.ts';
import type { RedisClient } from './client.ts';
import { keptEntries } from './commit-script.ts';
import { feedKey, feedSinceKey } from './keys.ts';
import {
  comparePositions,
  formatPosition,
  type Position,
  parsePosition,
  positionOf,
  startBehind,
  startOf,
} from './positions.ts';
import { readScript, runScript } from './script.ts';
import { askAll, mergeShares, shareOf } from './shares.ts';

const SCRIPT = readScript('feed.lua');

/** How long a clock that is behind is waited for, in ms. */
const LONGEST_WAIT = 1000;

interface Told {
  readonly position: Position;
  readonly recordId: string;
  readonly body: Buffer;
}

/** What a partition gives of its feed. */
interface Answer {
  /** What it tells from now on has this ms or a later one, as long as its clock is not set back. */
  readonly now: number;
  /** Before this, entries may have been dropped. */
  readonly since?: Position;
  readonly told: readonly Told[];
}

/**
 * A page of the change feed. Each partition tells with a clock of its own, and what is told in a ms may come in later
 * from another partition. So only what is earlier than all clocks is given: no other can come before it any more.
 */
export async function readFeed(
  client: RedisClient,
  partitions: number,
  after: Position | undefined,
  limit: number,
): Promise<FeedPage> {
  const ask = (partition: number, count: number): Promise<Answer> =>
    askPartition(client, partitions, partition, count, after);
  const share = shareOf(limit, partitions);
  const answers = await askAll(partitions, (partition) => ask(partition, share));
  const now = leastTime(answers);
  // A clock that was set back, or a feed that stood here before: what is told now would be taken for read.
  const isAhead = after !== undefined && comparePositions(after, startOf(now)) > 0;
  if (isAhead) return { entries: [], end: startText(now), gap: true };
  const settled = ({ told }: Answer): readonly Told[] => told.filter(({ position }) => position.ms < now);
  const found = await mergeShares(answers.map(settled), {
    share,
    limit,
    order: (a, b) => comparePositions(a.position, b.position),
    whole: async (partition) => {
      const answer = await ask(partition, limit);
      // Some may have been dropped since it was asked for its share.
      answers.push(answer);
      return settled(answer);
    },
  });
  const entries = found.map(toEntry);
  const end = entries[limit - 1]?.position ?? startText(now);
  return { entries, end, gap: after !== undefined && answers.some((answer) => isBefore(after, answer)) };
}

/** Throws `TypeError` for an `after` that is no position. */
export function feedStart({ after }: FeedQuery, partitions: number): Position | undefined {
  return after === undefined ? undefined : parsePosition(after, partitions);
}

/**
 * The end of the feed: the start of a ms in which no partition has told anything yet, but can from now on. Within the
 * ms in which something was told there is no such place, so that the end of it is waited for.
 */
export async function readFeedEnd(client: RedisClient, partitions: number): Promise<string> {
  const ask = (): Promise<Answer[]> =>
    askAll(partitions, (partition) => askPartition(client, partitions, partition, 0));
  const answers = await ask();
  const newest = Math.max(...answers.flatMap(({ told }) => told.map(({ position }) => position.ms)));
  const now = leastTime(answers);
  if (now > newest) return startText(now);
  for (let wait = newest + 1 - now; wait > 0; wait = newest + 1 - leastTime(await ask())) {
    if (wait > LONGEST_WAIT) throw new Error(`its clock is ${wait} ms behind the newest change`);
    await setTimeout(wait);
  }
  return startText(newest + 1);
}

async function askPartition(
  client: RedisClient,
  partitions: number,
  partition: number,
  count: number,
  after?: Position,
): Promise<Answer> {
  const start = after === undefined ? '-' : startBehind(after, partition);
  const args = [start, count, keptEntries(partitions)];
  const [reply, noted] = await Promise.all([
    runScript(client, SCRIPT, [feedKey(partition)], args),
    // A key of its own: a script with two would fail while a cluster moves the slot.
    after === undefined ? null : client.get(feedSinceKey(partition)),
  ]);
  const [now, kept, flat] = reply as [number, Buffer | null, Buffer[]];
  const ids = [kept, noted].filter((id) => id !== null);
  const since = ids
    .map((id) => positionOf(partition, String(id)))
    .sort(comparePositions)
    .at(-1);
  return { now, told: toldOf(partition, flat), ...(since && { since }) };
}

/** A reply `[id, record id, body, id, record id, body, …]`. */
function toldOf(partition: number, flat: readonly Buffer[]): Told[] {
  const told: Told[] = [];
  for (let i = 0; i < flat.length; i += 3) {
    const [id, recordId, body] = flat.slice(i, i + 3) as [Buffer, Buffer, Buffer];
    told.push({ position: positionOf(partition, String(id)), recordId: String(recordId), body });
  }
  return told;
}

function isBefore(after: Position, { since }: Answer): boolean {
  return since !== undefined && comparePositions(after, since) < 0;
}

function leastTime(answers: readonly Answer[]): number {
  return Math.min(...answers.map(({ now }) => now));
}

function startText(ms: number): string {
  return formatPosition(startOf(ms));
}

function toEntry({ position, ...rest }: Told): FeedEntry {
  return { position: formatPosition(position), ...rest };
}
