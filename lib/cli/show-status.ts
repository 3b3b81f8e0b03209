import { TrackerError } from '../errors.ts';
import type { CustomerView, SessionView } from '../tracker/views.ts';
import { ask, describeProblem } from './client.ts';
import { statusPage } from './status-page.ts';
import { printable } from './text.ts';

export interface StatusOptions {
  readonly provider: string;
  readonly url: string;
  readonly json?: true;
}

/** Throws `TrackerError` when there is no such customer or no usable answer. */
export async function showStatus(customerId: string, { provider, url, json }: StatusOptions): Promise<void> {
  const path = `/v1/customers/${encodeURIComponent(customerId)}?provider=${encodeURIComponent(provider)}`;
  const customer = await get<CustomerView>(url, path, `customer ${printable(customerId)} of ${provider}`);
  const sessionPath = `/v1/sessions/${encodeURIComponent(customer.sessionId)}`;
  const session = await get<SessionView>(url, sessionPath, `session ${printable(customer.sessionId)}`);
  console.log(
    json ? JSON.stringify({ customer, session }, null, 2) : statusPage(customer, session, Date.now()),
  );
}

async function get<T extends object>(url: string, path: string, what: string): Promise<T> {
  const answer = await ask(url + path);
  const isProblem = answer.status === 404 && typeof answer.body === 'object';
  if (isProblem) throw new TrackerError('not-found', `${what} is not known at ${url}.`);
  if (answer.status !== 200 || typeof answer.body !== 'object' || answer.body === null)
    throw new TrackerError('unexpected-answer', `${url} gave no ${what}: ${describeProblem(answer)}.`);
  return answer.body as T;
}
