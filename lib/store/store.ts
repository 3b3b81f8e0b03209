/** A record as a store keeps it: bytes it does not look into, and a version that tells which commit wrote them. */
export interface StoredRecord {
  /**
   * A whole number above 0 and up to 2^53 - 1, greater than that of what the commit replaced. No other write of the record
   * has it, not even one in place of a write that was lost, or one after the record was removed.
   */
  readonly version: number;
  readonly body: Buffer;
}

/** A place in one of the store's named indexes, which are sorted by score and then by member. */
export interface IndexEntry {
  /** 1 to 300 bytes of printable text, e.g. `alerts:open`; `due` is the store's own. */
  readonly index: string;
  /** A whole number, e.g. ms since the epoch. */
  readonly score: number;
  /** 1 to 200 letters, digits, `_` and `-`; unique to its record. It stands in an index once. */
  readonly member: string;
}

/** Where an entry stands in an index. */
export type Place = Pick<IndexEntry, 'score' | 'member'>;

/** A number that commits add to, e.g. how many sessions are in a stage. Fields of one counter are read together. */
export interface CounterChange {
  /** 1 to 300 bytes of printable text, e.g. `sessions`. */
  readonly counter: string;
  /** 1 to 500 bytes of printable text. */
  readonly field: string;
  /** A whole number; a field that comes to 0 is gone. */
  readonly by: number;
}

/** Whose change feed it is read from: where it goes on, and how much of it. */
export interface FeedQuery {
  /** The position of the entry to go on behind, or `end` of a page. Default: the oldest that is kept. */
  readonly after?: string;
  readonly limit: number;
}

/** What a commit told the change feed. */
export interface FeedEntry {
  /** Unique and for life: the same wherever and however often it is read. */
  readonly position: string;
  readonly recordId: string;
  readonly body: Buffer;
}

/** Entries of the change feed, in the order in which they were committed. */
export interface FeedPage {
  readonly entries: readonly FeedEntry[];
  /** Where to go on; behind the last entry, and before where it was asked from only if that is no place of this store's feed. */
  readonly end: string;
  /** Entries behind `after` may have been dropped, since the feed is bounded. */
  readonly gap: boolean;
}

/** Which part of an index is asked for. */
export interface RangeQuery {
  /** The least score. Default: no limit. */
  readonly from?: number;
  /** The greatest score. Default: no limit. */
  readonly to?: number;
  /** The greatest first. Default: the least first. */
  readonly descending?: boolean;
  /** Goes on behind this place, which need not exist any more. */
  readonly after?: Place;
  readonly limit: number;
}

/** One atomic change of one record. */
export interface Commit {
  /** Lower-case hex; the store derives the partition from it. */
  readonly recordId: string;
  /** The version this change was computed from; 0 stands for a record that is absent. */
  readonly expectedVersion: number;
  /** Absent: the record is removed. */
  readonly body?: Buffer;
  /** When the record's next timer is due, in ms since the epoch. Absent: no timer is armed. */
  readonly dueAt?: number;
  /** Entries of this record that leave their indexes; with the score they have there. */
  readonly unindex?: readonly IndexEntry[];
  /** Entries of this record that enter their indexes, after those that leave. */
  readonly index?: readonly IndexEntry[];
  /** What is added to counters. */
  readonly add?: readonly CounterChange[];
  /** What the change feed tells of this change: an entry for each. */
  readonly changes?: readonly Buffer[];
  /** Whether what the change feed tells of this record goes, before `changes` are added to it. */
  readonly forget?: boolean;
}

/**
 * Either the change is durable and `version` is what the next one is computed from (0: the record is absent now), or
 * nothing was written and `current` is what stands there (absent: nothing).
 */
export type CommitResult =
  | { readonly committed: true; readonly version: number }
  | { readonly committed: false; readonly current?: StoredRecord };

/** A delivery that could not be used. It names the place and the rule, never a value of the body. */
export interface Rejection {
  /** When it was received, in ms since the epoch. */
  readonly at: number;
  readonly provider: string;
  /** A code of the catalogue in docs/errors.md, e.g. `invalid-json`. */
  readonly code: string;
  readonly detail: string;
  /** Whether the delivery was authenticated. */
  readonly authenticated: boolean;
  /** Length of the body in bytes. */
  readonly bytes: number;
}

/** Whether a store can be written to, and what a write survives. */
export interface StoreHealth {
  /** False while the store cannot take a commit. */
  readonly writable: boolean;
  /** What a 200 promises: `disk` (flushed before the answer), `aof-always`, `aof-everysec`, `memory`, `unknown`. */
  readonly durability: string;
  /** Settings that a user should mend, in plain words. */
  readonly warnings: readonly string[];
}

/**
 * Where records live. Every method rejects with `StoreUnavailableError` when the store cannot answer;
 * the caller then knows nothing about whether a commit was applied, and may repeat it safely, because
 * the version check lets it through once. That holds as well where the store has lost what it had acknowledged: versions do
 * not come again, so that what is computed from a write that was lost is refused.
 *
 * Not promised: order between records, and reads of several records at one moment.
 */
export interface Store {
  /** The latest committed state of a record. */
  read(recordId: string): Promise<StoredRecord | undefined>;
  /**
   * Atomic: the record, its place in the due index, its entries in other indexes, the counters and the change feed change
   * together or not at all, and only if the version is still the expected one. Resolves after the change is as durable as `health()` says.
   */
  commit(commit: Commit): Promise<CommitResult>;
  /** Ids of records whose timer is due at or before `now`, earliest first within a partition, at most `limit`. */
  due(now: number, limit: number): Promise<string[]>;
  /**
   * Places of an index, or of several (at most 500) together, in order, over all partitions; for the index `due`, members
   * are record ids and scores times. A member that stands in several of them with one score comes once for each.
   */
  range(index: string | readonly string[], query: RangeQuery): Promise<Place[]>;
  /** How many places of an index have a score from `from` (default: no limit) to `to` (default: no limit). */
  count(index: string, bounds?: Pick<RangeQuery, 'from' | 'to'>): Promise<number>;
  /** The fields of each counter, over all partitions, in the order of `counters` (at most 500); one that nothing was added to is empty. */
  totals(counters: readonly string[]): Promise<ReadonlyMap<string, number>[]>;
  /**
   * The change feed: every entry exactly once in pages that follow each other, none left out, in one order that is the
   * same for everybody. Bounded: at least the newest 50,000 are kept (of an even spread over partitions).
   * Throws `TypeError` for an `after` that no feed has made.
   */
  feed(query: FeedQuery): Promise<FeedPage>;
  /** The position behind everything that has been committed before this is called. */
  feedEnd(): Promise<string>;
  /** Adds to the bounded list of rejected deliveries (the newest 1,000 are kept). */
  reject(rejection: Rejection): Promise<void>;
  /** Newest first. */
  rejections(limit: number): Promise<Rejection[]>;
  health(): Promise<StoreHealth>;
  close(): Promise<void>;
}
