import pMap from 'p-map';
import type { TrackerEvent } from '../../lib/fold/event.ts';
import type { AlertQuery, Tracker } from '../../lib/tracker/tracker.ts';
import type { AlertView } from '../../lib/tracker/views.ts';

const AT_ONCE = 256;

/** The event that a customer of a crowd sends; customers are numbered from 0. */
export function eventOf(customer: number, type: string, at: number, institutionId?: string): TrackerEvent {
  const data = institutionId === undefined ? {} : { institutionId };
  return {
    provider: 'connect',
    customerId: `c${customer}`,
    type,
    id: `${at}-${customer}`,
    at,
    receivedAt: Date.now(),
    data,
  };
}

/** Records one event of each of so many customers. */
export async function recordAll(
  tracker: Pick<Tracker, 'record'>,
  customers: number,
  event: (customer: number) => TrackerEvent,
): Promise<void> {
  const numbers = Array.from({ length: customers }, (_, customer) => customer);
  await pMap(numbers, (customer) => tracker.record(event(customer)), { concurrency: AT_ONCE });
}

/** All alerts, page by page. */
export async function allAlerts(
  tracker: Pick<Tracker, 'alerts'>,
  query: AlertQuery = {},
): Promise<AlertView[]> {
  const { alerts, next } = await tracker.alerts({ limit: 1_000, ...query });
  return next === undefined ? alerts : [...alerts, ...(await allAlerts(tracker, { ...query, after: next }))];
}

/** Quantiles, in ms. */
export interface Lateness {
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

/** How long after they came true alerts were found. */
export function latenessOf(alerts: readonly AlertView[]): Lateness {
  const sorted = alerts
    .map(({ at, raisedAt }) => Date.parse(raisedAt) - Date.parse(at))
    .sort((one, other) => one - other);
  const quantile = (share: number) => sorted[Math.ceil(sorted.length * share) - 1] ?? Number.NaN;
  return { p50: quantile(0.5), p99: quantile(0.99), max: quantile(1) };
}

export function describeLateness({ p50, p99, max }: Lateness): string {
  return `late by ${p50} ms (p50), ${p99} ms (p99), ${max} ms (max)`;
}
