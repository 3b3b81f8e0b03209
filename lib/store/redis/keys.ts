import { DUE_INDEX } from '../places.ts';

/*
 * Every key we write. The first part in braces is what a cluster hashes, so that all keys of a partition stand in one
 * slot. An index or a counter may have any printable name, with braces and colons too, so that it comes last:
 *
 *   ct:{p07}:r:<record id>   string: the record (record-value.ts)
 *   ct:{p07}:due             sorted set: record id, scored with the ms since the epoch it is due at
 *   ct:{p07}:x:<index>       sorted set: the members of another index, with their scores
 *   ct:{p07}:c:<counter>     hash: the fields of a counter, with what has been added to them; never 0
 *   ct:{p07}:feed            stream: the partition's newest entries of the change feed, r: record id, b: body
 *   ct:{p07}:feed:since      string: the id of an entry before which others may have been dropped (commit.lua)
 *   ct:{p07}:probe           string, expires: written to see whether the partition takes a write
 *   ct:{rejections}          stream: the newest rejected deliveries
 *   ct:{layout}              string: the layout below, written at the first start
 */

export const DEFAULT_PARTITIONS = 64;

export const LAYOUT_KEY = 'ct:{layout}';
export const REJECTIONS_KEY = 'ct:{rejections}';

/** What has to be equal for every process that ever uses this Redis. */
export function layoutOf(partitions: number): string {
  return `format=1 partitions=${partitions}`;
}

/** The partition of a record: the first 32 bits of its id, modulo the number of partitions. */
export function partitionOf(recordId: string, partitions: number): number {
  return Number.parseInt(recordId.slice(0, 8), 16) % partitions;
}

export function recordKey(partition: number, recordId: string): string {
  return `${prefix(partition)}:r:${recordId}`;
}

export function dueKey(partition: number): string {
  return `${prefix(partition)}:due`;
}

export function indexKey(partition: number, index: string): string {
  return index === DUE_INDEX ? dueKey(partition) : `${prefix(partition)}:x:${index}`;
}

export function counterKey(partition: number, counter: string): string {
  return `${prefix(partition)}:c:${counter}`;
}

export function feedKey(partition: number): string {
  return `${prefix(partition)}:feed`;
}

export function feedSinceKey(partition: number): string {
  return `${feedKey(partition)}:since`;
}

export function probeKey(partition: number): string {
  return `${prefix(partition)}:probe`;
}

function prefix(partition: number): string {
  return `ct:{p${String(partition).padStart(2, '0')}}`;
}
