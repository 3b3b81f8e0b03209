import { setTimeout as delay } from 'node:timers/promises';
import { LRUCache } from 'lru-cache';
import { StoreUnavailableError } from '../errors.ts';
import { defined } from '../fold/defined.ts';
import type { Definition } from '../fold/definition.ts';
import type { Store, StoredRecord } from '../store/store.ts';
import { decode, encode, plainBytes } from './codec.ts';
import type { Kept } from './kept.ts';
import { placesOf } from './places.ts';
import { withStandings } from './standing.ts';

/** What to make of a record (`undefined`: there is none), and what to answer. Run again when another writer was faster. */
export type Change<R> = (kept: Kept | undefined) => { readonly kept: Kept | undefined; readonly result: R };

/** The last change before a commit, and what to do once it is durable. */
export interface Finish {
  readonly kept: Kept;
  committed?(): void;
}

export interface RecordsOptions {
  readonly store: Store;
  readonly definitionOf: (provider: string) => Definition;
  /** Bytes of stored records that are kept decoded in memory. */
  readonly cacheBytes: number;
  /** How long a customer is kept after the last event, in ms. Absent: for ever. */
  readonly retention?: number | undefined;
  finish?(recordId: string, before: Kept | undefined, after: Kept): Finish;
}

export interface Records {
  /**
   * Resolves with the change's answer after it is durable, or, where it left the record as it was, after that was held
   * against the store. Rejects with what the change throws, and with `StoreUnavailableError`.
   */
  update<R>(recordId: string, change: Change<R>): Promise<R>;
  /** The record as the store has it now, from memory where that is the same version. */
  load(recordId: string): Promise<Kept | undefined>;
  /** The same, with its version. */
  look(recordId: string): Promise<Versioned>;
}

/** A record at a version; version 0 is one that the store does not have. */
export interface Versioned {
  readonly kept: Kept | undefined;
  readonly version: number;
  readonly bytes: number;
}

interface Pending {
  readonly change: Change<unknown>;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/** Each lost race means that another writer won one, so this many in a row need a herd of writers on one record. */
const MAX_ATTEMPTS = 100;

/** In ms: how long what another process has erased may stay in the memory of this one. */
const MEMORY = 24 * 60 * 60 * 1000;

const ABSENT: Versioned = { kept: undefined, version: 0, bytes: 0 };

/**
 * Changes records with one round trip each in the usual case: what memory holds of a record is the first guess, and the
 * store's version check makes guessing safe. Changes of one record that wait at the same time are committed together.
 */
export function createRecords({
  store,
  definitionOf,
  cacheBytes,
  retention,
  finish,
}: RecordsOptions): Records {
  const cache = new LRUCache<string, Versioned>({
    ttl: MEMORY,
    ttlResolution: 1_000,
    maxSize: Math.max(1, cacheBytes),
    sizeCalculation: ({ bytes }) => Math.max(1, bytes),
  });
  const queues = new Map<string, Pending[]>();

  const restore = ({ version, body }: StoredRecord): Versioned => ({
    kept: decode(definitionOf, body),
    version,
    bytes: plainBytes(body),
  });

  const read = async (recordId: string): Promise<Versioned> => {
    const stored = await store.read(recordId);
    if (stored === undefined) return ABSENT;
    const cached = cache.get(recordId);
    if (cached?.version === stored.version) return cached;
    const restored = restore(stored);
    // A commit may have been quicker than this read. (Or what memory holds was lost: the next commit finds out.)
    if (cached === undefined || cached.version < stored.version) cache.set(recordId, restored);
    return restored;
  };

  /** `undefined` when it is done; else what stands in the store instead of `base`. */
  const tryCommit = async (
    recordId: string,
    base: Versioned,
    changed: Kept | undefined,
  ): Promise<Versioned | undefined> => {
    const { kept: finished, committed } =
      changed && finish ? finish(recordId, base.kept, changed) : { kept: changed };
    const kept = finished?.kind === 'customer' ? withStandings(finished) : finished;
    const body = kept && encode(kept);
    const places = placesOf(recordId, base.kept, kept, retention);
    const change = { recordId, expectedVersion: base.version, ...defined({ body }), ...places };
    const result = await store.commit(change);
    if (!result.committed) return result.current === undefined ? ABSENT : restore(result.current);
    if (kept === undefined || body === undefined) cache.delete(recordId);
    else cache.set(recordId, { kept: asCurrent(kept), version: result.version, bytes: plainBytes(body) });
    committed?.();
    return undefined;
  };

  const commit = async (recordId: string, batch: readonly Pending[]): Promise<readonly Outcome[]> => {
    let base = cache.get(recordId) ?? ABSENT;
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      const { kept, outcomes } = applyAll(base.kept, batch);
      if (kept === base.kept) {
        const current = await read(recordId);
        if (current.version === base.version) return outcomes;
        base = current;
      } else {
        const current = await tryCommit(recordId, base, kept);
        if (current === undefined) return outcomes;
        base = current;
      }
      if (attempt > 2) await delay(Math.random() * Math.min(attempt, 20));
    }
    throw new StoreUnavailableError(`gave up after ${MAX_ATTEMPTS} lost races for one record`);
  };

  const drain = async (recordId: string, queue: Pending[]): Promise<void> => {
    // Those that are handed over together share the first commit already.
    await undefined;
    while (queue.length > 0) {
      const batch = queue.splice(0);
      try {
        const outcomes = await commit(recordId, batch);
        for (const [index, { resolve, reject }] of batch.entries()) {
          const outcome = outcomes[index]!;
          if (outcome.ok) resolve(outcome.result);
          else reject(outcome.error);
        }
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    queues.delete(recordId);
  };

  return {
    update: <R>(recordId: string, change: Change<R>) =>
      new Promise<R>((resolve, reject) => {
        const pending: Pending = { change, resolve: resolve as (result: unknown) => void, reject };
        const queue = queues.get(recordId);
        if (queue !== undefined) {
          queue.push(pending);
          return;
        }
        const fresh = [pending];
        queues.set(recordId, fresh);
        void drain(recordId, fresh);
      }),

    load: async (recordId) => (await read(recordId)).kept,
    look: read,
  };
}

type Outcome =
  | { readonly ok: true; readonly result: unknown }
  | { readonly ok: false; readonly error: unknown };

/** One change that fails takes none of the others with it. */
function applyAll(
  base: Kept | undefined,
  batch: readonly Pending[],
): { readonly kept: Kept | undefined; readonly outcomes: readonly Outcome[] } {
  let kept = base;
  const outcomes = batch.map(({ change }): Outcome => {
    try {
      const changed = change(kept);
      kept = changed.kept;
      return { ok: true, result: changed.result };
    } catch (error) {
      return { ok: false, error };
    }
  });
  return { kept, outcomes };
}

/** What has been written is folded by the settings of now, and its news are told. */
function asCurrent(kept: Kept): Kept {
  if (kept.kind !== 'customer' || !(kept.refolded || kept.news)) return kept;
  const { refolded: _, news: __, ...current } = kept;
  return current;
}
