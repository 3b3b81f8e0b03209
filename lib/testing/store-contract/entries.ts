import type { IndexEntry, Place, Store } from '../../store/store.ts';
import { newId } from './writes.ts';

const body = Buffer.from('any');

/** An entry of the index `open`. */
export function entry(score: number, member: string): IndexEntry {
  return { index: 'open', score, member };
}

/** Each entry with a record of its own, so that a store that has partitions has them in many. */
export async function spread(store: Store, entries: readonly IndexEntry[]): Promise<void> {
  await Promise.all(
    entries.map((each) => store.commit({ recordId: newId(), expectedVersion: 0, body, index: [each] })),
  );
}

/** All entries with one record, so that they are in one partition. */
export async function together(store: Store, entries: readonly IndexEntry[]): Promise<void> {
  await store.commit({ recordId: newId(), expectedVersion: 0, body, index: entries });
}

/** Places as text: `score member`. */
export function shown(places: readonly Place[]): string[] {
  return places.map(({ score, member }) => `${score} ${member}`);
}
