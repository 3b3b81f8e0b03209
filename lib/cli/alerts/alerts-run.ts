import { userInfo } from 'node:os';
import { defined } from '../../fold/defined.ts';
import { alertOf, findAlerts } from './alerts-client.ts';
import { acknowledgedLine, alertPage, resentPage } from './alerts-page.ts';
import { alertsTable, stuckTable } from './alerts-table.ts';

export interface AlertsOptions {
  readonly url: string;
  readonly json?: true;
}

/** What `stuck` is called with. */
export interface StuckOptions extends AlertsOptions {
  readonly stage?: string;
  readonly institution?: string;
  readonly provider?: string;
  readonly limit: number;
}

export interface ListOptions extends AlertsOptions {
  readonly status: 'open' | 'closed' | 'dead';
  readonly effect?: string;
  readonly institution?: string;
  readonly limit: number;
}

/** The functions here throw what `findAlerts` and `alertOf` throw. */
export async function showStuck({ url, limit, json, ...options }: StuckOptions): Promise<void> {
  const { stage, provider, institution: institutionId } = options;
  const filters = { stage, provider, institutionId };
  const found = await findAlerts(url, { ...filters, effect: 'sessionStuck' }, limit);
  const alerts = [...found.alerts].sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
  const isFiltered = Object.values(filters).some((filter) => filter !== undefined);
  print(json, { ...found, alerts }, () => stuckTable({ ...found, alerts }, { isFiltered, now: Date.now() }));
}

export async function listAlerts({ url, limit, json, ...options }: ListOptions): Promise<void> {
  const { status, effect, institution: institutionId } = options;
  const found = await findAlerts(url, { status, effect, institutionId }, limit);
  print(json, found, () => alertsTable(found, status));
}

export async function showAlert(id: string, { url, json }: AlertsOptions): Promise<void> {
  const alert = await alertOf(url, id);
  print(json, alert, () => alertPage(alert, Date.now()));
}

export async function acknowledgeAlert(
  id: string,
  { url, json, by = userName() }: AlertsOptions & { readonly by?: string | undefined },
): Promise<void> {
  const alert = await alertOf(url, id, { what: 'acknowledge', how: defined({ by }) });
  print(json, alert, () => acknowledgedLine(alert, by));
}

export async function resendAlert(
  id: string,
  { url, json, sink }: AlertsOptions & { readonly sink?: string },
): Promise<void> {
  const alert = await alertOf(url, id, { what: 'resend', how: defined({ sink }) });
  print(json, alert, () => resentPage(alert, Date.now()));
}

function print(json: true | undefined, value: object, page: () => string): void {
  console.log(json ? JSON.stringify(value, null, 2) : page());
}

/** A process can run as a user who has no name. */
function userName(): string | undefined {
  try {
    return userInfo().username;
  } catch {
    return undefined;
  }
}
