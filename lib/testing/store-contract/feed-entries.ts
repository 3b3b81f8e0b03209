import { expect } from 'chai';
import type { FeedEntry, Store } from '../../store/store.ts';
import { text, written } from './writes.ts';

/** Commits a new record with these changes, and gives its version. */
export async function tell(store: Store, recordId: string, ...texts: readonly string[]): Promise<number> {
  const change = { recordId, expectedVersion: 0, body: text('any'), changes: changesOf(...texts) };
  return written(store, change);
}

export function changesOf(...texts: readonly string[]): Buffer[] {
  return texts.map((text) => Buffer.from(text));
}

/** What entries tell, as text. */
export function told(entries: readonly FeedEntry[]): string[] {
  return entries.map(({ body }) => body.toString());
}

/** All that was told before this is called, behind `after`. */
export async function allOf(store: Store, after?: string): Promise<FeedEntry[]> {
  return wholeFeed(store, 1000, after);
}

/** The same in pages of so many. A page may hold back what is too new to have its place yet; the end of the feed waits for that. */
export async function wholeFeed(store: Store, limit: number, from?: string): Promise<FeedEntry[]> {
  const found: FeedEntry[] = [];
  let after = from;
  await store.feedEnd();
  for (;;) {
    const page = await store.feed({ limit, ...(after !== undefined && { after }) });
    expect(page.entries.length).to.be.at.most(limit);
    if (page.entries.length === 0) return found;
    found.push(...page.entries);
    after = page.end;
  }
}

/** Order between records is promised only for what is told behind an end of the feed that was waited for. */
export async function nextMoment(store: Store): Promise<void> {
  await store.feedEnd();
}

/** An id in each of the 64 partitions of a store that has so many. */
export function partitionIds(): string[] {
  return Array.from({ length: 64 }, (_, partition) => `${partition.toString(16).padStart(8, '0')}feed`);
}
