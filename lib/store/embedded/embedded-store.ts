import { randomUUID } from 'node:crypto';
import { StoreUnavailableError } from '../../errors.ts';
import { checkCommit, checkCount, checkRange, checkRecordId } from '../check.ts';
import type { Commit, CommitResult, Rejection, Store, StoredRecord, StoreHealth } from '../store.ts';
import type { EmbeddedAddress } from '../url.ts';
import { type Environment, openEnvironment } from './environment.ts';
import { countPlaces, indexKey, rangePlaces } from './ranges.ts';
import { decodeRecord, encodeRecord } from './record-value.ts';
import { createWriter, type Writer } from './writer.ts';

const NOTHING = Buffer.alloc(0);
const KEPT_REJECTIONS = 1000;

/**
 * The store in a folder of this machine: LMDB, durable on disk, safe for several processes on the same
 * folder (not over a network file system). Throws `StoreConfigurationError` when the folder cannot be used.
 */
export async function openEmbeddedStore(address: EmbeddedAddress): Promise<Store> {
  const environment = await openEnvironment(address);
  const writer = createWriter(address.name);
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
        return writer.reading(() => readRecord(environment, recordId)?.record);
      }),
    commit: (change) => use(() => commitRecord(environment, writer, change)),
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
    reject: (rejection) => use(() => writer.write(() => addRejection(rejection))),
    rejections: (limit) => use(() => writer.reading(() => newestRejections(environment, limit))),
    health: async (): Promise<StoreHealth> => {
      const problem = closed ? `The store ${address.name} is closed.` : writer.problem();
      return { writable: problem === undefined, durability: 'disk', warnings: problem ? [problem] : [] };
    },
    close: async () => {
      closed = true;
      await environment.close();
    },
  };
}

interface Found {
  readonly record: StoredRecord;
  readonly dueAt?: number;
}

function readRecord({ records }: Environment, recordId: string): Found | undefined {
  // Without it a read may see the moment at which this turn of the event loop read first.
  records.resetReadTxn();
  const entry = records.getEntry(recordId);
  if (entry === undefined) return undefined;
  const { body, ...rest } = decodeRecord(entry.value);
  return { record: { version: entry.version ?? 0, body }, ...rest };
}

/**
 * The first look finds the record's place in the due index and most conflicts; the version is checked again
 * by LMDB inside the write transaction. That runs on LMDB's own thread, so the write lock, which all
 * processes share, is never held while JavaScript is awaited.
 */
async function commitRecord(environment: Environment, writer: Writer, change: Commit): Promise<CommitResult> {
  checkCommit(change);
  const { recordId, expectedVersion, dueAt, unindex = [], index = [] } = change;
  const before = writer.reading(() => readRecord(environment, recordId));
  if ((before?.record.version ?? 0) !== expectedVersion) return refused(before);
  const { records, due, indexes } = environment;
  const write = (): void => {
    records.put(recordId, encodeRecord(change.body, dueAt), expectedVersion + 1);
    if (before?.dueAt !== undefined && before.dueAt !== dueAt) due.remove([before.dueAt, recordId]);
    if (dueAt !== undefined && before?.dueAt !== dueAt) due.put([dueAt, recordId], NOTHING);
    for (const entry of unindex) indexes.remove(indexKey(entry));
    for (const entry of index) indexes.put(indexKey(entry), NOTHING);
  };
  const committed = await writer.write(() =>
    expectedVersion === 0
      ? records.ifNoExists(recordId, write)
      : records.ifVersion(recordId, expectedVersion, write),
  );
  return committed ? { committed } : refused(writer.reading(() => readRecord(environment, recordId)));
}

function refused(found: Found | undefined): CommitResult {
  return { committed: false, ...(found && { current: found.record }) };
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
