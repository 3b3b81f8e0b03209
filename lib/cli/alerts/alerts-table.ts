import { formatDuration } from '../../duration.ts';
import type { AlertView } from '../../tracker/views.ts';
import { customerOf, MORE, table } from '../table.ts';
import { toSecond } from '../text.ts';
import type { FoundAlerts } from './alerts-client.ts';

const NONE = {
  open: 'No alert is open.',
  closed: 'No alert is over.',
  dead: 'No sink was given up for an alert.',
};

/** Who is stuck, a customer in each line, in the order given; `now` in ms since the epoch. */
export function stuckTable(
  { alerts, more }: FoundAlerts,
  { isFiltered, now }: { readonly isFiltered: boolean; readonly now: number },
): string {
  if (alerts.length === 0) return isFiltered ? 'Nobody is stuck there.' : 'Nobody is stuck.';
  const head = ['customer', 'stage', 'stuck for', 'waiting on', 'institution', '', 'alert'];
  const rows = alerts.map((alert) => [
    customerOf(alert),
    alert.stage ?? '',
    formatDuration(Math.max(0, now - Date.parse(alert.at))),
    alert.waitingOn ?? '',
    alert.institutionId ?? '',
    markOf(alert),
    alert.alertId,
  ]);
  return `${table(head, rows)}${more ? MORE : ''}`;
}

/** Alerts, one in each line, in the order given. */
export function alertsTable({ alerts, more }: FoundAlerts, status: keyof typeof NONE): string {
  if (alerts.length === 0) return NONE[status];
  const head = ['raised (UTC)', 'status', 'about', 'customer', '', 'alert'];
  const rows = alerts.map((alert) => [
    toSecond(alert.raisedAt),
    alert.status,
    alert.summary,
    customerOf(alert),
    markOf(alert),
    alert.alertId,
  ]);
  return `${table(head, rows)}${more ? MORE : ''}`;
}

/** What somebody does about it already. */
function markOf({ acknowledged, groupedInto, deliveries }: AlertView): string {
  const marks = [
    acknowledged === undefined
      ? ''
      : `acknowledged${acknowledged.by === undefined ? '' : ` by ${acknowledged.by}`}`,
    groupedInto === undefined ? '' : 'told by the institution',
    deliveries.some(({ status }) => status === 'dead') ? 'given up' : '',
  ];
  return marks.filter((mark) => mark !== '').join(', ');
}
