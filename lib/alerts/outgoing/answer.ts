import { DeliveryError } from '../sinks/sink.ts';

/** What the poster looks at in an answer. */
export interface Answer {
  readonly status: number;
  readonly retryAfter: string | undefined;
}

const LONGEST_WAIT = 3_600_000;

/** Why an answer is no success; `undefined` for 2xx. `final` lists further statuses after which trying again cannot help. */
export function failureOf(
  { status, retryAfter }: Answer,
  { now, final }: { now: number; final: readonly number[] },
): DeliveryError | undefined {
  if (status >= 200 && status < 300) return undefined;
  if (status >= 300 && status < 400) {
    const message = `the receiver answered ${status}, and redirects are not followed: configure the address it leads to`;
    return new DeliveryError('sink-redirected', message, { status });
  }
  if (status === 410) {
    const message = 'the receiver answered 410: it takes nothing at this address any more';
    return new DeliveryError('sink-gone', message, { status, final: true });
  }
  if (status === 429 || status === 503) {
    const wait = parseRetryAfter(retryAfter, now);
    const message = `the receiver answered ${status}: it asks to be tried later`;
    return new DeliveryError('sink-throttled', message, {
      status,
      ...(wait === undefined ? {} : { retryAfter: wait }),
    });
  }
  return new DeliveryError('sink-refused', `the receiver answered ${status}`, {
    status,
    ...(final.includes(status) ? { final: true } : {}),
  });
}

/**
 * How long a `Retry-After` asks to wait, in ms, at most one hour: seconds or an HTTP date. `undefined` where there is
 * none, or none that can be read.
 */
export function parseRetryAfter(text: string | undefined, now: number): number | undefined {
  if (text === undefined) return undefined;
  const wait = /^\d+$/.test(text) ? Number(text) * 1_000 : dateOf(text) - now;
  return Number.isNaN(wait) ? undefined : Math.min(Math.max(wait, 0), LONGEST_WAIT);
}

/** `Date.parse` alone would take almost anything for a date. */
function dateOf(text: string): number {
  return /^[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT$/.test(text)
    ? Date.parse(text)
    : Number.NaN;
}
