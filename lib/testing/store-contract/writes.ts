import { randomBytes } from 'node:crypto';
import type { Rejection, Store } from '../../store/store.ts';

/** 128 random bits in hex, as the tracker's ids are. */
export function newId(): string {
  return randomBytes(16).toString('hex');
}

/** Adds one to the number a record holds, again until it goes through; gives the version it made. */
export async function increment(store: Store, recordId: string): Promise<number> {
  let current = await store.read(recordId);
  for (;;) {
    const expectedVersion = current?.version ?? 0;
    const body = Buffer.from(String(Number(current?.body ?? 0) + 1));
    const result = await store.commit({ recordId, expectedVersion, body });
    if (result.committed) return expectedVersion + 1;
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
