/** What every machine of this package has in common: the words in which a session is told. */

export const WAITING_ON = ['customer', 'institution', 'provider', 'nobody'] as const;

/** Who has to act for the session to go on. */
export type WaitingOn = (typeof WAITING_ON)[number];

export const OUTCOMES = ['open', 'completed', 'cancelled', 'unfinished', 'abandoned', 'failed'] as const;

/** `open`, or how the session ended. */
export type Outcome = (typeof OUTCOMES)[number];

/** An event that the statechart did not expect where it came: accepted, and marked. */
export interface Anomaly {
  readonly type: string;
  /** In ms since the epoch. */
  readonly at: number;
}

/**
 * The part of a context that every machine keeps; of a machine of your own, what you want told of it. It has to begin
 * without `input`, to invoke no actors, and to keep nothing in its context but what JSON keeps. Its events are
 * `{ type, at, data }`, with `at` in ms since the epoch. Beyond that, what follows from what:
 *
 * | for | it needs | without it |
 * |---|---|---|
 * | stages | top-level states; they and the `id` of 1 to 64 letters, digits, `.`, `_`, `-` | `machine-name` is thrown |
 * | sessions | `meta.opens` at the root: the event type that begins an attempt | any event opens a session where none is open |
 * | ends | the tag `ended`, or a final state | sessions are open for ever |
 * | order | `meta.order`: all event types in the order of the flow | events of one ms go by their ids |
 * | facts | `meta.facts`: what says something and moves nothing; `fact`, to hear of types that are not in `order` | it is not noticed |
 * | who has to act | `meta.waitingOn` of each stage | `nobody` |
 * | stuck, its alerts | `stuckAfter(stage)` and `stuck` in the context | no session is ever stuck |
 * | deadlines from settings | delays with the names of their stages, and `abandonAfter` | the machine's own |
 * | outcomes | `outcome` in the context | `open`, then `completed` |
 * | alerts of endings | `outcome` in the context; `completed: true` where success is to stay | no alert |
 * | anomalies | `anomalies` in the context, with `withAnomaly` | every event counts as expected |
 * | the funnel | `outcome`; the tag `success` on stages that are one; `oauth`, to tell connections apart | a customer who goes on at another bank dropped at the first; `unknown` |
 * | institutions, their trouble | `institutionId` in the context | sessions count for none |
 * | effects | `emit` of a `SessionEffect` | the timeline shows timers without a name |
 */
export interface SessionContext {
  /** True from the moment a stage's delay runs out until the stage is left. */
  readonly stuck: boolean;
  readonly outcome: Outcome;
  /** When it last ended, in ms since the epoch. */
  readonly endedAt?: number;
  /** Where the customer is now: what is stuck or fails there counts against it. */
  readonly institutionId?: string | undefined;
  readonly anomalies: readonly Anomaly[];
}

/** What a machine asks for with `emit`. */
export type SessionEffect =
  | { type: 'sessionStuck'; stage: string }
  | { type: 'sessionRecovered' }
  | { type: 'sessionCompleted' }
  | { type: 'sessionAbandoned' };

/** What a stage, or in the last three fields the whole machine, says about itself in `meta`. */
export interface StageMeta {
  readonly waitingOn?: WaitingOn;
  /** Event types in the order of the flow: it decides between events of the same millisecond. */
  readonly order?: readonly string[];
  /** The event type that begins an attempt, and a new session when none is open. */
  readonly opens?: string;
  /** Event types that say something about a session without moving it. */
  readonly facts?: readonly string[];
}

const ANOMALIES_KEPT = 50;

/**
 * Adds an anomaly; the newest 50 are kept.
 *
 * @example
 * markUnexpected: assign(({ context, event }) => ({ anomalies: withAnomaly(context.anomalies, event) }))
 */
export function withAnomaly(anomalies: readonly Anomaly[], event: Anomaly): readonly Anomaly[] {
  return [...anomalies.slice(1 - ANOMALIES_KEPT), { type: event.type, at: event.at }];
}

/** In ms. */
export const SECOND = 1000;
/** In ms. */
export const MINUTE = 60 * SECOND;
/** In ms. */
export const HOUR = 60 * MINUTE;
/** In ms. */
export const DAY = 24 * HOUR;

/**
 * What a stage needs in which somebody is waited for: it becomes stuck when the delay of its name runs out. The actions
 * that it names are among `sessionActions`.
 *
 * @example
 * mfa: { meta: { waitingOn: 'customer' }, ...stuckAfter('mfa'), on: { answered: 'checking' } }
 */
export function stuckAfter<T extends string>(stage: T) {
  return {
    exit: 'recover' as const,
    after: {
      [stage]: { actions: ['markStuck' as const, { type: 'tellStuck' as const, params: { stage } }] },
    },
  };
}

/**
 * One transition for each of several event types: the part of a statechart that would be written many times.
 *
 * @example
 * on: transitions(['opened', 'finished'], (type) => ({ target: `#link.${type}`, actions: 'markUnexpected' }))
 */
export function transitions<T extends string, V>(
  types: readonly T[],
  transition: (type: T) => V,
): { [K in T]: V } {
  return Object.fromEntries(types.map((type) => [type, transition(type)])) as { [K in T]: V };
}
