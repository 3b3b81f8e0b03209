import { styleText } from 'node:util';
import { formatDuration } from '../../duration.ts';
import type { AlertView, DeliveryView } from '../../tracker/views.ts';
import { alignColumns, count, printable, toSecond } from '../text.ts';

type Row = readonly [string, string | undefined];

/** An alert as a page for people; `now` in ms since the epoch. */
export function alertPage(alert: AlertView, now: number): string {
  const facts = factsOf(alert, now).flatMap(([name, text]) =>
    text === undefined ? [] : [[name, printable(text)]],
  );
  return [
    headline(alert),
    ...alignColumns(facts).map((line) => `  ${line}`),
    ...deliveriesSection(alert, now),
  ].join('\n');
}

/** What `alerts ack` has come to, where `by` asked for it: whoever was first stays the one. */
export function acknowledgedLine({ acknowledged, summary }: AlertView, by: string | undefined): string {
  const who = acknowledged?.by === undefined ? '' : ` by ${acknowledged.by}`;
  const when = acknowledged === undefined ? '' : ` at ${toSecond(acknowledged.at)} UTC`;
  const verb = acknowledged?.by === by ? 'Acknowledged' : 'Already acknowledged';
  return printable(`${verb}${who}${when}: ${summary}`);
}

/** What `alerts resend` has come to so far. */
export function resentPage(alert: AlertView, now: number): string {
  return [headline(alert), ...deliveriesSection(alert, now)].join('\n');
}

function headline({ summary, status }: AlertView): string {
  const colour = status === 'open' ? 'yellow' : 'green';
  return `${styleText('bold', printable(summary))}: ${styleText(colour, status)}`;
}

/** What is known, a name and a text in each row. */
function factsOf(alert: AlertView, now: number): readonly Row[] {
  const { customerId, provider, stage, since, waitingOn, institutionId, resolved } = alert;
  return [
    ['customer', customerId && `${customerId} (${provider})`],
    ['institution', institutionId && (customerId ? institutionId : `${institutionId} (${provider})`)],
    ['stage', stage && (since === undefined ? stage : `${stage}, since ${moment(since, now)}`)],
    ['waiting on', waitingOn],
    [alert.effect === 'sessionStuck' ? 'stuck since' : 'came true', moment(alert.at, now)],
    ['deadline', deadlineOf(alert)],
    ['found', moment(alert.raisedAt, now)],
    ['customers', alert.customers === undefined ? undefined : `${alert.customers} at most at once`],
    ['failing now', alert.sessionCount === undefined ? undefined : count(alert.sessionCount, 'session')],
    ['told by', alert.groupedInto && `alert ${alert.groupedInto}, about the institution`],
    ['acknowledged', acknowledgement(alert, now)],
    ['over', resolved && `${moment(resolved.at, now)}, ${resolved.reason}: ${resolved.detail}`],
    ['session', alert.sessionId],
    ['alert', alert.alertId],
  ];
}

/** Why it came true when it did. */
function deadlineOf({ effect, usual, since, at }: AlertView): string | undefined {
  if (effect !== 'sessionStuck' || since === undefined) return undefined;
  const allowed = formatDuration(Date.parse(at) - Date.parse(since));
  return usual ?? `${allowed}, as it is set for this stage`;
}

function acknowledgement({ acknowledged }: AlertView, now: number): string | undefined {
  if (acknowledged === undefined) return undefined;
  const by = acknowledged.by === undefined ? '' : `by ${acknowledged.by}, `;
  return `${by}${moment(acknowledged.at, now)}`;
}

function deliveriesSection({ deliveries }: AlertView, now: number): string[] {
  if (deliveries.length === 0) return ['', 'No sink is told about it.'];
  const lines = alignColumns(deliveries.map((delivery) => deliveryRow(delivery, now).map(printable)));
  const marked = lines.map((line, index) =>
    deliveries[index]?.status === 'dead' ? styleText('yellow', line) : line,
  );
  return ['', styleText('bold', 'Sinks'), ...marked.map((line) => `  ${line}`)];
}

function deliveryRow(delivery: DeliveryView, now: number): string[] {
  const { sink, notice, status, attempts, tries } = delivery;
  return [
    sink,
    notice,
    status === 'dead' ? 'given up' : status,
    count(attempts, 'attempt'),
    lastTry(tries),
    nextTry(delivery, now),
  ];
}

function lastTry(tries: DeliveryView['tries']): string {
  const last = tries.at(-1);
  if (last === undefined) return '';
  const answer = last.status === undefined ? '' : ` (${last.status})`;
  return `last ${toSecond(last.at)} ${last.outcome}${answer}`;
}

function nextTry({ nextAt, status, underWay }: DeliveryView, now: number): string {
  if (nextAt === undefined) return '';
  if (underWay) return 'under way';
  const wait = Date.parse(nextAt) - now;
  const what = status === 'delivered' ? 'again' : 'next';
  return wait <= 0 ? `${what} now` : `${what} in ${formatDuration(wait)}`;
}

/** `2025-11-22 01:39:12 UTC (4 min 12 s ago)`. */
function moment(iso: string, now: number): string {
  return `${toSecond(iso)} UTC (${formatDuration(Math.max(0, now - Date.parse(iso)))} ago)`;
}
