import type { TrackerEvent } from '../fold/event.ts';
import type { Rejection, StoreHealth } from '../store/store.ts';
import type { CustomerView, SessionSummary, SessionView } from './views.ts';

/** What became of an event; every answer but `full` means that it is kept. */
export interface Recorded {
  readonly status: 'applied' | 'late' | 'duplicate' | 'unknown' | 'invalid' | 'full';
}

export interface CustomerQuery {
  /** Default: `connect`. */
  readonly provider?: string;
}

export interface Tracker {
  /** Resolves after the event is durable. Throws `StoreUnavailableError`. */
  record(event: TrackerEvent): Promise<Recorded>;
  customer(customerId: string, query?: CustomerQuery): Promise<CustomerView | undefined>;
  /** Newest first; `undefined` when the customer is not known. */
  sessions(customerId: string, query?: CustomerQuery): Promise<SessionSummary[] | undefined>;
  session(sessionId: string): Promise<SessionView | undefined>;
  reject(rejection: Rejection): Promise<void>;
  rejections(limit: number): Promise<Rejection[]>;
  health(): Promise<StoreHealth>;
  close(): Promise<void>;
}
