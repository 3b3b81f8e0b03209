import type { AnyStateMachine, AnyStateNode } from 'xstate';
import type { MachineStage, MachineSummary, MachineView } from '../../schemas/types.ts';
import { defined } from '../fold/defined.ts';
import { createDefinition } from '../fold/definition.ts';
import { toStage } from './chart.ts';
import { stuckAfter, toDefinition, transitionsOf } from './definition.ts';

/** What the API tells of a machine that the named providers use. */
export function toMachineSummary(machine: AnyStateMachine, providers: readonly string[]): MachineSummary {
  const self = `/v1/machines/${encodeURIComponent(machine.id)}`;
  const { isFact, rank } = createDefinition(machine);
  const describe = (state: AnyStateNode): MachineStage => {
    const { name, description, tags, waitingOn, ends } = toStage(state);
    const expected = transitionsOf(state).filter((one) => one.expected && !isFact(one.event));
    return {
      stage: name,
      ...defined({ description }),
      waitingOn: waitingOn as MachineStage['waitingOn'],
      tags: [...tags],
      ...defined({ stuckAfterMs: stuckAfter(machine, state) }),
      expects: [...new Set(expected.map(({ event }) => event))].sort((a, b) => rank(a) - rank(b)),
      ends,
    };
  };
  return {
    name: machine.id,
    version: machine.version ?? '0',
    ...defined({ description: machine.root.description }),
    providers: [...providers],
    stages: Object.values(machine.root.states).map((state) => describe(state as AnyStateNode)),
    links: { self, mermaid: `${self}?format=mermaid`, svg: `${self}?format=svg` },
  };
}

/** The same, with the statechart as plain JSON. */
export function toMachineView(machine: AnyStateMachine, providers: readonly string[]): MachineView {
  const { isFact } = createDefinition(machine);
  return { ...toMachineSummary(machine, providers), definition: toDefinition(machine, isFact) };
}
