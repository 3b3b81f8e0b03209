import { randomBytes } from 'node:crypto';
import type { Commit, Rejection, Store } from '../../store/store.ts';

/** 128 random bits in hex, as the tracker's ids are. */
export function newId(): string {
  return randomBytes(16).toString('hex');
}

/** Commits what has to go through; gives the version that the record has then, 0 when it is gone. */
export async function written(store: Store, change: Commit): Promise<number> {
  const result = await store.commit(change);
  if (!result.committed) throw new Error(`refused: the record is at ${result.current?.version ?? 0}`);
  return result.version;
}

/** Writes these bodies one after the other; gives the version that each had. */
export async function writeAll(
  store: Store,
  recordId: string,
  ...bodies: readonly string[]
): Promise<number[]> {
  const versions: number[] = [];
  for (const body of bodies) {
    const expectedVersion = versions.at(-1) ?? 0;
    versions.push(await written(store, { recordId, expectedVersion, body: text(body) }));
  }
  return versions;
}

/** Adds one to the number a record holds, again until it goes through; gives the number it made. */
export async function increment(store: Store, recordId: string): Promise<number> {
  let current = await store.read(recordId);
  for (;;) {
    const expectedVersion = current?.version ?? 0;
    const number = Number(current?.body ?? 0) + 1;
    const result = await store.commit({ recordId, expectedVersion, body: text(String(number)) });
    if (result.committed) return number;
    current = result.current;
  }
}

export function text(value: string): Buffer {
  return Buffer.from(value);
}

/** A rejection that differs from those of other times. */
export function rejection(at: number): Rejection {
  return {
    at,
    provider: 'connect',
    code: 'invalid-json',
    detail: 'at byte 3',
    authenticated: at % 2 === 0,
    bytes: at,
  };
}
