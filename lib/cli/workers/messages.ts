import type { Config } from '../../config/config.ts';
import { ConfigurationError, TrackerError } from '../../errors.ts';
import { defined } from '../../fold/defined.ts';
import type { Report } from '../../server/telemetry/report.ts';
import type { Announcement } from '../announcement.ts';

/** What the primary says to a worker. */
export type ToWorker =
  | { readonly kind: 'open'; readonly config: Config }
  | { readonly kind: 'listen' }
  /** `drain` in ms, as in `RunningServer`. */
  | { readonly kind: 'stop'; readonly drain: number }
  | { readonly kind: 'report' }
  /** The answer to `collect`. */
  | { readonly kind: 'collected'; readonly reports: readonly Report[] };

/** What a worker says to the primary. */
export type FromWorker =
  /** Its first word: it listens to messages from now on. */
  | { readonly kind: 'here' }
  | { readonly kind: 'opened' }
  | { readonly kind: 'listening'; readonly announcement: Announcement }
  /** Its last word. */
  | { readonly kind: 'failed'; readonly failure: Failure }
  | { readonly kind: 'reported'; readonly report: Report }
  /** Asks what the other workers have counted. */
  | { readonly kind: 'collect' };

/** An error on its way between processes, which would lose its class and its code. */
export interface Failure {
  readonly code?: string;
  readonly message: string;
  readonly stack?: string;
}

export function failureOf(error: unknown): Failure {
  if (!(error instanceof Error)) return { message: String(error) };
  const code = error instanceof TrackerError ? error.code : undefined;
  return { message: error.message, ...defined({ code, stack: error.stack }) };
}

/** The same error again, as far as a command that fails with it needs it. */
export function errorOf({ code, message, stack }: Failure): Error {
  if (code === 'configuration') return new ConfigurationError(message);
  if (code !== undefined) return new TrackerError(code, message);
  return Object.assign(new Error(message), defined({ stack }));
}
