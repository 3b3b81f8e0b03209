import {
  type AnyActorScope,
  type AnyEventObject,
  type AnyMachineSnapshot,
  type AnyStateMachine,
  type AnyStateNode,
  type AnyTransitionDefinition,
  createActor,
  type InspectionEvent,
  type StateValue,
} from 'xstate';
import type { WaitingOn } from '../../machines/session.ts';
import { defined } from './defined.ts';

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

/** One of the moves that a step consists of: several where the machine raises events or has transitions without one. */
export interface Microstep {
  /** Absent where the machine has only just begun. */
  readonly before?: AnyMachineSnapshot;
  readonly after: AnyMachineSnapshot;
  /** What was told to the machine, or raised by it. */
  readonly event: AnyEventObject;
  /** More than one where states are parallel. */
  readonly transitions: readonly AnyTransitionDefinition[];
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
 *
 * @param watch is told which transitions are taken.
 */
export function createStatechart(given: AnyStateMachine, watch?: (microstep: Microstep) => void): Statechart {
  const machine = bounded(given);
  let requested: Request[] = [];
  const watching = watch && watcher(watch);
  const scope = inertScope(machine, watching?.inspect, (action) => {
    const request = toRequest(action.type, action.params as ActionParams | undefined);
    if (request !== undefined) requested.push(request);
  });
  const collect = (transit: () => AnyMachineSnapshot, before?: AnyMachineSnapshot): Transitioned => {
    requested = [];
    watching?.from(before);
    const snapshot = transit();
    return { snapshot, requests: requested };
  };
  return {
    initial: collect(() => machine.getInitialSnapshot(scope, undefined)),
    next: (snapshot, event) => collect(() => machine.transition(snapshot, event, scope), snapshot),
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

/** Tells the microsteps of actors apart from all else that XState lets itself be inspected for. */
export function watcher(watch: (microstep: Microstep) => void) {
  let before: AnyMachineSnapshot | undefined;
  let begun = false;
  return {
    /** From here on: what comes earlier is XState making the actor. */
    from(snapshot?: AnyMachineSnapshot) {
      before = snapshot;
      begun = true;
    },
    inspect(inspected: InspectionEvent) {
      if (!begun || inspected.type !== '@xstate.microstep') return;
      const { event, _transitions: transitions } = inspected;
      const after = inspected.snapshot as AnyMachineSnapshot;
      if (transitions.length > 0) watch({ ...defined({ before }), after, event, transitions });
      before = after;
    },
  };
}

function inertScope(
  machine: AnyStateMachine,
  inspect: ((inspected: InspectionEvent) => void) | undefined,
  actionExecutor: AnyActorScope['actionExecutor'],
): AnyActorScope {
  const self = createActor(machine, defined({ inspect }));
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
  return [...new Set(nodes.flatMap(ownEventsOf))];
}

/** XState gathers them anew each time it is asked. */
const ownEvents = new WeakMap<AnyStateNode, readonly string[]>();

function ownEventsOf(node: AnyStateNode): readonly string[] {
  const known = ownEvents.get(node);
  if (known !== undefined) return known;
  const own = (node.ownEvents as string[]).filter((type) => !type.startsWith(AFTER));
  ownEvents.set(node, own);
  return own;
}

/** Event types that a machine has a transition for anywhere, be it one that does nothing; timers are not among them. */
export function handledEvents(machine: AnyStateMachine): string[] {
  const types = nodesOf(machine.root).flatMap((node) => [...node.transitions.keys()]);
  return [...new Set(types)].filter((type) => !type.startsWith('xstate.'));
}

/** A state with all that are in it. */
export function nodesOf(node: AnyStateNode): AnyStateNode[] {
  return [node, ...Object.values(node.states).flatMap((inner) => nodesOf(inner as AnyStateNode))];
}

/** Who has to act in the current stage; absent where it does not say. */
export function waitingOnOf(snapshot: AnyMachineSnapshot): WaitingOn | undefined {
  return metaOf(snapshot)['waitingOn'] as WaitingOn | undefined;
}

/** The `meta` of the innermost state that has one. */
export function metaOf(snapshot: AnyMachineSnapshot): Readonly<Record<string, unknown>> {
  return Object.assign({}, ...snapshot._nodes.map((node) => (node.parent === undefined ? {} : node.meta)));
}
