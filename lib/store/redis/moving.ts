import { setTimeout } from 'node:timers/promises';

/** In ms: how long a commit waits for a partition to arrive at another node. Less than a sender of webhooks waits. */
const LONGEST_WAIT = 2000;
const PAUSE = 100;

/**
 * The client follows a node that says where to ask instead. It gives up when that goes on for long, and gives the last
 * refusal within an error of its own.
 */
const REFUSED = /^(Too many Cluster redirections\. Last error: ReplyError: )?(TRYAGAIN|MOVED|ASK) /;

/**
 * Whether nothing was done since the cluster is moving the partition to another node: while some of the keys of a command
 * are there and others not yet, no node carries it out. Commands with one key are never refused.
 */
export function isMoving(error: unknown): boolean {
  return REFUSED.test((error as Error).message);
}

/** Asks again while the partition is moving, for two seconds. */
export async function untilMoved<T>(question: () => Promise<T>): Promise<T> {
  for (const deadline = Date.now() + LONGEST_WAIT; ; await setTimeout(PAUSE)) {
    try {
      return await question();
    } catch (error) {
      if (!isMoving(error) || Date.now() >= deadline) throw error;
    }
  }
}
