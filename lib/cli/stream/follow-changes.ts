import { setTimeout as delay } from 'node:timers/promises';
import { TrackerError } from '../../errors.ts';
import type { ChangeView } from '../../tracker/views.ts';
import { parsed } from '../client.ts';
import { queryOf, type Wanted } from '../get.ts';
import { type Brought, readEvents } from './event-source.ts';

/** What a follower is told. */
export type News =
  | { readonly kind: 'change'; readonly change: ChangeView }
  /** The stream is there: for the first time, or again. */
  | { readonly kind: 'connected'; readonly again: boolean }
  /** It is not any more, and the next attempt comes in `retry` ms. Told once, until it is connected again. */
  | { readonly kind: 'lost'; readonly reason: string; readonly retry: number }
  /** Changes may have been missed. */
  | { readonly kind: 'gap' };

export interface FollowOptions {
  /** Filters of `GET /v1/stream`. */
  readonly query: NonNullable<Wanted['query']>;
  /** Goes on behind this change. Default: with what changes from now on. */
  readonly since?: string | undefined;
  readonly signal: AbortSignal;
  /** In ms: a server that says nothing for so long is gone. Default: 45 s, three times its pause. */
  readonly patience?: number;
}

/** In ms: until a server says another. */
const RETRY = 2_000;
/** Ids of changes that are remembered, so that a copy is known for one. */
const REMEMBERED = 1_000;

const ENDS: Readonly<Record<string, string>> = {
  stopping: 'the server stops',
  slow: 'the changes were not read fast enough',
  'store-unavailable': 'the store of the server is away',
};

type Message = Extract<Brought, { kind: 'message' }>;

/**
 * Changes as they come, each once, over as many connections as it takes, until the signal is aborted. Throws what
 * `readEvents` throws when the first connection fails, and later on what another attempt would not mend.
 */
export async function* followChanges(url: string, options: FollowOptions): AsyncGenerator<News> {
  const { query, signal, patience = 45_000 } = options;
  const address = `${url}/v1/stream${queryOf(query)}`;
  const isNew = memory(REMEMBERED);
  let lastEventId = options.since;
  let retry = RETRY;
  let state: 'new' | 'open' | 'lost' = 'new';

  while (!signal.aborted) {
    let reason = 'the connection was closed';
    try {
      for await (const item of readEvents(address, { lastEventId, signal, patience })) {
        if (item.kind === 'retry') retry = item.ms;
        if (item.kind === 'open') {
          yield { kind: 'connected', again: state === 'lost' };
          // Nobody has said yet where the one before began.
          if (state === 'lost' && lastEventId === undefined) yield { kind: 'gap' };
          state = 'open';
        }
        if (item.kind !== 'message') continue;
        lastEventId = item.id ?? lastEventId;
        if (item.event === 'end') reason = endOf(item) ?? reason;
        if (item.event === 'gap') yield { kind: 'gap' };
        const change = item.event === 'change' ? (parsed(item.data) as ChangeView) : undefined;
        if (change && isNew(change.id)) yield { kind: 'change', change };
      }
    } catch (error) {
      if (!(error instanceof TrackerError && error.retryable) || state === 'new') throw error;
      reason = error.message.replace(/\.$/, '');
    }
    if (signal.aborted) return;
    if (state === 'open') yield { kind: 'lost', reason, retry };
    state = 'lost';
    await delay(retry, undefined, { signal }).catch(() => {});
  }
}

function endOf({ data }: Message): string | undefined {
  const { reason } = Object(parsed(data)) as { reason?: unknown };
  return typeof reason === 'string' ? (ENDS[reason] ?? reason) : undefined;
}

/** Whether an id comes for the first time, as far as it remembers. */
function memory(size: number): (id: string) => boolean {
  const ids = new Set<string>();
  return (id) => {
    if (ids.has(id)) return false;
    ids.add(id);
    if (ids.size > size) ids.delete(ids.values().next().value!);
    return true;
  };
}
