import type { StagesView } from '../../tracker/views.ts';
import { table } from '../table.ts';
import { figure } from '../text.ts';

/** How many sessions are where, and how the others ended. */
export function stagesPage({ stages, outcomes }: StagesView): string {
  const occupied = stages.filter(({ open }) => open > 0);
  const ended = outcomes.filter(({ sessions }) => sessions > 0);
  return [
    occupied.length === 0
      ? 'No session is open.'
      : table(
          ['stage', 'open', 'stuck', 'waiting on', 'machine'],
          occupied.map(({ stage, open, stuck, waitingOn, machine }) => [
            stage,
            figure(open),
            figure(stuck),
            waitingOn,
            machine,
          ]),
        ),
    '',
    ended.length === 0
      ? 'No session has ended.'
      : table(
          ['outcome', 'sessions', 'machine'],
          ended.map(({ outcome, sessions, machine }) => [outcome, figure(sessions), machine]),
        ),
  ].join('\n');
}
