import { TrackerError } from '../../errors.ts';
import type { Notice } from '../notice.ts';

/** Where notices go. A sink knows how to tell one notice once; retries, leases and filters are not its business. */
export interface Sink {
  readonly name: string;
  readonly type: 'log' | 'webhook' | 'slack' | 'pagerduty' | 'alertmanager';
  /** In ms: told again this often while the alert is open, to a receiver that would otherwise forget it. */
  readonly refreshEvery?: number;
  /** Whether it tells that somebody has acknowledged an alert. */
  readonly tellsAcknowledged: boolean;
  /** Resolves when the receiver has taken the notice. Throws `DeliveryError`. */
  send(notice: Notice): Promise<Sent>;
  /** Closes connections that are kept alive. */
  close(): void;
}

/** What the receiver of a notice answered. */
export interface Sent {
  /** The status of the answer, where there was one. */
  readonly status?: number;
}

/** What is known of why a notice was not taken. */
export interface DeliveryFailure {
  /** The status of the answer, where there was one. */
  readonly status?: number;
  /** In ms: the receiver asks not to be tried before. */
  readonly retryAfter?: number;
  /** Trying again cannot help: 410, or an address that must not be called. */
  readonly final?: boolean;
}

/**
 * A notice was not taken. The message names the place and the rule; it never holds the address, which may be a secret
 * (Slack), nor what the receiver answered.
 */
export class DeliveryError extends TrackerError {
  readonly failure: DeliveryFailure;

  constructor(
    code:
      | 'sink-timeout'
      | 'sink-unreachable'
      | 'sink-refused'
      | 'sink-throttled'
      | 'sink-redirected'
      | 'sink-gone'
      | 'sink-forbidden-address',
    message: string,
    failure: DeliveryFailure = {},
  ) {
    super(code, message, { retryable: !failure.final });
    this.failure = failure;
  }
}
