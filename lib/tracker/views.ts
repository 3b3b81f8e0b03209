import type { Outcome, WaitingOn } from '../../machines/session.ts';
import type { AlertEffect, Delivery, NoticeKind, Resolution } from '../alerts/alert.ts';
import type { Place } from '../store/store.ts';

export interface InstitutionView {
  institutionId: string;
  stage: string;
  failures: number;
  accountsAdded: number;
  loginIds: string[];
  lastErrorCode?: number;
}

export interface AccountView {
  id: string;
  type?: string;
  institutionId?: string;
  deleted?: true;
}

export interface ErrorView {
  code: number;
  meaning: string;
  /** Who must act, in words. */
  whoActs: string;
  at: string;
  institutionId?: string;
}

export interface AnomalyView {
  at: string;
  type: string;
  /** One sentence. */
  detail: string;
}

/** One line of a session's timeline: an event, or something a timer did (then without `eventId`). */
export interface TimelineEntry {
  /** Absent when a timer did it. */
  eventId?: string;
  /** The event type, or for a timer the effect: `sessionStuck`, `sessionAbandoned`. */
  type: string;
  at: string;
  receivedAt?: string;
  /** The stage after it. */
  stage: string;
  /** Time until the next line, in ms; absent on the last line of an open session. */
  dwellMs?: number;
  /** Whether the statechart expected it there. */
  expected: boolean;
  /** It arrived after something that happened later had been applied. */
  late?: true;
  /** Copies that were dropped. */
  duplicates?: number;
  /** The payload broke its schema, or the type is not known; with `reasons`. */
  status?: 'unknown' | 'invalid';
  reasons?: string[];
}

/** All times are ISO 8601 in UTC; fields that do not apply are absent. */
export interface SessionSummary {
  sessionId: string;
  sessionKey?: string;
  customerId: string;
  provider: string;
  machine: string;
  machineVersion: string;
  stage: string;
  since: string;
  stuck: boolean;
  /** When the session will be, or was, called stuck in this stage. */
  stuckAt?: string;
  outcome: Outcome;
  waitingOn: WaitingOn;
  /** Event types the statechart expects next. */
  expectedNext: string[];
  attempts: number;
  oauth?: boolean;
  institutions: InstitutionView[];
  accounts: AccountView[];
  lastError?: ErrorView;
  /** Why a verification failed, in the vendor's word. */
  reason?: string;
  eventTrigger?: string;
  anomalies: AnomalyView[];
}

export interface SessionView extends SessionSummary {
  timeline: TimelineEntry[];
}

/** A customer is the customer's current session, and how many sessions there are. */
export interface CustomerView extends SessionSummary {
  sessions: number;
}

/** One notice of an alert for one sink. */
export interface DeliveryView {
  sink: string;
  /** What it tells: that the alert was raised, acknowledged or resolved. */
  notice: NoticeKind;
  /** `dead` was given up and waits to be sent again by hand; `withdrawn` was overtaken before anybody heard of it. */
  status: Delivery['status'];
  attempts: number;
  /** A process has taken it to tell it; if that died, another one does at `nextAt`. */
  underWay?: true;
  /** When it is tried, or told again, next. */
  nextAt?: string;
  /** The newest last, at most five. */
  tries: { at: string; durationMs: number; outcome: string; status?: number }[];
}

export interface AlertView {
  alertId: string;
  effect: AlertEffect;
  /** `open` until it is resolved; `final` when it tells an ending, since nothing is left to wait for. */
  status: 'open' | 'final' | 'resolved';
  /** What it is about, in one line. */
  summary: string;
  provider: string;
  customerId?: string;
  sessionId?: string;
  /** The stage it came true in, and when that was entered. */
  stage?: string;
  since?: string;
  waitingOn?: string;
  institutionId?: string;
  /** When it came true: a deadline ran out, or silence ended the session. */
  at: string;
  /** When it was found. */
  raisedAt: string;
  /** Why the deadline is what it is, where it depends on how long the stage usually lasts. */
  usual?: string;
  /** Of `institutionTrouble`: how many customers were failing at once, at most. */
  customers?: number;
  /** Of `institutionTrouble`: sessions that are failing (once it is over: were, when it was raised), at most 100. */
  sessionIds?: string[];
  /** Of `institutionTrouble`, while it lasts: how many sessions are failing. */
  sessionCount?: number;
  /** The alert about the institution that is told instead of this one. */
  groupedInto?: string;
  acknowledged?: { at: string; by?: string };
  resolved?: {
    at: string;
    reason: Resolution['reason'];
    /** Why, in words. */
    detail: string;
    by?: { type: string; eventId: string };
  };
  deliveries: DeliveryView[];
}

export interface AlertPage {
  alerts: AlertView[];
  /** Where the next page goes on; absent on the last one. */
  next?: Place;
}
