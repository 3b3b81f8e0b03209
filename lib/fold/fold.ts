import type { AnyEventObject } from 'xstate';
import type { Definition } from './definition.ts';
import type { Log } from './log.ts';
import { route } from './route.ts';
import { applyEvent, applyTimer, type Change, nextTimer, openSession, type Session } from './session.ts';
import { stageOf } from './statechart.ts';

/** The sessions of a record after the events and timers applied so far. */
export interface Folded {
  readonly sessions: readonly Session[];
  /** When the last timer that fired was due, in ms since the epoch; 0 when none has. */
  readonly firedAt: number;
}

/** One line of how it went: an event or a timer, and what it did to a session. */
export interface Step {
  /** Index in `sessions`. */
  readonly session: number;
  readonly at: number;
  /** Index in the log; absent when a timer did it. */
  readonly entry?: number;
  readonly from: string;
  readonly stage: string;
  readonly expected: boolean;
  readonly effects: readonly AnyEventObject[];
  /** The session after it. */
  readonly after: Session;
}

/** What a fold comes to, and the steps on the way. */
export interface Folding {
  readonly folded: Folded;
  readonly steps: readonly Step[];
}

export const nothing: Folded = { sessions: [], firedAt: 0 };

/** More firings than this in one go are a machine that wakes itself without end. */
const MAX_FIRINGS = 10_000;

/**
 * session = fold(machine, events, now). Before an event at `t` all timers due before `t` fire, after the last event
 * those due up to `now`.
 *
 * @throws Error when a machine does not come to rest.
 */
export function fold(definition: Definition, log: Log, now: number): Folding {
  return foldOn(definition, nothing, log, 0, now);
}

/** Goes on from `folded` with the events of the log from index `from`; equal to folding the whole log. */
export function foldOn(definition: Definition, folded: Folded, log: Log, from: number, now: number): Folding {
  const sessions = [...folded.sessions];
  const steps: Step[] = [];
  let { firedAt } = folded;

  const take = (index: number, { session, effects, expected }: Change, at: number, entry?: number) => {
    const before = sessions[index]!;
    sessions[index] = session;
    steps.push({
      session: index,
      at,
      ...(entry === undefined ? {} : { entry }),
      from: stageOf(before.snapshot),
      stage: stageOf(session.snapshot),
      expected,
      effects,
      after: session,
    });
  };

  const fireTimers = (isDue: (at: number) => boolean) => {
    for (let firings = 0; ; firings++) {
      const next = earliest(sessions);
      if (next === undefined || !isDue(next.timer.at)) return;
      if (firings === MAX_FIRINGS)
        throw new Error(`the machine ${definition.machine.id} does not come to rest`);
      firedAt = Math.max(firedAt, next.timer.at);
      take(next.index, applyTimer(definition, sessions[next.index]!, next.timer), next.timer.at);
    }
  };

  for (let entry = from; entry < log.length; entry++) {
    const event = log[entry]!;
    fireTimers((at) => at < event.at);
    const index =
      route(definition, sessions, event) ?? sessions.push(openSession(definition, event, entry)) - 1;
    take(index, applyEvent(definition, sessions[index]!, event), event.at, entry);
  }
  fireTimers((at) => at <= now);
  return { folded: { sessions, firedAt }, steps };
}

/** When the record's next timer is due; absent when none is armed. */
export function nextDue(folded: Folded): number | undefined {
  return earliest(folded.sessions)?.timer.at;
}

function earliest(sessions: readonly Session[]) {
  let first: { index: number; timer: NonNullable<ReturnType<typeof nextTimer>> } | undefined;
  for (const [index, session] of sessions.entries()) {
    const timer = nextTimer(session);
    if (timer !== undefined && (first === undefined || timer.at < first.timer.at)) first = { index, timer };
  }
  return first;
}
