import { assign, cancel, emit, enqueueActions, raise } from 'xstate';
import { type SessionContext, type SessionEffect, withAnomaly } from './session.ts';

/** How the end of a wait comes: raised by the machine itself, when nothing was heard for `abandonAfter`. */
export interface Silence {
  type: 'silence';
}

/**
 * The actions that every machine of sessions has, for `setup`. They need a delay `abandonAfter`, and at the root
 * `on: { silence: { target: '.abandoned' } }` or the like.
 *
 * | action | does |
 * |---|---|
 * | `markUnexpected` | adds the event to `anomalies` |
 * | `markStuck`, `tellStuck` | what `stuckAfter` does when the delay of a stage runs out |
 * | `recover` | takes `stuck` back when a stage is left, and tells it unless silence led out of it |
 * | `tellCompleted`, `tellAbandoned` | emit `sessionCompleted`, `sessionAbandoned` |
 * | `cancelSilence`, `awaitSilence` | stop and begin to wait for silence; in this order with each event |
 *
 * @example
 * const machine = setup({
 *   types: {} as { context: SessionContext; events: LinkEvent | Silence; emitted: SessionEffect; meta: StageMeta },
 *   delays: { opened: 10 * MINUTE, abandonAfter: HOUR },
 *   actions: {
 *     ...sessionActions<SessionContext, LinkEvent>(),
 *     finish: assign(({ event }) => ('at' in event ? { outcome: 'completed', endedAt: event.at } : {})),
 *     abandon: assign({ outcome: 'abandoned' }),
 *   },
 * }).createMachine({
 *   id: 'link',
 *   meta: { order: ['opened', 'finished'], opens: 'opened' },
 *   context: { stuck: false, outcome: 'open', anomalies: [] },
 *   initial: 'idle',
 *   on: { silence: { target: '.abandoned' }, fact: { actions: ['cancelSilence', 'awaitSilence'] } },
 *   states: {
 *     idle: { on: { opened: { target: 'opened', actions: ['cancelSilence', 'awaitSilence'] } } },
 *     opened: {
 *       tags: ['waiting'],
 *       meta: { waitingOn: 'customer' },
 *       ...stuckAfter('opened'),
 *       on: { finished: 'finished' },
 *     },
 *     finished: { tags: ['ended', 'success'], entry: ['cancelSilence', 'finish', 'tellCompleted'], on: { fact: {} } },
 *     abandoned: { tags: ['ended'], entry: ['abandon', 'tellAbandoned'], on: { fact: {} } },
 *   },
 * });
 */
export function sessionActions<C extends SessionContext, E extends { type: string; at: number }>() {
  type Told = E | Silence;
  return {
    markUnexpected: assign<C, Told, undefined, Told, never>(({ context, event }) =>
      'at' in event ? partOf<C>({ anomalies: withAnomaly(context.anomalies, event) }) : {},
    ),
    markStuck: assign<C, Told, undefined, Told, never>(() => partOf<C>({ stuck: true })),
    tellStuck: emit<C, Told, { stage: string }, Told, SessionEffect>((_, { stage }) => ({
      type: 'sessionStuck',
      stage,
    })),
    recover: enqueueActions<C, Told, undefined, Told, never, never, never, never, SessionEffect>(
      ({ context, event, enqueue }) => {
        if (!context.stuck) return;
        enqueue.assign(() => partOf<C>({ stuck: false }));
        if (event.type !== 'silence') enqueue.emit({ type: 'sessionRecovered' });
      },
    ),
    tellCompleted: emit<C, Told, undefined, Told, SessionEffect>({ type: 'sessionCompleted' }),
    tellAbandoned: emit<C, Told, undefined, Told, SessionEffect>({ type: 'sessionAbandoned' }),
    cancelSilence: cancel<C, Told, undefined, Told>('silence'),
    awaitSilence: raise<C, Told, Told, undefined, 'abandonAfter', 'abandonAfter'>(
      { type: 'silence' } satisfies Silence as Told,
      { id: 'silence', delay: 'abandonAfter' },
    ),
  };
}

/** Of a context that says more only at its type parameter. */
function partOf<C extends SessionContext>(part: Partial<SessionContext>): Partial<C> {
  return part as Partial<C>;
}
