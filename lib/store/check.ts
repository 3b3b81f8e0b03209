import { LAST_FOLLOWED } from './next-version.ts';
import { DUE_INDEX } from './places.ts';
import type { Commit, CounterChange, FeedQuery, IndexEntry, Place, RangeQuery } from './store.ts';

/** How many indexes or counters can be asked for together. */
const TOGETHER = 500;

/**
 * Refuses what a store could only half write: an id or an index outside the contract, or a number that does not
 * sort. Throws `TypeError`, since the caller's code is at fault, and `RangeError` where no version is left for a record.
 */
export function checkCommit(change: Commit): void {
  const { recordId, expectedVersion, body, dueAt, unindex = [], index = [], add = [] } = change;
  checkRecordId(recordId);
  if (!Number.isSafeInteger(expectedVersion) || expectedVersion < 0) {
    throw new TypeError(`expectedVersion must be a whole number from 0, not ${expectedVersion}`);
  }
  if (body !== undefined && expectedVersion > LAST_FOLLOWED) {
    throw new RangeError(`no version can follow ${expectedVersion}: the record can only be removed`);
  }
  if (dueAt !== undefined && !Number.isSafeInteger(dueAt)) {
    throw new TypeError(`dueAt must be a whole number of milliseconds, not ${dueAt}`);
  }
  unindex.forEach(checkEntry);
  index.forEach(checkEntry);
  if (index.length > 1) checkOnce(index);
  add.forEach(checkChange);
}

/** Throws `TypeError` unless the id is 1 to 128 lower-case hex digits. */
export function checkRecordId(recordId: string): void {
  if (!/^[0-9a-f]{1,128}$/.test(recordId)) {
    throw new TypeError('recordId must be 1 to 128 lower-case hex digits');
  }
}

/** Throws `TypeError` for indexes that cannot be or are too many, and for bounds, a place or a limit that do not sort. */
export function checkRange(index: string | readonly string[], query: RangeQuery): void {
  if (typeof index === 'string') checkIndex(index);
  else checkTogether('index', index);
  checkBounds(query);
  const { after, limit } = query;
  if (after !== undefined) checkPlace(after);
  checkLimit(limit);
}

/** Throws `TypeError` for an index that cannot be, and for bounds that do not sort. */
export function checkCount(index: string, bounds: Pick<RangeQuery, 'from' | 'to'>): void {
  checkIndex(index);
  checkBounds(bounds);
}

/** Throws `TypeError` for counters that cannot be or are too many. */
export function checkTotals(counters: readonly string[]): void {
  checkTogether('counter', counters);
}

/** Throws `TypeError` for a limit that is none. What `after` may be is for each store to say. */
export function checkFeed({ limit }: FeedQuery): void {
  checkLimit(limit);
}

function checkTogether(name: string, texts: readonly string[]): void {
  if (texts.length > TOGETHER) {
    throw new TypeError(`at most ${TOGETHER} can be asked for together, not ${texts.length}`);
  }
  for (const text of texts) checkText(name, text, 300);
}

function checkLimit(limit: number): void {
  if (!Number.isSafeInteger(limit) || limit < 1) {
    throw new TypeError(`limit must be a whole number from 1, not ${limit}`);
  }
}

function checkBounds({ from, to }: Pick<RangeQuery, 'from' | 'to'>): void {
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

function checkChange({ counter, field, by }: CounterChange): void {
  checkText('counter', counter, 300);
  checkText('field', field, 500);
  if (!Number.isSafeInteger(by) || by === 0) {
    throw new TypeError(`by must be a whole number other than 0, not ${by}`);
  }
}

function checkIndex(index: string): void {
  checkText('index', index, 300);
}

/** A lone surrogate has no bytes of its own in UTF-8: two names that differ in one would be the same key. */
function checkText(name: string, text: string, bytes: number): void {
  if (text === '' || Buffer.byteLength(text) > bytes || /[\p{Cc}\p{Cs}]/u.test(text)) {
    throw new TypeError(`${name} must be 1 to ${bytes} bytes of text without control characters`);
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
