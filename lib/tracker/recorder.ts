import { setTimeout as delay } from 'node:timers/promises';
import { LRUCache } from 'lru-cache';
import { StoreUnavailableError } from '../errors.ts';
import type { Definition } from '../fold/definition.ts';
import type { LoggedEvent, TrackerEvent } from '../fold/event.ts';
import { nextDue } from '../fold/fold.ts';
import { type CustomerRecord, emptyRecord, receive } from '../fold/record.ts';
import type { Store, StoredRecord } from '../store/store.ts';
import { type Decoded, decode, encode } from './codec.ts';
import { recordIdOf } from './ids.ts';
import type { Recorded } from './tracker.ts';

export interface RecorderOptions {
  readonly store: Store;
  readonly definitionOf: (provider: string) => Definition;
  readonly now: () => number;
  /** Bytes of stored records that are kept decoded in memory. */
  readonly cacheBytes: number;
  /** Events that one customer can make the store hold. */
  readonly maxEvents: number;
}

export interface Recorder {
  record(event: TrackerEvent): Promise<Recorded>;
  /** The record as the store has it now, from memory where that is the same version. */
  load(recordId: string): Promise<Decoded | undefined>;
}

/** A record at a version; version 0 is one that the store does not have. */
interface Versioned extends Decoded {
  readonly version: number;
  readonly bytes: number;
}

interface Pending {
  readonly event: TrackerEvent;
  readonly resolve: (recorded: Recorded) => void;
  readonly reject: (error: unknown) => void;
}

/** Each lost race means that another writer won one, so this many in a row need a herd of writers on one customer. */
const MAX_ATTEMPTS = 100;

/**
 * Records events with one round trip each in the usual case: what memory holds of a record is the first guess, and the
 * store's version check makes guessing safe. Events of one record that wait at the same time are committed together.
 */
export function createRecorder(options: RecorderOptions): Recorder {
  const { store, definitionOf, now, maxEvents } = options;
  const cache = new LRUCache<string, Versioned>({
    maxSize: Math.max(1, options.cacheBytes),
    sizeCalculation: ({ bytes }) => Math.max(1, bytes),
  });
  const queues = new Map<string, Pending[]>();

  const restore = ({ version, body }: StoredRecord): Versioned => ({
    ...decode(definitionOf, body),
    version,
    bytes: body.length,
  });

  const commit = async (recordId: string, batch: readonly Pending[]): Promise<Recorded[]> => {
    const { provider, customerId } = batch[0]!.event;
    const owner = { provider, customerId };
    const definition = definitionOf(provider);
    const absent: Versioned = { owner, definition, record: emptyRecord, version: 0, bytes: 0 };
    let base = cache.get(recordId) ?? absent;
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      const { record, recorded } = receiveAll(definition, base.record, batch, now(), maxEvents);
      if (record === base.record) return recorded;
      const body = encode(definition, owner, record);
      const dueAt = nextDue(record.folded);
      const change = {
        recordId,
        expectedVersion: base.version,
        body,
        ...(dueAt === undefined ? {} : { dueAt }),
      };
      const result = await store.commit(change);
      if (result.committed) {
        cache.set(recordId, { owner, definition, record, version: base.version + 1, bytes: body.length });
        return recorded;
      }
      base = result.current === undefined ? absent : restore(result.current);
      if (attempt > 2) await delay(Math.random() * Math.min(attempt, 20));
    }
    throw new StoreUnavailableError(`gave up after ${MAX_ATTEMPTS} lost races for one record`);
  };

  const drain = async (recordId: string, queue: Pending[]): Promise<void> => {
    while (queue.length > 0) {
      const batch = queue.splice(0);
      try {
        const recorded = await commit(recordId, batch);
        for (const [index, { resolve }] of batch.entries()) resolve(recorded[index]!);
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    queues.delete(recordId);
  };

  return {
    record: (event) =>
      new Promise((resolve, reject) => {
        const recordId = recordIdOf(event.provider, event.customerId);
        const queue = queues.get(recordId);
        if (queue !== undefined) {
          queue.push({ event, resolve, reject });
          return;
        }
        const fresh = [{ event, resolve, reject }];
        queues.set(recordId, fresh);
        void drain(recordId, fresh);
      }),

    async load(recordId) {
      const stored = await store.read(recordId);
      if (stored === undefined) return undefined;
      const cached = cache.get(recordId);
      return cached?.version === stored.version ? cached : restore(stored);
    },
  };
}

function receiveAll(
  definition: Definition,
  base: CustomerRecord,
  batch: readonly Pending[],
  now: number,
  maxEvents: number,
): { record: CustomerRecord; recorded: Recorded[] } {
  let record = base;
  const recorded = batch.map(({ event }): Recorded => {
    const received = receive(definition, record, toLogged(event), now);
    if (received.outcome !== 'duplicate' && record.log.length >= maxEvents) return { status: 'full' };
    record = received.record;
    return { status: received.outcome === 'duplicate' ? 'duplicate' : (event.status ?? received.outcome) };
  });
  return { record, recorded };
}

function toLogged({ provider: _, customerId: __, ...event }: TrackerEvent): LoggedEvent {
  return event.at <= event.receivedAt ? event : { ...event, at: event.receivedAt };
}
