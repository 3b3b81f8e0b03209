import type { CustomerView, SessionView } from '../../tracker/views.ts';
import { get } from '../get.ts';
import { printable, toSecond } from '../text.ts';
import { statusPage } from './status-page.ts';

export interface StatusOptions {
  readonly provider: string;
  readonly url: string;
  /** In ms since the epoch. Default: now. */
  readonly at?: number;
  readonly json?: true;
}

/** A customer's current session, and how many there are. */
export interface Status {
  readonly customer: CustomerView;
  readonly session: SessionView;
}

/** What these functions throw is what `get` throws. */
export async function showStatus(customerId: string, options: StatusOptions): Promise<void> {
  const { json, at } = options;
  const status = await statusOf(customerId, options);
  console.log(json ? JSON.stringify(status, null, 2) : pageOf(status.session, status.customer.sessions, at));
}

/** The same for one session, whoever's. */
export async function showSession(
  sessionId: string,
  { url, at, json }: Omit<StatusOptions, 'provider'>,
): Promise<void> {
  const session = await sessionOf(url, sessionId, at);
  console.log(json ? JSON.stringify(session, null, 2) : pageOf(session, undefined, at));
}

export async function statusOf(customerId: string, { provider, url, at }: StatusOptions): Promise<Status> {
  const customer = await get<CustomerView>(url, {
    path: `/v1/customers/${encodeURIComponent(customerId)}`,
    query: { provider, at: iso(at) },
    what: `customer ${printable(customerId)} of ${provider}`,
    member: 'sessionId',
    ...unknownThen(at),
  });
  return { customer, session: await sessionOf(url, customer.sessionId, at) };
}

function sessionOf(url: string, sessionId: string, at: number | undefined): Promise<SessionView> {
  return get<SessionView>(url, {
    path: `/v1/sessions/${encodeURIComponent(sessionId)}`,
    query: { at: iso(at) },
    what: `session ${printable(sessionId)}`,
    member: 'timeline',
    ...unknownThen(at),
  });
}

function unknownThen(at: number | undefined): { unknown?: string } {
  return at === undefined ? {} : { unknown: `is not known, or had not begun by ${toSecond(iso(at)!)} UTC,` };
}

function iso(at: number | undefined): string | undefined {
  return at === undefined ? undefined : new Date(at).toISOString();
}

function pageOf(session: SessionView, sessions: number | undefined, at: number | undefined): string {
  return statusPage(session, {
    now: at ?? Date.now(),
    isPast: at !== undefined,
    ...(sessions === undefined ? {} : { sessions }),
  });
}
