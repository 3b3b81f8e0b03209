import { TrackerError } from '../errors.ts';
import { defined } from '../fold/defined.ts';
import type { AlertView } from '../tracker/views.ts';
import { type Answer, ask, describeProblem } from './client.ts';
import { printable } from './text.ts';

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

interface Page {
  readonly alerts: readonly AlertView[];
  readonly next?: string;
}

/** The most that one page may hold. */
const PAGE = 100;

/** Alerts that pass the filters, page by page, at most `limit`. Throws like `alertOf`. */
export async function findAlerts(url: string, filters: AlertFilters, limit: number): Promise<FoundAlerts> {
  const alerts: AlertView[] = [];
  let next: string | undefined;
  // One more than was asked for tells whether there are more.
  for (let missing = limit + 1; missing > 0; missing = limit + 1 - alerts.length) {
    const query = { ...filters, limit: String(Math.min(PAGE, missing)), cursor: next };
    const page = await pageOf(url, new URLSearchParams(defined(query)));
    alerts.push(...page.alerts);
    next = page.next;
    if (next === undefined) break;
  }
  return { alerts: alerts.slice(0, limit), ...(alerts.length > limit ? { more: true } : {}) };
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
  throw failed(url, what, answer);
}

async function pageOf(url: string, query: URLSearchParams): Promise<Page> {
  const answer = await ask(`${url}/v1/alerts?${query}`);
  if (answer.status === 200 && Array.isArray(Object(answer.body).alerts)) return answer.body as Page;
  throw failed(url, 'alerts', answer);
}

/** What the server refuses it gives a reason for; anything else is no answer of it. */
function failed(url: string, what: string, answer: Answer): TrackerError {
  const isRefusal = answer.status >= 400 && answer.status < 500 && codeOf(answer) !== undefined;
  return isRefusal
    ? new TrackerError('request-refused', `${url} refused: ${describeProblem(answer)}.`)
    : new TrackerError('unexpected-answer', `${url} gave no ${what}: ${describeProblem(answer)}.`);
}

function codeOf({ body }: Answer): string | undefined {
  const { code } = Object(body) as { code?: unknown };
  return typeof code === 'string' ? code : undefined;
}
