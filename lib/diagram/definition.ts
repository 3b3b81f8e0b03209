import type { AnyStateMachine, AnyStateNode } from 'xstate';
import type {
  MachineDefinition,
  MachineState,
  MachineTimer,
  MachineTransition,
} from '../../schemas/types.ts';
import { defined } from '../fold/defined.ts';

/** The action by which machines mark an event that they did not expect. */
const MARK = 'markUnexpected';

type Transition = ReturnType<AnyStateNode['transitions']['get']> extends (infer T)[] | undefined ? T : never;

/** A machine as plain JSON: what leads where, without the functions that do and ask something on the way. */
export function toDefinition(machine: AnyStateMachine, isFact: (type: string) => boolean): MachineDefinition {
  const { root } = machine;
  return {
    ...defined({ initial: root.initial?.target[0]?.key }),
    delays: numericDelays(machine),
    states: Object.values(root.states).map((state) => toState(machine, state)),
    transitions: transitionsOf(root, (event, moves) => !moves || isFact(event)),
  };
}

/** What stands in a state, or at the root; `isExpected` says so of what the machine itself does not mark. */
export function transitionsOf(
  state: AnyStateNode,
  isExpected: (event: string, moves: boolean) => boolean = () => true,
): MachineTransition[] {
  return [...state.transitions]
    .filter(([event]) => !event.startsWith('xstate.'))
    .flatMap(([event, transitions]) =>
      transitions.map((transition) => ({
        event,
        ...defined({ target: targetOf(transition), guard: nameOf(transition.guard) }),
        expected: !isMarked(transition) && isExpected(event, transition.target !== undefined),
      })),
    );
}

/** The machine's own delay of a stage, in ms: the shortest that is a fixed one. */
export function stuckAfter(machine: AnyStateMachine, state: AnyStateNode): number | undefined {
  const delays = timersOf(machine, state).flatMap(({ afterMs }) => (afterMs === undefined ? [] : [afterMs]));
  return delays.length === 0 ? undefined : Math.min(...delays);
}

function toState(machine: AnyStateMachine, state: AnyStateNode): MachineState {
  const nested = Object.values(state.states).map((one) => toState(machine, one as AnyStateNode));
  return {
    name: state.key,
    ...defined({ description: state.description }),
    tags: [...state.tags],
    ...defined({ waitingOn: state.meta?.waitingOn as string | undefined }),
    transitions: transitionsOf(state),
    timers: timersOf(machine, state),
    ...(nested.length === 0 ? {} : { states: nested }),
  };
}

function timersOf(machine: AnyStateMachine, state: AnyStateNode): MachineTimer[] {
  return state.after.map((transition) => {
    const delay = transition.delay as unknown;
    const name = typeof delay === 'string' ? delay : undefined;
    const ms = name === undefined ? delay : machine.implementations.delays[name];
    return defined({ delay: name, afterMs: isMs(ms) ? ms : undefined, target: targetOf(transition) });
  });
}

function numericDelays(machine: AnyStateMachine): Record<string, number> {
  const delays = Object.entries(machine.implementations.delays as Readonly<Record<string, unknown>>);
  return Object.fromEntries(delays.filter((entry): entry is [string, number] => isMs(entry[1])));
}

function isMs(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function targetOf({ target }: Pick<Transition, 'target'>): string | undefined {
  return target?.map(({ path }) => path.join('.')).join(' ');
}

function isMarked({ actions }: Transition): boolean {
  return actions.some((action) => nameOf(action) === MARK);
}

/** Of an action or a guard: its name, or the name that it is referred to by with parameters. */
function nameOf(what: unknown): string | undefined {
  const { type = what } = Object(what) as { type?: unknown };
  return typeof type === 'string' ? type : undefined;
}
