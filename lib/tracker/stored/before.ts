import type { StateValue } from 'xstate';
import { defined } from '../../fold/defined.ts';
import type { LoggedEvent } from '../../fold/event.ts';
import type { Session, Timer, Visit } from '../../fold/session.ts';
import type { SessionInParts } from './session.ts';

/*
 * Formats 1 to 3: full times and ids, fields with their names. They are only read: what is written is of the newest format.
 */

export type EventBefore = readonly [
  type: string,
  id: string,
  at: number,
  receivedAt: number,
  data: LoggedEvent['data'],
  rest?: Partial<LoggedEvent>,
];

export interface SessionBefore {
  readonly value: StateValue;
  readonly context: unknown;
  readonly timers: readonly Timer[];
  readonly session: Omit<Session, 'snapshot' | 'timers' | 'path'>;
  readonly path: readonly VisitBefore[];
}

/** `after` is how many ms after the visit before; of the first, since the epoch. */
type VisitBefore = readonly [
  stage: string,
  after: number,
  institutionId?: string | 0,
  mark?: Visit['mark'] | 0,
  silent?: 1,
];

export function decodeEventBefore([type, id, at, receivedAt, data, rest = {}]: EventBefore): LoggedEvent {
  return { type, id, at, receivedAt, data, ...defined(rest) };
}

/** Throws where it is damaged. */
export function decodeSessionBefore(stored: SessionBefore): SessionInParts {
  const { value, context, timers, session } = stored;
  let at = 0;
  const path = stored.path.map(([stage, after, institutionId, mark, silent]) => {
    at += after;
    return {
      stage,
      at,
      ...(institutionId ? { institutionId } : {}),
      ...(mark ? { mark } : {}),
      ...(silent ? { silent: true as const } : {}),
    };
  });
  return { ...session, value, context, timers, path };
}
