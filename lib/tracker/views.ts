import type { Outcome, WaitingOn } from '../../machines/session.ts';

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
