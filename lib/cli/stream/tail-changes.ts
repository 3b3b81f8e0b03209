import { once } from 'node:events';
import { type SessionFilterOptions, toParameters } from '../sessions/session-filters.ts';
import { changeLine } from './change-line.ts';
import { followChanges } from './follow-changes.ts';
import { interruption } from './interruption.ts';
import { noticeOf, sayNotice } from './notices.ts';

export interface TailOptions extends SessionFilterOptions {
  readonly url: string;
  readonly customer?: string;
  readonly provider?: string;
  readonly since?: string;
  readonly json?: true;
}

/** Prints changes until somebody interrupts it. Throws what `followChanges` throws. */
export async function tailChanges({ url, json, since, ...options }: TailOptions): Promise<void> {
  const { customer: customerId, provider, ...filters } = options;
  const query = { ...toParameters(filters), customerId, provider };
  const { signal } = interruption();
  for await (const news of followChanges(url, { query, since, signal }))
    if (news.kind === 'change')
      await print(json ? JSON.stringify(news.change) : changeLine(news.change), signal);
    else sayNotice(noticeOf(news, url), { json: json === true });
}

/** Waits for whoever reads slowly, rather than to gather lines in memory. */
async function print(line: string, signal: AbortSignal): Promise<void> {
  if (process.stdout.write(`${line}\n`)) return;
  await once(process.stdout, 'drain', { signal }).catch(() => {});
}
