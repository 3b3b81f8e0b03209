import type { Definition } from './definition.ts';
import type { Json, LoggedEvent } from './event.ts';

/** Events of one record, sorted by `compare`; no two are the same. */
export type Log = readonly LoggedEvent[];

/**
 * The order of the fold: when it happened, then the place in the flow, then the id. What follows only keeps the order
 * total: the same id may come with several types or contents.
 */
export function compare(definition: Definition, a: LoggedEvent, b: LoggedEvent): number {
  return (
    a.at - b.at ||
    definition.rank(a.type) - definition.rank(b.type) ||
    compareText(a.id, b.id) ||
    compareText(a.type, b.type) ||
    compareText(identity(a), identity(b))
  );
}

/** Whether two deliveries carried one event. A record has one provider and one customer, so these go without saying. */
export function isSame(a: LoggedEvent, b: LoggedEvent): boolean {
  return a.id === b.id && a.type === b.type && identity(a) === identity(b);
}

/** Where an event belongs in a log: the index before which it is inserted. */
export function position(definition: Definition, log: Log, event: LoggedEvent): number {
  let index = log.length;
  while (index > 0 && compare(definition, log[index - 1]!, event) > 0) index--;
  return index;
}

/** One event of two copies: the earliest times of both, so that it does not matter which came first. */
export function merge(kept: LoggedEvent, copy: LoggedEvent): LoggedEvent {
  return {
    ...kept,
    at: Math.min(kept.at, copy.at),
    receivedAt: Math.min(kept.receivedAt, copy.receivedAt),
    duplicates: (kept.duplicates ?? 0) + 1,
  };
}

function identity(event: LoggedEvent): string {
  return `${event.key ?? ''}\n${event.status ?? ''}\n${canonical(event.data)}`;
}

/** JSON with sorted keys. */
function canonical(value: Json): string {
  return JSON.stringify(value, (_, inner: Json) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => compareText(a, b)))
      : inner,
  );
}

/** By code units, so that every machine sorts alike whatever its locale. */
function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
