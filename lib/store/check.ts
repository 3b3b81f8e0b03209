import type { Commit } from './store.ts';

/**
 * Refuses what a store could only half write: an id outside the contract, or a time that does not sort.
 * Throws `TypeError`, since the caller's code is at fault.
 */
export function checkCommit({ recordId, expectedVersion, dueAt }: Commit): void {
  checkRecordId(recordId);
  if (!Number.isSafeInteger(expectedVersion) || expectedVersion < 0) {
    throw new TypeError(`expectedVersion must be a whole number from 0, not ${expectedVersion}`);
  }
  if (dueAt !== undefined && !Number.isSafeInteger(dueAt)) {
    throw new TypeError(`dueAt must be a whole number of milliseconds, not ${dueAt}`);
  }
}

/** Throws `TypeError` unless the id is 1 to 128 lower-case hex digits. */
export function checkRecordId(recordId: string): void {
  if (!/^[0-9a-f]{1,128}$/.test(recordId)) {
    throw new TypeError('recordId must be 1 to 128 lower-case hex digits');
  }
}
