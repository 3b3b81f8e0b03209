import { TrackerError } from '../../errors.ts';
import { defined } from '../../fold/defined.ts';
import type { AlertView } from '../../tracker/views.ts';
import { ask } from '../client.ts';
import { collect, type Page } from '../pages.ts';
import { codeOf, refusal } from '../refusal.ts';
import { printable } from '../text.ts';

/** Filters of `GET /v1/alerts`. */
export interface AlertFilters {
  readonly status?: string | undefined;
  readonly effect?: string | undefined;
  readonly provider?: string | undefined;
  readonly stage?: string | undefined;
  readonly institutionId?: string | undefined;
}

export interface FoundAlerts {
  readonly alerts: readonly AlertView[];
  /** There are more than were asked for. */
  readonly more?: true;
}

/** Alerts that pass the filters, page by page, at most `limit`. Throws like `alertOf`. */
export async function findAlerts(url: string, filters: AlertFilters, limit: number): Promise<FoundAlerts> {
  const { items, more } = await collect(limit, (size, cursor) =>
    pageOf(url, new URLSearchParams(defined({ ...filters, limit: String(size), cursor }))),
  );
  return { alerts: items, ...(more ? { more: true } : {}) };
}

/**
 * One alert, as it is or as `what` has made it.
 *
 * Throws `TrackerError` `not-found`, `request-refused` or, when the answer is no answer of this server,
 * `unexpected-answer`.
 */
export async function alertOf(
  url: string,
  id: string,
  change?: { readonly what: 'acknowledge' | 'resend'; readonly how: object },
): Promise<AlertView> {
  const path = `${url}/v1/alerts/${encodeURIComponent(id)}`;
  const answer =
    change === undefined
      ? await ask(path)
      : await ask(`${path}/${change.what}`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(change.how),
        });
  const what = `alert ${printable(id)}`;
  if (codeOf(answer) === 'alert-not-found')
    throw new TrackerError('not-found', `${what} is not known at ${url}.`);
  const { body } = answer;
  if (answer.status < 300 && typeof Object(body).alertId === 'string') return body as AlertView;
  throw refusal(url, what, answer);
}

async function pageOf(url: string, query: URLSearchParams): Promise<Page<AlertView>> {
  const answer = await ask(`${url}/v1/alerts?${query}`);
  const { alerts, next } = Object(answer.body) as { alerts?: AlertView[]; next?: string };
  if (answer.status === 200 && Array.isArray(alerts)) return { items: alerts, next };
  throw refusal(url, 'alerts', answer);
}
