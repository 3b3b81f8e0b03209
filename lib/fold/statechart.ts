import {
  type AnyActorScope,
  type AnyEventObject,
  type AnyMachineSnapshot,
  type AnyStateMachine,
  createActor,
  type StateValue,
} from 'xstate';
import type { WaitingOn } from '../../machines/session.ts';

/** What a transition asks for besides the next snapshot; the fold carries it out in virtual time. */
export type Request =
  /** `stage`: armed by entering a stage (`after`), not by an action. `delay` in ms. */
  | { kind: 'arm'; id: string; delay: number; event: AnyEventObject; stage: boolean }
  | { kind: 'cancel'; id: string }
  | { kind: 'emit'; event: AnyEventObject };

export interface Transitioned {
  readonly snapshot: AnyMachineSnapshot;
  readonly requests: readonly Request[];
}

/** A statechart as a pure function. Everything this package calls in XState is in this file. */
export interface Statechart {
  readonly initial: Transitioned;
  next(snapshot: AnyMachineSnapshot, event: AnyEventObject): Transitioned;
  /** Throws when the machine has no such state (any more). */
  restore(value: StateValue, context: unknown): AnyMachineSnapshot;
}

interface ActionParams {
  readonly id?: string;
  readonly sendId?: string;
  readonly delay?: number;
  readonly event?: AnyEventObject;
}

/** More microsteps than this in one step are a machine that does not come to rest. */
const MAX_ITERATIONS = 1000;

const AFTER = 'xstate.after.';

/**
 * XState's own `transition()` builds an actor for each call. Building the scope it would make once, and handing it to
 * `machine.transition`, gives the same result four times cheaper; a spec holds both against each other.
 */
export function createStatechart(given: AnyStateMachine): Statechart {
  const machine = bounded(given);
  let requested: Request[] = [];
  const scope = inertScope(machine, (action) => {
    const request = toRequest(action.type, action.params as ActionParams | undefined);
    if (request !== undefined) requested.push(request);
  });
  const collect = (transit: () => AnyMachineSnapshot): Transitioned => {
    requested = [];
    const snapshot = transit();
    return { snapshot, requests: requested };
  };
  return {
    initial: collect(() => machine.getInitialSnapshot(scope, undefined)),
    next: (snapshot, event) => collect(() => machine.transition(snapshot, event, scope)),
    restore(value, context) {
      const snapshot = machine.resolveState({ value, context });
      // An unknown name such as `__proto__` quietly becomes the initial state.
      if (JSON.stringify(snapshot.value) !== JSON.stringify(value))
        throw new Error(`the machine ${machine.id} has no state ${JSON.stringify(value)}`);
      return snapshot;
    },
  };
}

/** The machine with delays that may be others than its own; where `delay` says nothing, its own stay. */
export function withDelays(
  machine: AnyStateMachine,
  delay: (name: string, context: unknown, at: number) => number | undefined,
): AnyStateMachine {
  const own = machine.implementations.delays as Readonly<Record<string, Delay>>;
  const delays = Object.entries(own).map(([name, ours]): [string, Delay] => [
    name,
    (args) =>
      delay(name, args.context, (args.event as AnyEventObject & { at: number }).at) ??
      (typeof ours === 'function' ? ours(args) : ours),
  ]);
  return machine.provide({ delays: Object.fromEntries(delays) });
}

type Delay = number | ((args: { context: unknown; event: AnyEventObject }) => number);

/** XState's default lets a cycle of eventless transitions run for ever. */
function bounded(machine: AnyStateMachine): AnyStateMachine {
  if (Number.isFinite(machine.options.maxIterations)) return machine;
  const copy = machine.provide({});
  copy.options = { ...copy.options, maxIterations: MAX_ITERATIONS };
  return copy;
}

function inertScope(
  machine: AnyStateMachine,
  actionExecutor: AnyActorScope['actionExecutor'],
): AnyActorScope {
  const self = createActor(machine);
  return {
    self,
    id: '',
    sessionId: '',
    system: self.system,
    logger: () => {},
    defer: () => {},
    emit: () => {},
    stopChild: () => {},
    actionExecutor,
  };
}

function toRequest(type: string, params: ActionParams | undefined): Request | undefined {
  if (type === 'xstate.cancel' && params?.sendId !== undefined) return { kind: 'cancel', id: params.sendId };
  if (params?.event === undefined) return undefined;
  if (type === 'xstate.emit') return { kind: 'emit', event: params.event };
  if (type !== 'xstate.raise' || !Number.isFinite(params.delay)) return undefined;
  const id = params.id ?? params.event.type;
  return { kind: 'arm', id, delay: params.delay as number, event: params.event, stage: isStageTimer(id) };
}

/** Whether a timer stands for the delay of a stage (`after`). */
function isStageTimer(id: string): boolean {
  return id.startsWith(AFTER);
}

/** The name of the current stage. */
export function stageOf(snapshot: AnyMachineSnapshot): string {
  return stageName(snapshot.value as StateValue);
}

/** The top-level state, which names the stage. */
export function stageName(value: StateValue): string {
  return typeof value === 'string' ? value : Object.keys(value).join('+');
}

/** Event types that the states below the root handle, in no particular order; timers are not among them. */
export function expectedEvents(snapshot: AnyMachineSnapshot): string[] {
  const nodes = snapshot._nodes.filter((node) => node.parent !== undefined);
  return [...new Set(nodes.flatMap((node) => node.ownEvents as string[]))].filter(
    (type) => !type.startsWith(AFTER),
  );
}

/** Who has to act in the current stage; absent where it does not say. */
export function waitingOnOf(snapshot: AnyMachineSnapshot): WaitingOn | undefined {
  return metaOf(snapshot)['waitingOn'] as WaitingOn | undefined;
}

/** The `meta` of the innermost state that has one. */
export function metaOf(snapshot: AnyMachineSnapshot): Readonly<Record<string, unknown>> {
  return Object.assign({}, ...snapshot._nodes.map((node) => (node.parent === undefined ? {} : node.meta)));
}
