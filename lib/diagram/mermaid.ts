import type { AnyStateMachine } from 'xstate';
import { type Arrow, type ChartStage, toChart } from './chart.ts';

const FILLS = {
  customer: '#fde68a',
  institution: '#bfdbfe',
  provider: '#ddd6fe',
  nobody: '#e5e7eb',
} as const;

/** The statechart of a flat machine as a Mermaid `stateDiagram-v2`, drawn from the machine itself. */
export function toMermaid(machine: AnyStateMachine): string {
  const { title, initial, stages, groups, arrows } = toChart(machine);
  return [
    '---',
    `title: ${JSON.stringify(title)}`,
    '---',
    'stateDiagram-v2',
    '%% Drawn: the transitions each stage expects. An event that no arrow shows is accepted too, and marked as unexpected.',
    '%% Not drawn: the timers that call a session stuck, and after a long silence abandoned.',
    `%% Colours say who is waited for: ${Object.keys(FILLS).join(', ')}.`,
    ...groups.map(({ id, tag }) => `state "any ${tag} stage" as ${idOf(id)}`),
    ...initial.map((name) => `[*] --> ${idOf(name)}`),
    ...arrows.map(toLine),
    ...stages.filter(({ ends }) => ends).map(({ name }) => `${idOf(name)} --> [*]`),
    ...colours(stages),
    '',
  ].join('\n');
}

function toLine({ from, to, events }: Arrow): string {
  return `${idOf(from)} --> ${idOf(to)} : ${events.join(', ')}`;
}

function colours(stages: readonly ChartStage[]): string[] {
  return Object.entries(FILLS).flatMap(([waitingOn, fill]) => {
    const ids = stages.filter((stage) => stage.waitingOn === waitingOn).map(({ name }) => idOf(name));
    const lines = [
      `classDef ${waitingOn} fill:${fill},stroke:#6b7280,color:#111827`,
      `class ${ids.join(', ')} ${waitingOn}`,
    ];
    return ids.length === 0 ? [] : lines;
  });
}

/** Mermaid takes letters, digits and underscores in an id. */
function idOf(name: string): string {
  return name.replace(/\W/g, '_');
}
