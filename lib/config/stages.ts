import {
  connectDelays,
  connectMachine,
  verificationDelays,
  verificationMachine,
} from '../../machines/index.ts';
import { parsePlace } from '../deadlines/rule.ts';

/** The stages of each machine that can get stuck. */
const deadlines = new Map([
  [connectMachine.id, waitingStages(connectDelays)],
  [verificationMachine.id, waitingStages(verificationDelays)],
]);

const stages = [
  ...new Set([connectMachine, verificationMachine].flatMap(({ states }) => Object.keys(states))),
];

/** Whether a text names a stage, or stages, that a deadline can be set for. */
export function isDeadlinePlace(text: string): boolean {
  const { machine, stage } = parsePlace(text) ?? { stage: '' };
  const meant = machine === undefined ? [...deadlines.values()] : [deadlines.get(machine) ?? []];
  return meant.some((some) => some.length > 0 && (stage === undefined || some.includes(stage)));
}

export function isStage(text: string): boolean {
  return stages.includes(text);
}

/** For messages: the stages that a deadline can be set for, by machine. */
export function listDeadlinePlaces(): string {
  return [...deadlines].map(([machine, names]) => `${names.join(', ')} (${machine})`).join(', ');
}

export function listStages(): string {
  return stages.join(', ');
}

function waitingStages(delays: object): readonly string[] {
  return Object.keys(delays).filter((name) => name !== 'abandonAfter');
}
