import type { Alert, NoticeKind } from './alert.ts';

export const SEVERITIES = ['critical', 'error', 'warning', 'info'] as const;
/** How bad it is. */
export type Severity = (typeof SEVERITIES)[number];

/** What a sink is given to tell. Ids, times and words only: nothing of a customer's bank data. */
export interface Notice {
  /** The same in every attempt, so that a receiver can drop copies: letters, digits, `_` and `-`. */
  readonly id: string;
  readonly kind: NoticeKind;
  readonly alert: Alert;
  readonly provider: string;
  /** Absent for an institution's alert. A pseudonym of the vendor's, but for Yodlee a login name: for one's own systems only. */
  readonly customerId?: string;
  readonly severity: Severity;
  /** When what it tells happened, in ms since the epoch. */
  readonly at: number;
  /** One line for people, without the customer's id. */
  readonly summary: string;
  /** Further sentences for people. */
  readonly details: readonly string[];
  /** Where to read on; absent unless the settings say where this server is found. */
  readonly link?: string;
}
