import { randomUUID } from 'node:crypto';
import { StoreUnavailableError } from '../../errors.ts';
import { checkCount, checkFeed, checkRange, checkRecordId, checkTotals } from '../check.ts';
import type { Rejection, Store, StoredRecord, StoreHealth } from '../store.ts';
import type { EmbeddedAddress } from '../url.ts';
import { createCommits } from './commits.ts';
import { readTotals } from './counters.ts';
import { type Environment, openEnvironment } from './environment.ts';
import { readFeed, readFeedEnd, sequenceOf } from './feed.ts';
import { countPlaces, rangePlaces } from './ranges.ts';
import { decodeRecord } from './record-value.ts';
import { createWriter } from './writer.ts';

const KEPT_REJECTIONS = 1000;

/**
 * The store in a folder of this machine: LMDB, durable on disk, safe for several processes on the same
 * folder (not over a network file system). Throws `StoreConfigurationError` when the folder cannot be used.
 */
export async function openEmbeddedStore(address: EmbeddedAddress): Promise<Store> {
  const environment = await openEnvironment(address);
  const writer = createWriter(address.name);
  const commits = createCommits(environment, writer);
  const addRejection = rejectionLog(environment);
  let closed = false;
  const use = async <T>(action: () => T | Promise<T>): Promise<T> => {
    if (closed) throw new StoreUnavailableError(`The store ${address.name} is closed.`);
    return action();
  };
  return {
    read: (recordId) =>
      use(() => {
        checkRecordId(recordId);
        return writer.reading(() => readRecord(environment, recordId));
      }),
    commit: (change) => use(() => commits.commit(change)),
    due: (now, limit) => use(() => writer.reading(() => dueRecords(environment, now, limit))),
    range: (index, query) =>
      use(() => {
        checkRange(index, query);
        return writer.reading(() => rangePlaces(environment, index, query));
      }),
    count: (index, bounds = {}) =>
      use(() => {
        checkCount(index, bounds);
        return writer.reading(() => countPlaces(environment, index, bounds));
      }),
    totals: (counters) =>
      use(() => {
        checkTotals(counters);
        return writer.reading(() => readTotals(environment, counters));
      }),
    feed: (query) =>
      use(() => {
        checkFeed(query);
        const after = query.after === undefined ? undefined : sequenceOf(query.after);
        return writer.reading(() => readFeed(environment, after, query.limit));
      }),
    feedEnd: () => use(() => writer.reading(() => readFeedEnd(environment))),
    reject: (rejection) => use(() => writer.write(() => addRejection(rejection))),
    rejections: (limit) => use(() => writer.reading(() => newestRejections(environment, limit))),
    health: async (): Promise<StoreHealth> => {
      const problem = closed ? `The store ${address.name} is closed.` : writer.problem();
      return { writable: problem === undefined, durability: 'disk', warnings: problem ? [problem] : [] };
    },
    close: async () => {
      closed = true;
      await commits.settled();
      await environment.close();
    },
  };
}

function readRecord({ records }: Environment, recordId: string): StoredRecord | undefined {
  // Without it a read may see the moment at which this turn of the event loop read first.
  records.resetReadTxn();
  const entry = records.getEntry(recordId);
  return entry && { version: entry.version ?? 0, body: decodeRecord(entry.value).body };
}

function dueRecords({ due }: Environment, now: number, limit: number): string[] {
  due.resetReadTxn();
  const keys = due.getKeys({ end: [now, '\uffff'], limit });
  return Array.from(keys, ([, recordId]) => recordId);
}

/** The oldest go with every hundredth that comes, and with the first of each process. */
function rejectionLog({ rejections }: Environment): (rejection: Rejection) => Promise<void> {
  const writerId = randomUUID();
  let count = 0;
  return async (rejection) => {
    const surplus = count % 100 === 0 ? rejections.getKeys({ reverse: true, offset: KEPT_REJECTIONS }) : [];
    const key: [number, number, string] = [rejection.at, count, writerId];
    count += 1;
    await rejections.batch(() => {
      for (const old of surplus) rejections.remove(old);
      rejections.put(key, rejection);
    });
  };
}

function newestRejections({ rejections }: Environment, limit: number): Rejection[] {
  rejections.resetReadTxn();
  const range = rejections.getRange({ reverse: true, limit: Math.min(limit, KEPT_REJECTIONS) });
  return Array.from(range, ({ value }) => value);
}
