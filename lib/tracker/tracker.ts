import type { AlertEffect } from '../alerts/alert.ts';
import type { TrackerEvent } from '../fold/event.ts';
import type { Provider } from '../providers/provider.ts';
import type { Place, Rejection, StoreHealth } from '../store/store.ts';
import type { ApiKeys } from './api-keys.ts';
import type { Connection } from './connection.ts';
import type { CellFilter } from './session-lists.ts';
import type {
  AlertPage,
  AlertView,
  ChangeView,
  CustomerView,
  ErasureView,
  FunnelView,
  SessionPage,
  SessionSummary,
  SessionView,
  StagesView,
} from './views.ts';

/**
 * What became of an event; all but the last three mean that it is kept. `full`: the customer has as many events as one may
 * have. `expired`: it happened longer ago than anything is kept. `erased`: it happened before its customer was erased.
 */
export interface Recorded {
  readonly status: 'applied' | 'late' | 'duplicate' | 'unknown' | 'invalid' | 'full' | 'expired' | 'erased';
}

/** As of when is asked. */
export interface TimeQuery {
  /** What was so at this time, in ms since the epoch, by what is known now. Default: now. */
  readonly at?: number;
}

/** Whose customer is asked for, and as of when. */
export interface CustomerQuery extends TimeQuery {
  /** Default: `connect`. */
  readonly provider?: string;
}

/** Which sessions are asked for. */
export interface SessionQuery extends CellFilter {
  /** Where the customer is, or was at the end. */
  readonly institutionId?: string;
  /** Default: 50. A page may hold fewer although there are more: `next` tells. */
  readonly limit?: number;
  /** `next` of the page before. */
  readonly after?: Place;
}

/** Which sessions are counted, and how they are grouped. */
export interface FunnelQuery {
  /** UTC days, e.g. `2026-03-02`, both inclusive: those on which sessions began. */
  readonly from: string;
  readonly to: string;
  /** Default: `connect`. */
  readonly machine?: string;
  readonly institutionId?: string;
  readonly connection?: Connection;
  readonly by?: 'day' | 'connection' | 'institution';
}

/** From where on changes are asked for. */
export interface ChangesQuery {
  /** Goes on behind the change with this id. Default: with what changes from now on. */
  readonly after?: string;
  /** Ends it. */
  readonly signal?: AbortSignal;
}

/** A reader is told first where it begins, then each change, and when changes may have been missed, since only the newest are kept. */
export type FeedItem =
  | { readonly kind: 'start'; readonly id: string }
  | { readonly kind: 'change'; readonly change: ChangeView }
  | { readonly kind: 'gap' };

/** An answer that is made when it is asked for. */
export interface Answer<T> {
  /** Changes with the answer: who has it with this revision has it still. */
  readonly revision: string;
  view(): T;
}

/** The answers of the tracker with their revisions. */
export interface Answers {
  customer(customerId: string, query?: CustomerQuery): Promise<Answer<CustomerView> | undefined>;
  sessions(customerId: string, query?: CustomerQuery): Promise<Answer<SessionSummary[]> | undefined>;
  session(sessionId: string, query?: TimeQuery): Promise<Answer<SessionView> | undefined>;
}

/** Which alerts are asked for. */
export interface AlertQuery {
  /** `open`, those raised first first; `closed` (over, or an ending) and `dead` (a sink was given up), newest first. Default: `open`. */
  readonly status?: 'open' | 'closed' | 'dead';
  readonly effect?: AlertEffect;
  readonly provider?: string;
  readonly stage?: string;
  readonly institutionId?: string;
  /** Default: 50. A page may hold fewer although there are more: `next` tells. */
  readonly limit?: number;
  /** `next` of the page before. */
  readonly after?: Place;
}

/** How much waits to be done. */
export interface Backlog {
  /** Records whose timer is due now. */
  readonly timersDue: number;
  readonly openAlerts: number;
  /** Alerts that a sink was given up for. */
  readonly deadLetters: number;
}

/** Takes events, and tells where customers are, how they got there and who has to act. */
export interface Tracker {
  /** Whose events it takes, and the machine that each of them drives. */
  readonly providers: readonly Pick<Provider, 'name' | 'machine'>[];
  /** Resolves after the event is durable. Throws `StoreUnavailableError`. */
  record(event: TrackerEvent): Promise<Recorded>;
  customer(customerId: string, query?: CustomerQuery): Promise<CustomerView | undefined>;
  /** Newest first; `undefined` when the customer is not known. */
  sessions(customerId: string, query?: CustomerQuery): Promise<SessionSummary[] | undefined>;
  session(sessionId: string, query?: TimeQuery): Promise<SessionView | undefined>;
  readonly answers: Answers;
  /** Sessions by where they are, those first that have been in their stage longest. */
  list(query?: SessionQuery): Promise<SessionPage>;
  /** How many sessions are in each stage. */
  stages(): Promise<StagesView>;
  /** How far sessions got. Throws `TrackerError` `unknown-machine` and `invalid-range` (more than 92 days, or none). */
  funnel(query: FunnelQuery): Promise<FunnelView>;
  /** What changes, in the order of the commits, without end. Throws `TypeError` for an `after` that is no id of a change. */
  changes(query?: ChangesQuery): AsyncIterable<FeedItem>;
  /**
   * Removes a customer: record, places in lists, alerts, and what the change feed tells; `undefined` when there is none. What
   * happened before is not taken again if it is re-sent within seven days.
   */
  erase(customerId: string, query?: Pick<CustomerQuery, 'provider'>): Promise<ErasureView | undefined>;
  alerts(query?: AlertQuery): Promise<AlertPage>;
  alert(alertId: string): Promise<AlertView | undefined>;
  /**
   * Silences an alert until the session is in its next stage: it is not told any more, except that it is over.
   * Throws `TrackerError` `alert-resolved`.
   */
  acknowledge(alertId: string, options?: { readonly by?: string }): Promise<AlertView | undefined>;
  /** Tells the newest of an alert once more, to one sink or to all. Throws `TrackerError` `unknown-sink`. */
  resend(alertId: string, options?: { readonly sink?: string }): Promise<AlertView | undefined>;
  /** Who may ask over HTTP. */
  readonly keys: ApiKeys;
  /** Names of sinks that have failed several times running, as this process sees them. */
  failingSinks(): readonly string[];
  /** Brings up to now what is due, and tells what is to be told, once; resolves with how many records were due. */
  sweep(): Promise<number>;
  /** Does so from now on, within a second of each deadline, until the tracker is closed. */
  start(): void;
  backlog(): Promise<Backlog>;
  reject(rejection: Rejection): Promise<void>;
  rejections(limit: number): Promise<Rejection[]>;
  health(): Promise<StoreHealth>;
  /** Stops what was started, and waits for what is under way. */
  close(): Promise<void>;
}
