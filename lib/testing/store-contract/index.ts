/**
 * What every store promises, as tests for a store of your own. Needs chai, and the globals of mocha or vitest.
 *
 * @packageDocumentation
 */

import { describeBound } from './bound.ts';
import { describeCommits } from './commits.ts';
import { describeCounters } from './counters.ts';
import type { OpenStore } from './each-test.ts';
import { describeFeed } from './feed.ts';
import { describeForgetting } from './forgetting.ts';
import { describeIndexes } from './indexes.ts';
import { describeLifetime } from './lifetime.ts';
import { describeRanges } from './ranges.ts';
import { describeRejections } from './rejections.ts';
import { describeRemoval } from './removal.ts';
import { describe, leaveOut } from './runner.ts';
import { describeTimers } from './timers.ts';

export type { OpenStore, StoreUnderTest } from './each-test.ts';

/**
 * A part of the contract: `commits` are records and their versions, `lifetime` is closing and opening again,
 * `forgetting` what the feed tells of a record that goes, and `bound` how much the feed keeps (170,000 entries are
 * written for that).
 */
export type StoreContractPart =
  | 'commits'
  | 'timers'
  | 'rejections'
  | 'lifetime'
  | 'removal'
  | 'indexes'
  | 'ranges'
  | 'counters'
  | 'feed'
  | 'forgetting'
  | 'bound';

const parts: Readonly<Record<StoreContractPart, (name: string, open: OpenStore) => void>> = {
  commits: describeCommits,
  timers: describeTimers,
  rejections: describeRejections,
  lifetime: describeLifetime,
  removal: describeRemoval,
  indexes: describeIndexes,
  ranges: describeRanges,
  counters: describeCounters,
  feed: describeFeed,
  forgetting: describeForgetting,
  bound: describeBound,
};

export interface StoreContractOptions {
  /** Called before each test, for a store over data of its own. */
  readonly open: OpenStore;
  /** Parts that are left out, each with the reason, which the test runner shows. The tracker needs all of them. */
  readonly skip?: Readonly<Partial<Record<StoreContractPart, string>>>;
}

/**
 * Describes what every store promises, whatever it is built on, as tests of mocha, or of vitest with `globals: true`.
 *
 *     import { describeStoreContract } from 'connect-tracker/testing/store-contract';
 *
 *     describeStoreContract('my store', {
 *       async open() {
 *         const database = await createDatabase();
 *         const another = () => openMyStore(database.url);
 *         const store = await another();
 *         const close = async () => {
 *           await store.close();
 *           await database.drop();
 *         };
 *         return { store, another, close };
 *       },
 *     });
 */
export function describeStoreContract(name: string, { open, skip = {} }: StoreContractOptions): void {
  describe(`${name}, as a store`, () => {
    for (const [part, describePart] of Object.entries(parts)) {
      const reason = skip[part as StoreContractPart];
      if (reason === undefined) describePart(name, open);
      else leaveOut(`is not asked for its ${part}: ${reason}`);
    }
  });
}
