import { randomInt } from 'node:crypto';

/** How many numbers each round of versions has, of which one is taken at random. */
const ROUND = 2 ** 24;

/** The greatest version that another can follow. Before it come 2^29 commits of one record: one each second for 17 years. */
export const LAST_FOLLOWED = Number.MAX_SAFE_INTEGER - ROUND;

/**
 * The version of what replaces a record at `current` (0: there is none): greater, and taken by no other write of that record.
 * A count alone would be taken twice where the store loses a write that it had acknowledged: once by that one, of which a
 * process may still know, and once by the one that came in its place. Here two such writes have the same version once in 16
 * million times.
 */
export function nextVersion(current: number): number {
  return (Math.floor(current / ROUND) + 1) * ROUND + randomInt(ROUND);
}
