import { randomBytes } from 'node:crypto';
import type { Commit, IndexEntry, Store } from '../lib/store/store.ts';

/** The same store, which notes what it is given to commit. */
export function notingCommits(store: Store, sent: Commit[]): Store {
  return {
    ...store,
    commit(change) {
      sent.push(change);
      return store.commit(change);
    },
  };
}

/** The commits of one record once more, in their order, as steps: the same bytes and entries, of a record that is new. */
export function repeated(store: Pick<Store, 'commit'>, commits: readonly Commit[]): (() => Promise<void>)[] {
  const recordId = randomBytes(12).toString('hex');
  // What a record has in an index is named after it.
  const renamed = (entries: readonly IndexEntry[] = []) =>
    entries.map((entry) => ({ ...entry, member: recordId + entry.member.slice(recordId.length) }));
  let expectedVersion = 0;
  return commits.map((change) => async () => {
    const own = { recordId, expectedVersion, unindex: renamed(change.unindex), index: renamed(change.index) };
    const result = await store.commit({ ...change, ...own });
    if (!result.committed) throw new Error('a commit that is made again was refused');
    expectedVersion = result.version;
  });
}
