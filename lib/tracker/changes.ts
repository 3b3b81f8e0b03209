import { defined } from '../fold/defined.ts';
import type { FeedEntry, Store } from '../store/store.ts';
import { type ChangeTail, followFeed, type TailItem } from './change-tail.ts';
import { decodeNews } from './stored/news.ts';
import type { ChangesQuery, FeedItem, Tracker } from './tracker.ts';
import { toIso } from './view.ts';
import type { ChangeView } from './views.ts';

export interface ChangesOptions {
  readonly store: Pick<Store, 'feed' | 'feedEnd'>;
  onFailure(error: unknown): void;
}

export interface Changes extends Pick<Tracker, 'changes'> {
  /** Something was committed here: readers need not wait for it. */
  poke(): void;
  /** Ends all readers. */
  stop(): void;
}

const PAGE = 500;

/**
 * Every change since a place, and then every one that comes. What was before is read from the store, a page for each
 * reader; from the end on all share one tail, so that idle readers cost nothing.
 */
export function createChanges({ store, onFailure }: ChangesOptions): Changes {
  let isStopped = false;
  let tail: Promise<ChangeTail> | undefined;
  let readers = 0;

  const join = async (): Promise<ChangeTail> => {
    readers += 1;
    tail ??= followFeed({ store, onFailure });
    return tail;
  };

  const leave = (): void => {
    readers -= 1;
    if (readers > 0) return;
    tail?.then((one) => one.stop()).catch(() => {});
    tail = undefined;
  };

  async function* changes({ after, signal }: ChangesQuery = {}): AsyncGenerator<FeedItem> {
    const isOver = () => isStopped || signal?.aborted === true;
    try {
      const shared = await join();
      let place: Place = { ...shared.end(), seen: new Set() };
      if (after === undefined) yield { kind: 'start', id: place.position };
      else place = yield* catchUp(shared, after, isOver, true);
      while (!isOver()) {
        const items = shared.from(place.count);
        if (items === undefined) {
          place = yield* catchUp(shared, place.position, isOver);
          continue;
        }
        const fresh = items.filter((item) => item === 'gap' || !place.seen.delete(item.position));
        yield* fresh.map(toItem);
        const last = fresh.findLast((item): item is FeedEntry => item !== 'gap');
        const position = last?.position ?? place.position;
        place = { ...place, position, count: place.count + items.length };
        await shared.beyond(place.count, signal);
      }
    } finally {
      leave();
    }
  }

  /** Reads from the store until it has what the tail has. */
  async function* catchUp(
    shared: ChangeTail,
    after: string,
    isOver: () => boolean,
    isFirst = false,
  ): AsyncGenerator<FeedItem, Place> {
    for (let position = after; ; ) {
      // Before the page is read, which then holds at least what the tail had.
      const { count } = shared.end();
      const { entries, end, gap } = await store.feed({ after: position, limit: PAGE });
      if (isFirst && position === after) yield { kind: 'start', id: after };
      if (gap) yield { kind: 'gap' };
      yield* entries.map(toItem);
      position = end;
      if (entries.length < PAGE || isOver())
        return { count, position, seen: new Set(entries.map((entry) => entry.position)) };
    }
  }

  return {
    changes,
    poke() {
      tail?.then((one) => one.poke()).catch(() => {});
    },
    stop() {
      isStopped = true;
      tail?.then((one) => one.stop()).catch(() => {});
    },
  };
}

/** How far a reader has come: so many items of the tail; of those that come next it has `seen` some already. */
interface Place {
  readonly count: number;
  readonly position: string;
  readonly seen: Set<string>;
}

/** What all read of the tail is decoded once, and not for each of them. */
const decoded = new WeakMap<FeedEntry, FeedItem>();

function toItem(item: TailItem): FeedItem {
  if (item === 'gap') return { kind: 'gap' };
  const known = decoded.get(item) ?? { kind: 'change', change: toChange(item) };
  decoded.set(item, known);
  return known;
}

function toChange({ position, recordId, body }: FeedEntry): ChangeView {
  const { at, since, late, eventId, institutionId, ...news } = decodeNews(recordId, body);
  return {
    id: position,
    ...news,
    at: toIso(at),
    since: toIso(since),
    ...defined({ late, eventId, institutionId }),
  };
}
