import { styleText } from 'node:util';
import { formatDuration } from '../../duration.ts';
import type { InstitutionView, SessionView, TimelineEntry } from '../../tracker/views.ts';
import { alignColumns, count, printable } from '../text.ts';

export interface PageOptions {
  /** In ms since the epoch: the moment that is shown. */
  readonly now: number;
  /** Whether that moment is over. */
  readonly isPast?: boolean;
  /** How many sessions the customer has. */
  readonly sessions?: number;
  /** How many lines of the timeline there is room for. Default: all. */
  readonly room?: number;
}

/**
 * A session as a page for people. Coloured only if standard output is a terminal and `NO_COLOR` is not set.
 */
export function statusPage(session: SessionView, options: PageOptions): string {
  return [
    headline(session),
    ...alignColumns(facts(session, options)).map((line) => `  ${line}`),
    ...section('Institutions', alignColumns(session.institutions.map(institutionRow))),
    ...section('Accounts', alignColumns(session.accounts.map(accountRow))),
    ...section(
      'Unexpected',
      session.anomalies.map(({ at, detail }) => `${clock(at)}  ${printable(detail)}`),
    ),
    ...timelineSection(session.timeline, options.room),
  ].join('\n');
}

function headline({ customerId, provider, stage, outcome, stuck }: SessionView): string {
  const verdict = outcome === 'open' ? (stuck ? 'stuck' : 'open') : outcome;
  const colour = verdict === 'completed' ? 'green' : verdict === 'open' ? 'cyan' : 'yellow';
  const who = styleText('bold', `Customer ${printable(customerId)} (${provider})`);
  const where = stage === verdict ? '' : `${printable(stage)}, `;
  return `${who}: ${where}${styleText(colour, verdict)}`;
}

/** What is known, a name and a text in each row. */
function facts(session: SessionView, { now, isPast, sessions }: PageOptions): string[][] {
  const { stage, since, outcome, waitingOn, expectedNext, attempts, oauth, lastError, eventTrigger } =
    session;
  const rows: (readonly [string, string | undefined])[] = [
    [
      'as it was',
      isPast ? `${clock(new Date(now).toISOString()).slice(0, 19)} UTC, by what is known now` : undefined,
    ],
    [
      'stage',
      `${stage}, since ${clock(since).slice(0, 19)} UTC (${formatDuration(Math.max(0, now - Date.parse(since)))})`,
    ],
    ['outcome', eventTrigger === undefined ? outcome : `${outcome}, ${eventTrigger}`],
    ['waiting on', waitingOn],
    ['stuck', stuckText(session, now)],
    ['expected next', expectedNext.join(', ') || undefined],
    ['attempts', String(attempts)],
    [
      'connection',
      oauth === undefined ? undefined : oauth ? 'OAuth, at the bank itself' : 'legacy, credentials',
    ],
    ['last error', lastError && `${lastError.code}: ${lastError.meaning} (who acts: ${lastError.whoActs})`],
    ['session', sessionText(session, sessions)],
  ];
  return rows.flatMap(([name, text]) => (text === undefined ? [] : [[name, printable(text)]]));
}

function stuckText({ stuck, stuckAt, outcome }: SessionView, now: number): string | undefined {
  if (stuckAt === undefined || outcome !== 'open') return undefined;
  const distance = formatDuration(Math.abs(now - Date.parse(stuckAt)));
  return stuck ? `yes, for ${distance}` : `in ${distance}, if nothing comes`;
}

function sessionText({ sessionId, sessionKey }: SessionView, sessions = 1): string {
  const key = sessionKey === undefined ? '' : `, key ${sessionKey}`;
  return `${sessionId}${key}${sessions > 1 ? `, one of ${sessions}` : ''}`;
}

function institutionRow({
  institutionId,
  stage,
  failures,
  accountsAdded,
  ...more
}: InstitutionView): string[] {
  return [
    institutionId,
    stage,
    `${count(accountsAdded, 'account')} added`,
    failures === 0 ? '' : count(failures, 'failure'),
    more.lastErrorCode === undefined ? '' : `last code ${more.lastErrorCode}`,
    more.loginIds.length === 0 ? '' : `login ${more.loginIds.join(', ')}`,
  ].map(printable);
}

function accountRow({ id, type, institutionId, deleted }: SessionView['accounts'][number]): string[] {
  const where = institutionId === undefined ? '' : `at ${institutionId}`;
  return [id, type ?? '', where, deleted ? 'deleted' : ''].map(printable);
}

function timelineSection(timeline: readonly TimelineEntry[], room = timeline.length): string[] {
  if (timeline.length === 0) return [];
  const shown = timeline.slice(Math.max(0, timeline.length - room));
  const [head = '', ...lines] = alignColumns([
    ['time', 'stayed', 'event', 'stage', ''],
    ...shown.map(timelineRow),
  ]);
  const marked = lines.map((line, index) => (isOdd(shown[index]) ? styleText('yellow', line) : line));
  const missing = timeline.length - shown.length;
  const title =
    missing === 0 ? 'Timeline (UTC)' : `Timeline (UTC), without the first ${count(missing, 'line')}`;
  return section(title, [styleText('dim', head), ...marked]);
}

function timelineRow({ at, dwellMs, type, stage, ...entry }: TimelineEntry): string[] {
  const marks = [
    entry.eventId === undefined ? 'timer' : '',
    entry.expected ? '' : 'unexpected',
    entry.late ? 'late' : '',
    entry.duplicates ? `${entry.duplicates + 1} copies` : '',
    entry.status ?? '',
    ...(entry.reasons ?? []),
  ].filter((mark) => mark !== '');
  const stayed = dwellMs === undefined ? '' : `+${formatDuration(dwellMs)}`;
  return [clock(at), stayed, type, stage, marks.join(', ')].map(printable);
}

function isOdd(entry: TimelineEntry | undefined): boolean {
  return (
    entry !== undefined && (!entry.expected || entry.status !== undefined || entry.type === 'sessionStuck')
  );
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', styleText('bold', title), ...lines.map((line) => `  ${line}`)];
}

/** `2025-11-22T01:39:12.731Z` as `2025-11-22 01:39:12.731`. */
function clock(iso: string): string {
  return iso.replace('T', ' ').replace('Z', '');
}
