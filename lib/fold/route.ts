import type { Definition } from './definition.ts';
import type { LoggedEvent } from './event.ts';
import { hasEnded, type Session } from './session.ts';

/** An event without a key still belongs to a session this long after its end: the clocks of the vendor's hosts differ. */
const GRACE = 10 * 60 * 1000;

/**
 * Which session an event belongs to; `undefined` says that it opens one. Decided while the sorted log is folded, from
 * nothing but earlier events, so that the order of arrival cannot matter.
 */
export function route(
  definition: Definition,
  sessions: readonly Session[],
  event: LoggedEvent,
): number | undefined {
  const joined = findLast(
    sessions,
    (session) => definition.joins?.(session.snapshot.context, event) ?? false,
  );
  if (joined !== undefined) return joined;
  if (event.key !== undefined) return findLast(sessions, (session) => session.key === event.key);
  const open = lastOpen(sessions);
  if (open !== undefined || event.type === definition.opens) return open;
  // A fact moves nothing, so it may join what ended long ago: a report is done hours after its session.
  if (event.status === 'unknown' || definition.isFact(event.type)) return findLast(sessions, () => true);
  return findLast(sessions, ({ endedAt }) => endedAt !== undefined && event.at <= endedAt + GRACE);
}

/** Sessions without a key come first: events of a session that has one bear it. */
function lastOpen(sessions: readonly Session[]): number | undefined {
  return (
    findLast(sessions, (session) => !hasEnded(session) && session.key === undefined) ??
    findLast(sessions, (session) => !hasEnded(session))
  );
}

function findLast(sessions: readonly Session[], test: (session: Session) => boolean): number | undefined {
  const index = sessions.findLastIndex(test);
  return index === -1 ? undefined : index;
}
