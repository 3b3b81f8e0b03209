import { DAY } from '../../../machines/session.ts';
import type { FunnelView, StagesView } from '../../tracker/views.ts';
import { get } from '../get.ts';
import { funnelPage } from './funnel-page.ts';
import { stagesPage } from './stages-page.ts';

export interface StagesOptions {
  readonly url: string;
  readonly json?: true;
}

export interface FunnelOptions extends StagesOptions {
  readonly from?: string;
  readonly to?: string;
  readonly days?: number;
  readonly machine?: string;
  readonly institution?: string;
  readonly connection?: string;
  readonly by?: string;
}

/** What these functions throw is what `get` throws. */
export async function showStages({ url, json }: StagesOptions): Promise<void> {
  const view = await get<StagesView>(url, { path: '/v1/stages', what: 'stages', member: 'stages' });
  console.log(json ? JSON.stringify(view, null, 2) : stagesPage(view));
}

export async function showFunnel({ url, json, ...options }: FunnelOptions): Promise<void> {
  const { machine, institution: institutionId, connection, by } = options;
  const query = { ...daysOf(options, Date.now()), machine, institutionId, connection, by };
  const view = await get<FunnelView>(url, { path: '/v1/funnel', query, what: 'funnel', member: 'stages' });
  console.log(json ? JSON.stringify(view, null, 2) : funnelPage(view));
}

/** What is not said is left to the server. */
function daysOf(
  { from, to, days }: Pick<FunnelOptions, 'from' | 'to' | 'days'>,
  now: number,
): { from?: string; to?: string } {
  if (days === undefined) return { ...(from && { from }), ...(to && { to }) };
  const last = to ?? new Date(now).toISOString().slice(0, 10);
  return { from: new Date(Date.parse(last) - (days - 1) * DAY).toISOString().slice(0, 10), to: last };
}
