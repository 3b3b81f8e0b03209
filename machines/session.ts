/** What every machine of this package has in common: the words in which a session is told. */

/** Who has to act for the session to go on. */
export type WaitingOn = 'customer' | 'institution' | 'provider' | 'nobody';

export const OUTCOMES = ['open', 'completed', 'cancelled', 'unfinished', 'abandoned', 'failed'] as const;

/** `open`, or how the session ended. */
export type Outcome = (typeof OUTCOMES)[number];

/** An event that the statechart did not expect where it came: accepted, and marked. */
export interface Anomaly {
  readonly type: string;
  /** In ms since the epoch. */
  readonly at: number;
}

/** The part of a context that every machine keeps. */
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

/** What a stage, or in the last four fields the whole machine, says about itself in `meta`. */
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

/** Adds an anomaly; the newest 50 are kept. */
export function withAnomaly(anomalies: readonly Anomaly[], event: Anomaly): readonly Anomaly[] {
  return [...anomalies.slice(1 - ANOMALIES_KEPT), { type: event.type, at: event.at }];
}

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** What a stage needs in which somebody is waited for: it becomes stuck when the delay of its name runs out. */
export function stuckAfter<T extends string>(stage: T) {
  return {
    exit: 'recover' as const,
    after: {
      [stage]: { actions: ['markStuck' as const, { type: 'tellStuck' as const, params: { stage } }] },
    },
  };
}

/** One transition for each of several event types: the part of a statechart that would be written many times. */
export function transitions<T extends string, V>(
  types: readonly T[],
  transition: (type: T) => V,
): { [K in T]: V } {
  return Object.fromEntries(types.map((type) => [type, transition(type)])) as { [K in T]: V };
}
