import { ConfigurationError, TrackerError } from '../errors.ts';
import type { ErasureView } from '../tracker/views.ts';
import { ask } from './client.ts';
import { confirm } from './confirm.ts';
import { codeOf, refusal } from './refusal.ts';
import { count, printable } from './text.ts';

export interface EraseOptions {
  readonly provider: string;
  readonly url: string;
  readonly yes?: true;
  readonly json?: true;
}

/** Throws `TrackerError`, `not-confirmed` among others, or `ConfigurationError` when nobody can be asked. */
export async function eraseCustomer(customerId: string, options: EraseOptions): Promise<void> {
  const { provider, url, yes, json } = options;
  const whose = `customer ${printable(customerId)} of ${provider}`;
  if (!yes) await makeSure(`Erase all that is kept of ${whose} at ${url}? It cannot be brought back.`);
  const path = `/v1/customers/${encodeURIComponent(customerId)}?provider=${encodeURIComponent(provider)}`;
  const answer = await ask(url + path, { method: 'DELETE' });
  if (codeOf(answer) === 'customer-not-found')
    throw new TrackerError('not-found', `${whose} is not known at ${url}.`);
  const erasure = Object(answer.body) as ErasureView;
  if (answer.status !== 200 || erasure.erased !== true) throw refusal(url, 'erasure', answer);
  console.log(json ? JSON.stringify(erasure, null, 2) : `Erased ${whose}: ${inWords(erasure)}.`);
}

function inWords({ sessions, events, alerts }: ErasureView): string {
  return [count(sessions, 'session'), count(events, 'event'), count(alerts, 'alert')].join(', ');
}

/** On standard error, so that the output can be read by programs all the same. */
async function makeSure(question: string): Promise<void> {
  const { stdin: input, stderr: output } = process;
  if (!input.isTTY || !output.isTTY)
    throw new ConfigurationError(
      'erase asks before it erases, and there is no terminal to ask on: add --yes.',
    );
  if (!(await confirm(question, { input, output })))
    throw new TrackerError('not-confirmed', 'nothing was erased.');
}
