import type { AlertEffect } from '../alerts/alert.ts';
import type { TrackerEvent } from '../fold/event.ts';
import type { Place, Rejection, StoreHealth } from '../store/store.ts';
import type { AlertPage, AlertView, CustomerView, SessionSummary, SessionView } from './views.ts';

/** What became of an event; every answer but `full` means that it is kept. */
export interface Recorded {
  readonly status: 'applied' | 'late' | 'duplicate' | 'unknown' | 'invalid' | 'full';
}

export interface CustomerQuery {
  /** Default: `connect`. */
  readonly provider?: string;
}

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

export interface Tracker {
  /** Resolves after the event is durable. Throws `StoreUnavailableError`. */
  record(event: TrackerEvent): Promise<Recorded>;
  customer(customerId: string, query?: CustomerQuery): Promise<CustomerView | undefined>;
  /** Newest first; `undefined` when the customer is not known. */
  sessions(customerId: string, query?: CustomerQuery): Promise<SessionSummary[] | undefined>;
  session(sessionId: string): Promise<SessionView | undefined>;
  alerts(query?: AlertQuery): Promise<AlertPage>;
  alert(alertId: string): Promise<AlertView | undefined>;
  /**
   * Silences an alert until the session is in its next stage: it is not told any more, except that it is over.
   * Throws `TrackerError` `alert-resolved`.
   */
  acknowledge(alertId: string, options?: { readonly by?: string }): Promise<AlertView | undefined>;
  /** Tells the newest of an alert once more, to one sink or to all. Throws `TrackerError` `unknown-sink`. */
  resend(alertId: string, options?: { readonly sink?: string }): Promise<AlertView | undefined>;
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
