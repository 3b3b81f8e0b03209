/** A time in ms since the epoch as the ms since another one; in brackets where a difference would not give it back. */
export type StoredTime = number | readonly [at: number];

export function encodeTime(at: number, before: number): StoredTime {
  const after = at - before;
  return before + after === at ? after : [at];
}

export function decodeTime(stored: StoredTime, before: number): number {
  return typeof stored === 'number' ? before + stored : stored[0];
}
