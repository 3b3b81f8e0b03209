import type { EndingEffect } from '../alerts/alert.ts';
import type { Condition } from '../alerts/ledger.ts';
import type { Deadlines } from '../deadlines/delays.ts';
import { defined } from '../fold/defined.ts';
import type { LoggedEvent } from '../fold/event.ts';
import type { Session } from '../fold/session.ts';
import { stageOf, waitingOnOf } from '../fold/statechart.ts';
import { sessionIdOf } from './ids.ts';
import type { Customer } from './kept.ts';

/** What machines keep of how a session goes; a machine of your own may keep less. */
interface Course {
  readonly stuck?: boolean;
  readonly outcome?: string;
  readonly completed?: boolean;
  readonly endedAt?: number;
  readonly institutionId?: string;
}

export interface ConditionsOptions {
  readonly recordId: string;
  readonly deadlines?: Pick<Deadlines, 'usual'> | undefined;
  /** Whether somebody is told of such an ending, or was. Default: of all. */
  readonly matters?: (effect: EndingEffect) => boolean;
}

/** What is so of a customer's sessions now that somebody may have to be told. */
export function conditionsOf(
  { record }: Pick<Customer, 'record'>,
  { recordId, deadlines, matters = () => true }: ConditionsOptions,
): Condition[] {
  const conditions: Condition[] = [];
  for (const session of record.folded.sessions) {
    const course = session.snapshot.context as Course;
    const opener = record.log[session.opener]!;
    const add = (condition: Condition) =>
      conditions.push({
        ...condition,
        sessionId: sessionIdOf(recordId, opener),
        ...defined({ institutionId: course.institutionId }),
      });
    const ending = endingOf(course);
    if (course.stuck) add(stuck(session, course, deadlines));
    if (ending !== undefined && matters(ending)) add(ended(ending, session, course, opener));
  }
  return conditions;
}

/** Success is sticky: a session that was completed stays so when its link is opened again and left. */
function endingOf({ completed, outcome }: Course): EndingEffect | undefined {
  if (completed ?? outcome === 'completed') return 'sessionCompleted';
  return outcome === 'abandoned' || outcome === 'unfinished' ? 'sessionAbandoned' : undefined;
}

/** The same stage of the same session entered at the same time is one thing to be stuck in, whatever is learnt of what came before. */
function stuck(session: Session, { institutionId }: Course, deadlines?: Pick<Deadlines, 'usual'>): Condition {
  const { key = '', since, cameFrom, stuckAt: at = since } = session;
  const stage = stageOf(session.snapshot);
  const waitingOn = waitingOnOf(session.snapshot);
  return {
    effect: 'sessionStuck',
    key: `stuck ${stage} ${since} ${key}`,
    at,
    stage,
    since,
    ...(cameFrom === stage ? { reentered: true } : {}),
    ...defined({ waitingOn, usual: deadlines?.usual(stage, institutionId, since) }),
  };
}

/** A session ends once, however late events move the moment. */
function ended(effect: EndingEffect, session: Session, { endedAt }: Course, opener: LoggedEvent): Condition {
  const { key, since, cameFrom } = session;
  const who = key === undefined ? `${opener.type} ${opener.id}` : `key ${key}`;
  const at = effect === 'sessionAbandoned' ? since : (endedAt ?? session.endedAt ?? since);
  return { effect, key: `${effect} ${who}`, at, ...defined({ stage: cameFrom }) };
}
