import type { SessionSummary } from '../../tracker/views.ts';
import { get } from '../get.ts';
import { collect, type Found } from '../pages.ts';
import { type SessionFilterOptions, toParameters } from './session-filters.ts';
import { sessionsTable } from './sessions-table.ts';

export interface SessionsOptions extends SessionFilterOptions {
  readonly url: string;
  readonly limit: number;
  readonly all?: true;
  readonly json?: true;
}

/** Throws what `get` throws. */
export async function listSessions({ url, limit, all, json, ...filters }: SessionsOptions): Promise<void> {
  const parameters = toParameters(filters);
  const found = await collect(all ? Number.POSITIVE_INFINITY : limit, async (size, cursor) => {
    const query = { ...parameters, limit: size, cursor };
    const wanted = { path: '/v1/sessions', query, what: 'sessions', member: 'sessions' };
    const page = await get<{ sessions: SessionSummary[]; next?: string }>(url, wanted);
    return { items: page.sessions, next: page.next };
  });
  const isFiltered = Object.values(parameters).some((value) => value !== undefined);
  console.log(
    json ? JSON.stringify(asJson(found), null, 2) : sessionsTable(found, { isFiltered, now: Date.now() }),
  );
}

function asJson({ items, more }: Found<SessionSummary>): object {
  return { sessions: items, ...(more ? { more } : {}) };
}
