import { DUE_INDEX } from './places.ts';
import type { Commit, IndexEntry, Place, RangeQuery } from './store.ts';

/**
 * Refuses what a store could only half write: an id or an index outside the contract, or a number that does not
 * sort. Throws `TypeError`, since the caller's code is at fault.
 */
export function checkCommit({ recordId, expectedVersion, dueAt, unindex = [], index = [] }: Commit): void {
  checkRecordId(recordId);
  if (!Number.isSafeInteger(expectedVersion) || expectedVersion < 0) {
    throw new TypeError(`expectedVersion must be a whole number from 0, not ${expectedVersion}`);
  }
  if (dueAt !== undefined && !Number.isSafeInteger(dueAt)) {
    throw new TypeError(`dueAt must be a whole number of milliseconds, not ${dueAt}`);
  }
  unindex.forEach(checkEntry);
  index.forEach(checkEntry);
  if (index.length > 1) checkOnce(index);
}

/** Throws `TypeError` unless the id is 1 to 128 lower-case hex digits. */
export function checkRecordId(recordId: string): void {
  if (!/^[0-9a-f]{1,128}$/.test(recordId)) {
    throw new TypeError('recordId must be 1 to 128 lower-case hex digits');
  }
}

/** Throws `TypeError` for an index that cannot be, and for bounds, a place or a limit that do not sort. */
export function checkRange(index: string, query: RangeQuery): void {
  checkCount(index, query);
  const { after, limit } = query;
  if (after !== undefined) checkPlace(after);
  if (!Number.isSafeInteger(limit) || limit < 1) {
    throw new TypeError(`limit must be a whole number from 1, not ${limit}`);
  }
}

/** Throws `TypeError` for an index that cannot be, and for bounds that do not sort. */
export function checkCount(index: string, { from, to }: Pick<RangeQuery, 'from' | 'to'>): void {
  checkIndex(index);
  for (const [name, bound] of Object.entries({ from, to })) {
    if (bound !== undefined && !Number.isSafeInteger(bound)) {
      throw new TypeError(`${name} must be a whole number, not ${bound}`);
    }
  }
}

function checkEntry(entry: IndexEntry): void {
  checkIndex(entry.index);
  if (entry.index === DUE_INDEX) {
    throw new TypeError(`the index ${DUE_INDEX} is the store's own: give the commit a dueAt`);
  }
  checkPlace(entry);
}

/** A lone surrogate has no bytes of its own in UTF-8: two names that differ in one would be the same key. */
function checkIndex(index: string): void {
  if (index === '' || Buffer.byteLength(index) > 300 || /[\p{Cc}\p{Cs}]/u.test(index)) {
    throw new TypeError('index must be 1 to 300 bytes of text without control characters');
  }
}

function checkPlace({ score, member }: Place): void {
  if (!Number.isSafeInteger(score)) throw new TypeError(`score must be a whole number, not ${score}`);
  if (!/^[A-Za-z0-9_-]{1,200}$/.test(member)) {
    throw new TypeError('member must be 1 to 200 letters, digits, "_" and "-"');
  }
}

/** With two scores for one member, the embedded store would hold it twice. */
function checkOnce(entries: readonly IndexEntry[]): void {
  if (new Set(entries.map(({ index, member }) => `${member} ${index}`)).size < entries.length) {
    throw new TypeError('a member can enter an index only once in a commit');
  }
}
