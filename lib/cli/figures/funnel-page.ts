import { styleText } from 'node:util';
import { formatDuration } from '../../duration.ts';
import type { FunnelGroup, FunnelStage, FunnelView } from '../../tracker/views.ts';
import { table } from '../table.ts';
import { count, figure, printable } from '../text.ts';

/** Cells of a bar that stands for all sessions. */
const BAR = 20;

const OUTCOMES = ['completed', 'open', 'cancelled', 'unfinished', 'abandoned', 'failed'] as const;

/** How far sessions got, a stage in each line, and then how each group did. */
export function funnelPage(view: FunnelView): string {
  const { sessions, stages, outcomes, groups = [] } = view;
  const parts = [
    headline(view),
    ...(outcomes === undefined || sessions === 0 ? [] : [outcomesLine(outcomes, sessions)]),
    ...(stages.length === 0 ? [] : ['', stagesTable(stages, sessions)]),
    ...(groups.length === 0 ? [] : ['', groupsTable(groups)]),
  ];
  return parts.join('\n');
}

function headline({ machine, from, to, institutionId, connection, sessions }: FunnelView): string {
  const days = from === to ? from : `${from} to ${to}`;
  const where = institutionId === undefined ? '' : ` at ${institutionId}`;
  const how = connection === undefined ? '' : `, ${connection}`;
  return `${styleText('bold', printable(`${machine}${where}${how}, ${days}`))}: ${count(sessions, 'session')}`;
}

function outcomesLine(outcomes: NonNullable<FunnelView['outcomes']>, sessions: number): string {
  const told = OUTCOMES.filter((outcome) => outcomes[outcome] > 0);
  return told
    .map((outcome) => `${outcome} ${figure(outcomes[outcome])} (${percent(outcomes[outcome], sessions)})`)
    .join(', ');
}

function stagesTable(stages: readonly FunnelStage[], sessions: number): string {
  return table(
    ['stage', 'reached', 'share', '', 'dropped', 'median', 'p95'],
    stages.map(({ stage, reached, dropped, dwell }) => [
      stage,
      figure(reached),
      percent(reached, sessions),
      bar(reached, sessions),
      dropped === 0 ? '' : figure(dropped),
      dwell === undefined ? '' : formatDuration(dwell.medianMs),
      dwell === undefined ? '' : formatDuration(dwell.p95Ms),
    ]),
  );
}

function groupsTable(groups: readonly FunnelGroup[]): string {
  const name = ['day', 'connection', 'institutionId'].find((key) => key in (groups[0] ?? {}));
  const told = OUTCOMES.filter((outcome) => groups.some(({ outcomes }) => outcomes?.[outcome]));
  const hasDropped = groups.some(({ dropped }) => dropped !== undefined);
  return table(
    [
      name === 'institutionId' ? 'institution' : (name ?? ''),
      'sessions',
      ...told,
      ...(hasDropped ? ['dropped'] : []),
    ],
    groups.map(({ day, connection, institutionId, sessions, outcomes, dropped = 0 }) => [
      day ?? connection ?? institutionId ?? '',
      figure(sessions),
      ...told.map((outcome) => part(outcomes?.[outcome] ?? 0, sessions)),
      ...(hasDropped ? [part(dropped, sessions)] : []),
    ]),
  );
}

function bar(part: number, whole: number): string {
  const cells = Math.round((part / whole) * BAR);
  return '█'.repeat(Math.min(BAR, Math.max(part > 0 ? 1 : 0, cells)));
}

/** `12 (3.4 %)`, or nothing for none. */
function part(amount: number, whole: number): string {
  return amount === 0 ? '' : `${figure(amount)} (${percent(amount, whole)})`;
}

function percent(part: number, whole: number): string {
  const share = (part / whole) * 100;
  return `${share.toFixed(share === 0 || share >= 99.95 ? 0 : 1)} %`;
}
