import {
  type AnyEventObject,
  type AnyStateMachine,
  type ContextFrom,
  createActor,
  type EmittedFrom,
  type StateValue,
} from 'xstate';
import { createDefinition, type Definition } from '../fold/definition.ts';
import type { LoggedEvent } from '../fold/event.ts';
import { fold } from '../fold/fold.ts';
import { createStatechart, watcher } from '../fold/statechart.ts';
import type { Path } from './paths.ts';
import { type PathTransition, transitionsOf } from './paths-transition.ts';
import { createSteppedClock } from './stepped-clock.ts';

/** What came of a path, as plain data: two runs of one path can be compared. Times are in ms since the epoch. */
export interface PathRun<M extends AnyStateMachine = AnyStateMachine> {
  readonly value: StateValue;
  readonly context: ContextFrom<M>;
  /** What the machine asked for with `emit`, and when. */
  readonly effects: readonly { readonly at: number; readonly effect: EmittedFrom<M> }[];
  /** The transitions that it took on the way, and when. */
  readonly taken: readonly { readonly at: number; readonly transition: PathTransition }[];
}

export interface RunPathOptions {
  /** When the first step is, in ms since the epoch. Default: 2026-01-01 UTC. */
  readonly startAt?: number;
}

const START = Date.UTC(2026, 0, 1);

/**
 * Plays a path in a plain XState actor, whose clock is a SimulatedClock that goes from one delay to the next. Of one
 * moment events come before the delays that end with it, as in the fold.
 *
 * @throws what the machine throws.
 */
export function runPath<M extends AnyStateMachine>(
  machine: M,
  { steps }: Pick<Path, 'steps'>,
  { startAt = START }: RunPathOptions = {},
): PathRun<M> {
  const clock = createSteppedClock();
  const now = () => startAt + clock.now();
  const effects: { at: number; effect: EmittedFrom<M> }[] = [];
  const taken: { at: number; transition: PathTransition }[] = [];
  const { inspect, from } = watcher((microstep) => {
    for (const transition of transitionsOf(microstep)) taken.push({ at: now(), transition });
  });
  from();
  const actor = createActor(machine as AnyStateMachine, { clock, inspect });
  from(actor.getSnapshot());
  actor.on('*', (effect) => effects.push({ at: now(), effect: effect as EmittedFrom<M> }));
  actor.subscribe({ error: () => {} });
  actor.start();
  for (const step of steps) {
    clock.advanceTo(clock.now() + ('wait' in step ? step.wait : step.after));
    if ('event' in step) actor.send({ data: {}, ...step.event, at: now() });
  }
  clock.settle();
  const { status, error, value, context } = actor.getSnapshot();
  actor.stop();
  if (status === 'error') throw error;
  return { value, context, effects, taken };
}

/**
 * Plays a path through the fold, as the tracker does with what it is told: as the events of one session.
 *
 * @param of a machine, or a definition of `createDefinition`, e.g. one with other delays.
 * @throws what the machine throws.
 */
export function foldPath<M extends AnyStateMachine>(
  of: M | Definition,
  { steps }: Pick<Path, 'steps'>,
  { startAt = START }: RunPathOptions = {},
): PathRun<M> {
  const definition = 'chart' in of ? of : createDefinition(of);
  const taken: { at: number; transition: PathTransition }[] = [];
  let now = startAt;
  const chart = createStatechart(definition.machine, (microstep) => {
    for (const transition of transitionsOf(microstep)) taken.push({ at: now, transition });
  });
  const watched: Definition = {
    ...definition,
    chart: {
      ...chart,
      next(snapshot, event) {
        now = (event as AnyEventObject & { at: number }).at;
        return chart.next(snapshot, event);
      },
    },
  };
  const { log, end } = toLog(steps, startAt);
  const folding = fold(watched, log, end);
  const { value, context } = (folding.folded.sessions[0] ?? { snapshot: chart.initial.snapshot }).snapshot;
  const effects = folding.steps.flatMap((step) =>
    step.effects.map((effect) => ({ at: step.at, effect: effect as EmittedFrom<M> })),
  );
  return { value, context, effects, taken };
}

/** One key for all events, so that they are of one session however long it takes. */
function toLog(steps: Path['steps'], startAt: number): { log: LoggedEvent[]; end: number } {
  const log: LoggedEvent[] = [];
  let end = startAt;
  for (const [index, step] of steps.entries()) {
    end += 'wait' in step ? step.wait : step.after;
    if ('wait' in step) continue;
    const { type, data = {} } = step.event;
    log.push({ type, id: String(index), at: end, receivedAt: end, key: 'path', data });
  }
  return { log, end };
}
