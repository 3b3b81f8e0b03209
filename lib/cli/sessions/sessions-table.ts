import { formatDuration } from '../../duration.ts';
import type { SessionSummary } from '../../tracker/views.ts';
import type { Found } from '../pages.ts';
import { customerOf, MORE, table } from '../table.ts';

const HEAD = ['customer', 'stage', 'in it for', 'state', 'waiting on', 'institution', 'session'];

/** Sessions, one in each line, in the order given; `now` in ms since the epoch. */
export function sessionsTable(
  { items, more }: Found<SessionSummary>,
  { isFiltered, now }: { readonly isFiltered: boolean; readonly now: number },
): string {
  if (items.length === 0) return isFiltered ? 'There is no such session.' : 'There is no session yet.';
  const rows = items.map((session) => [
    customerOf(session),
    session.stage,
    stayOf(session, now),
    session.stuck && session.outcome === 'open' ? 'stuck' : session.outcome,
    session.outcome === 'open' ? session.waitingOn : '',
    session.institutionId ?? '',
    session.sessionId,
  ]);
  return `${table(HEAD, rows)}${more ? MORE : ''}`;
}

/** A session that has ended stays nowhere: how long ago it ended is told instead. */
function stayOf({ since, outcome }: SessionSummary, now: number): string {
  const stay = formatDuration(Math.max(0, now - Date.parse(since)));
  return outcome === 'open' ? stay : `ended ${stay} ago`;
}
