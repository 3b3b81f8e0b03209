import { type Actor, explainCode, WRONG_CREDENTIALS } from './codes.ts';
import {
  type AddedAccount,
  CONNECT_FACTS,
  type ConnectEvent,
  type ConnectEventData,
  type ConnectEventType,
} from './connect-events.ts';
import type { SessionContext } from './session.ts';

/** One institution of the session, with a stage of its own: a session may go through several. */
export interface ConnectInstitution {
  readonly institutionId: string;
  /** The type of its last event. */
  readonly stage: string;
  /** Wrong credentials and failed connections. */
  readonly failures: number;
  readonly lastErrorCode?: number;
  readonly loginIds: readonly string[];
  readonly accountsAdded: number;
}

/** An account that the customer chose, as the session remembers it. */
export interface ConnectAccount {
  readonly id: string;
  readonly type?: string;
  readonly institutionId?: string;
  /** The customer took it away again. */
  readonly deleted?: true;
}

/** What went wrong last. */
export interface ConnectError {
  readonly code: number;
  readonly whoActs: Actor;
  readonly at: number;
  readonly institutionId?: string;
}

/** What people ask about a Connect session. Plain JSON; fields that do not apply are absent. */
export interface ConnectContext extends SessionContext {
  /** How often the landing page was displayed. */
  readonly attempts: number;
  /** True where the customer signs in at the bank, false where credentials are entered here. */
  readonly oauth?: boolean;
  readonly institutions: readonly ConnectInstitution[];
  readonly accounts: readonly ConnectAccount[];
  readonly lastError?: ConnectError;
  /** How the vendor says the session ended: userSubmit, timeout, userExit or userForceClose. */
  readonly eventTrigger?: string;
  /** Accounts were added; sticky. */
  readonly added?: true;
  /** Credentials were replaced and not refused since. */
  readonly updated?: boolean;
  /** The last status of each deposit switch. */
  readonly switches?: Readonly<Record<string, string>>;
  /** It was `done` with something to show; sticky. */
  readonly completed?: true;
}

const facts: ReadonlySet<string> = new Set(CONNECT_FACTS);
/** Events after which the customer is at no institution yet. */
const searches: ReadonlySet<string> = new Set<ConnectEventType>(['started', 'institutionNotFound']);

const INSTITUTIONS_KEPT = 50;
const ACCOUNTS_KEPT = 500;
const SWITCHES_KEPT = 20;

export const initialContext: ConnectContext = {
  stuck: false,
  outcome: 'open',
  anomalies: [],
  attempts: 0,
  institutions: [],
  accounts: [],
};

type Change = Partial<ConnectContext>;
type Note<T extends ConnectEventType> = (
  context: ConnectContext,
  data: ConnectEventData[T],
  at: number,
) => Change;

const notes: { readonly [T in ConnectEventType]?: Note<T> } = {
  started: (context) => ({ attempts: context.attempts + 1 }),
  adding: (_context, data) => ({ oauth: data.oauth ?? false }),
  processing: () => ({ oauth: true }),
  credentialsUpdated: () => ({ updated: true }),
  invalidCredentials: (context, data, at) => failure(context, WRONG_CREDENTIALS, at, data.institutionId),
  unableToConnect: (context, data, at) => failure(context, data.code, at, data.institutionId),
  added: (context, data) => ({
    added: true,
    ...(data.oauth === undefined ? {} : { oauth: data.oauth }),
    ...addAccounts(context, data.accounts ?? [], data.institutionId),
  }),
  depositSwitchUpdate: (context, data) => ({
    switches: switched(context.switches ?? {}, data.switchId ?? '', data.switchStatus ?? 'processing'),
  }),
  accountsDeleted: (context, data) => ({
    accounts: context.accounts.map((account) =>
      data.accountIds?.includes(account.id) ? { ...account, deleted: true as const } : account,
    ),
  }),
  institutionLoginDeleted: (context, data) => ({
    institutions: context.institutions.map((one) => ({
      ...one,
      loginIds: one.loginIds.filter((id) => id !== data.institutionLoginId),
    })),
  }),
  done: (_context, data) => (data.eventTrigger === undefined ? {} : { eventTrigger: data.eventTrigger }),
};

/** The context after an event, whether the event was expected or not. */
export function noteEvent(context: ConnectContext, event: ConnectEvent): ConnectContext {
  const data = event.data ?? {};
  const note = notes[event.type] as Note<ConnectEventType> | undefined;
  const placed = placeInstitution(context, event.type, institutionOf(context, event));
  return note === undefined ? placed : { ...placed, ...note(placed, data as never, event.at) };
}

/**
 * Where an event happened. `added` names the institution that the link was made for; where the customer has just been,
 * its accounts tell. Source: Mastercard Data Connect events page.
 */
function institutionOf({ institutionId: current }: ConnectContext, event: ConnectEvent): string | undefined {
  const { institutionId, accounts } = (event.data ?? {}) as Partial<ConnectEventData['added']>;
  if (event.type !== 'added') return institutionId;
  const there = accounts?.flatMap((account) => account.institutionId ?? []) ?? [];
  if (current !== undefined && (there.length === 0 || there.includes(current))) return current;
  return there.at(-1) ?? institutionId;
}

/** The context of a session that is going on (again). */
export function reopened(context: ConnectContext): ConnectContext {
  return context.outcome === 'open' ? context : { ...context, outcome: 'open' };
}

/** The context of a session that ends with `done`: completed where there is something to show. */
export function concluded(context: ConnectContext, at: number): ConnectContext {
  const done = hasSomethingToShow(context);
  return {
    ...context,
    endedAt: context.outcome === 'open' ? at : (context.endedAt ?? at),
    outcome: done ? 'completed' : 'cancelled',
    ...(done ? { completed: true as const } : {}),
  };
}

/** The context of a session that nobody closed. Success is sticky: what was completed once stays so. */
export function silenced(context: ConnectContext): ConnectContext {
  const outcome = context.completed ? 'completed' : context.added ? 'unfinished' : 'abandoned';
  return { ...context, outcome };
}

function hasSomethingToShow(context: ConnectContext): boolean {
  const switches = Object.values(context.switches ?? {});
  return (
    Boolean(context.completed || context.added || context.updated) ||
    switches.some((status) => status !== 'failed')
  );
}

function switched(switches: Readonly<Record<string, string>>, id: string, status: string) {
  return Object.fromEntries(
    [...Object.entries(switches).filter(([key]) => key !== id), [id, status]].slice(-SWITCHES_KEPT),
  );
}

function failure(
  context: ConnectContext,
  code: number | undefined,
  at: number,
  institutionId?: string,
): Change {
  const error = code === undefined ? {} : { lastErrorCode: code };
  const where = institutionId === undefined ? {} : { institutionId };
  return {
    institutions: context.institutions.map((one) =>
      one.institutionId === institutionId ? { ...one, failures: one.failures + 1, ...error } : one,
    ),
    ...(code === undefined ? {} : { lastError: { code, whoActs: explainCode(code).whoActs, at, ...where } }),
    updated: false,
  };
}

function addAccounts(
  context: ConnectContext,
  added: readonly AddedAccount[],
  sessionInstitution?: string,
): Change {
  const accounts = new Map(context.accounts.map((account) => [account.id, account]));
  let institutions = context.institutions;
  for (const { id, type, institutionId = sessionInstitution, institutionLoginId } of added) {
    const isNew = !accounts.has(id);
    if (isNew && accounts.size >= ACCOUNTS_KEPT) continue;
    accounts.set(id, {
      id,
      ...(type === undefined ? {} : { type }),
      ...(institutionId === undefined ? {} : { institutionId }),
    });
    institutions = updateInstitution(institutions, institutionId, (one) => ({
      ...one,
      stage: 'added',
      accountsAdded: one.accountsAdded + (isNew ? 1 : 0),
      loginIds:
        institutionLoginId === undefined || one.loginIds.includes(institutionLoginId)
          ? one.loginIds
          : [...one.loginIds, institutionLoginId],
    }));
  }
  return { accounts: [...accounts.values()], institutions };
}

function placeInstitution(context: ConnectContext, stage: string, institutionId?: string): ConnectContext {
  if (facts.has(stage)) return context;
  if (institutionId === undefined) return searches.has(stage) ? withoutInstitution(context) : context;
  const institutions = updateInstitution(context.institutions, institutionId, (one) => ({ ...one, stage }));
  return { ...context, institutions, institutionId };
}

/** A field that is left out of what `assign` is given stays as it was. */
function withoutInstitution(context: ConnectContext): ConnectContext {
  return context.institutionId === undefined ? context : { ...context, institutionId: undefined };
}

function updateInstitution(
  institutions: readonly ConnectInstitution[],
  institutionId: string | undefined,
  update: (one: ConnectInstitution) => ConnectInstitution,
): readonly ConnectInstitution[] {
  if (institutionId === undefined) return institutions;
  if (institutions.some((one) => one.institutionId === institutionId))
    return institutions.map((one) => (one.institutionId === institutionId ? update(one) : one));
  if (institutions.length >= INSTITUTIONS_KEPT) return institutions;
  const fresh = { institutionId, stage: '', failures: 0, loginIds: [], accountsAdded: 0 };
  return [...institutions, update(fresh)];
}
