import type { StateValue } from 'xstate';
import { defined } from '../../fold/defined.ts';
import type { Log } from '../../fold/log.ts';
import type { Session, Timer } from '../../fold/session.ts';
import { decodePath, encodePath, type StoredVisit } from './path.ts';
import { decodeTime, encodeTime, type StoredTime } from './times.ts';

export type StoredSession = readonly [
  value: StateValue,
  context: unknown,
  opener: number,
  path: readonly StoredVisit[],
  rest?: StoredRest,
];

/** What does not follow from the path. Times are after the last visit. */
interface StoredRest {
  readonly key?: string;
  readonly timers?: readonly StoredTimer[];
  /** Absent: with the last visit. */
  readonly since?: StoredTime;
  /** Absent: as the visit before the last says; 0: from nowhere. */
  readonly cameFrom?: string | 0;
  readonly stuckAt?: StoredTime;
  readonly endedAt?: StoredTime;
}

/** The event is absent where its type is the id and it says nothing more. */
type StoredTimer = readonly [id: string, at: StoredTime, event?: Timer['event']];

/** A session with its snapshot in parts: nothing of XState but the value and the context. */
export interface SessionInParts extends Omit<Session, 'snapshot'> {
  readonly value: StateValue;
  readonly context: unknown;
}

export function encodeSession(log: Log, session: Session): StoredSession {
  const { key, opener, snapshot, timers, since, cameFrom, path, stuckAt, endedAt } = session;
  const last = path.at(-1)?.at ?? 0;
  const follows = path.at(-2)?.stage;
  const rest: StoredRest = {
    ...(key === undefined ? {} : { key }),
    ...(timers.length === 0 ? {} : { timers: timers.map((timer) => encodeTimer(timer, last)) }),
    ...(since === last ? {} : { since: encodeTime(since, last) }),
    ...(cameFrom === follows ? {} : { cameFrom: cameFrom ?? 0 }),
    ...(stuckAt === undefined ? {} : { stuckAt: encodeTime(stuckAt, last) }),
    ...(endedAt === undefined ? {} : { endedAt: encodeTime(endedAt, last) }),
  };
  return [snapshot.value as StateValue, snapshot.context, opener, encodePath(log, opener, path), rest];
}

/** Throws where it is damaged. */
export function decodeSession(log: Log, stored: StoredSession): SessionInParts {
  const [value, context, opener, storedPath, rest = {}] = stored;
  if (typeof context !== 'object' || context === null) throw new Error('no stored session');
  const path = decodePath(log, opener, storedPath);
  const last = path.at(-1)?.at ?? 0;
  const { key, timers = [], since = 0, cameFrom = path.at(-2)?.stage, stuckAt, endedAt } = rest;
  return {
    value,
    context,
    opener,
    path,
    timers: timers.map((timer) => decodeTimer(timer, last)),
    since: decodeTime(since, last),
    ...defined({
      key,
      cameFrom: cameFrom === 0 ? undefined : cameFrom,
      stuckAt: stuckAt === undefined ? undefined : decodeTime(stuckAt, last),
      endedAt: endedAt === undefined ? undefined : decodeTime(endedAt, last),
    }),
  };
}

function encodeTimer({ id, at, event }: Timer, last: number): StoredTimer {
  const time = encodeTime(at, last);
  return event.type === id && Object.keys(event).length === 1 ? [id, time] : [id, time, event];
}

function decodeTimer([id, time, event = { type: id }]: StoredTimer, last: number): Timer {
  return { id, at: decodeTime(time, last), event };
}
