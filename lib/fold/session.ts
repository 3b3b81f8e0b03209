import type { AnyEventObject, AnyMachineSnapshot } from 'xstate';
import { defined } from './defined.ts';
import type { Definition } from './definition.ts';
import type { LoggedEvent } from './event.ts';
import { type Request, stageOf } from './statechart.ts';

/** Something a session waits for. */
export interface Timer {
  readonly id: string;
  /** When it is due, in ms since the epoch. */
  readonly at: number;
  readonly event: AnyEventObject;
}

/** One stay of a session in a stage; the next one tells how long it lasted. */
export interface Visit {
  readonly stage: string;
  /** When it was entered, in ms since the epoch. */
  readonly at: number;
  /** Where the customer was then. */
  readonly institutionId?: string;
  /** Entered because nothing came, not because of an event. */
  readonly silent?: true;
  /** The tag of the stage that says how well it goes there, if it has one. */
  readonly mark?: 'success' | 'ended';
}

/** One run of a machine inside a record, as it stands after the events and timers applied so far. */
export interface Session {
  /** The explicit key, where its events carry one. */
  readonly key?: string;
  /** Index in the log of the event that opened it. */
  readonly opener: number;
  readonly snapshot: AnyMachineSnapshot;
  readonly timers: readonly Timer[];
  /** When the current stage was entered, in ms since the epoch. */
  readonly since: number;
  /** The stage before this one. */
  readonly cameFrom?: string;
  /** The stages it went through, the current one last; the machine's first stage only where the opening event stayed there. */
  readonly path: readonly Visit[];
  /** When the delay of the current stage runs out or ran out, in ms since the epoch; absent where nobody is waited for. */
  readonly stuckAt?: number;
  /** When it ended, in ms since the epoch; absent while it goes on. */
  readonly endedAt?: number;
}

/** What one event or timer did to one session. */
export interface Change {
  readonly session: Session;
  readonly effects: readonly AnyEventObject[];
  /** Whether the statechart expected it. */
  readonly expected: boolean;
}

export function openSession(definition: Definition, event: LoggedEvent, opener: number): Session {
  const { snapshot, requests } = definition.chart.initial;
  return {
    ...(event.key === undefined ? {} : { key: event.key }),
    opener,
    snapshot,
    timers: armed([], requests, event.at),
    since: event.at,
    path: [],
  };
}

/** Applies an event; one of a type that the machine cannot know is told to it as a `fact`. */
export function applyEvent(definition: Definition, session: Session, event: LoggedEvent): Change {
  const { type, at, data, status } = event;
  const known = status !== 'unknown' && definition.knows(type);
  return advance(definition, session, known ? { type, at, data } : { type: 'fact', at });
}

export function applyTimer(definition: Definition, session: Session, timer: Timer): Change {
  const timers = session.timers.filter((other) => other !== timer);
  return advance(definition, { ...session, timers }, { ...timer.event, at: timer.at }, true);
}

/** The timer that is due first; of several due at once the one armed first. */
export function nextTimer(session: Pick<Session, 'timers'>): Timer | undefined {
  let next: Timer | undefined;
  for (const timer of session.timers) if (next === undefined || timer.at < next.at) next = timer;
  return next;
}

export function hasEnded(session: Session): boolean {
  return session.endedAt !== undefined;
}

function advance(
  definition: Definition,
  session: Session,
  event: AnyEventObject & { at: number },
  silent = false,
): Change {
  const before = session.snapshot;
  const { snapshot, requests } = definition.chart.next(before, event);
  const deadline = requests.find((request) => request.kind === 'arm' && request.stage);
  const entered = deadline !== undefined || stageOf(snapshot) !== stageOf(before);
  const { key, opener, since, cameFrom, stuckAt, endedAt = event.at, path } = session;
  const isNew = entered || path.length === 0;
  const timeout = deadline?.kind === 'arm' ? event.at + deadline.delay : undefined;
  return {
    session: {
      opener,
      snapshot,
      timers: armed(session.timers, requests, event.at),
      since: entered ? event.at : since,
      path: isNew ? [...path, visitOf(snapshot, event.at, silent)] : path,
      ...defined({
        key,
        cameFrom: entered ? stageOf(before) : cameFrom,
        stuckAt: entered ? timeout : stuckAt,
        endedAt: snapshot.hasTag('ended') || snapshot.status === 'done' ? endedAt : undefined,
      }),
    },
    effects: effectsOf(requests),
    expected: anomaliesOf(snapshot) === anomaliesOf(before),
  };
}

function effectsOf(requests: readonly Request[]): AnyEventObject[] {
  const effects: AnyEventObject[] = [];
  for (const request of requests) if (request.kind === 'emit') effects.push(request.event);
  return effects;
}

function visitOf(snapshot: AnyMachineSnapshot, at: number, silent: boolean): Visit {
  const { institutionId } = snapshot.context as { institutionId?: string };
  const mark = markOf(snapshot);
  return {
    stage: stageOf(snapshot),
    at,
    ...(institutionId === undefined ? {} : { institutionId }),
    ...(mark === undefined ? {} : { mark }),
    ...(silent ? { silent } : {}),
  };
}

function markOf(snapshot: AnyMachineSnapshot): Visit['mark'] {
  if (snapshot.hasTag('ended') || snapshot.status === 'done') return 'ended';
  return snapshot.hasTag('success') ? 'success' : undefined;
}

/** The timers after what a transition at `now` asked for. */
export function armed(timers: readonly Timer[], requests: readonly Request[], now: number): readonly Timer[] {
  let next = timers;
  for (const request of requests) {
    if (request.kind === 'emit') continue;
    next = next.filter((timer) => timer.id !== request.id);
    if (request.kind === 'arm')
      next = [...next, { id: request.id, at: now + request.delay, event: request.event }];
  }
  return next;
}

/** A machine marks what it did not expect by adding to `context.anomalies`; one without that list expects everything. */
function anomaliesOf(snapshot: AnyMachineSnapshot): unknown {
  return (snapshot.context as { anomalies?: unknown }).anomalies;
}
