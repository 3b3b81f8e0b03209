import { TrackerError } from '../../errors.ts';
import type { CommitResult, Store } from '../../store/store.ts';

/** `ok`, `conflict` for a commit that another writer was faster than, or the code of what went wrong. Duration in ms. */
export type StoreOperation = (operation: string, outcome: string, duration: number) => void;

/** The same store, which tells of each operation when it is over. */
export function measuredStore(store: Store, told: StoreOperation): Store {
  const measured = <A extends readonly unknown[], R>(
    operation: string,
    run: (...args: A) => Promise<R>,
    outcomeOf: (result: R) => string = () => 'ok',
  ) => {
    return async (...args: A): Promise<R> => {
      const beganAt = performance.now();
      const over = (outcome: string) => told(operation, outcome, performance.now() - beganAt);
      try {
        const result = await run(...args);
        over(outcomeOf(result));
        return result;
      } catch (error) {
        over(error instanceof TrackerError ? error.code : 'unexpected');
        throw error;
      }
    };
  };
  const committed = (result: CommitResult) => (result.committed ? 'ok' : 'conflict');
  return {
    read: measured('read', store.read),
    commit: measured('commit', store.commit, committed),
    due: measured('due', store.due),
    range: measured('range', store.range),
    count: measured('count', store.count),
    totals: measured('totals', store.totals),
    feed: measured('feed', store.feed),
    feedEnd: measured('feed-end', store.feedEnd),
    reject: measured('reject', store.reject),
    rejections: measured('rejections', store.rejections),
    health: measured('health', store.health),
    close: () => store.close(),
  };
}
