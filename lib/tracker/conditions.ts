import type { Condition } from '../alerts/ledger.ts';
import type { Deadlines } from '../deadlines/delays.ts';
import { defined } from '../fold/defined.ts';
import type { LoggedEvent } from '../fold/event.ts';
import type { Session } from '../fold/session.ts';
import { metaOf, stageOf } from '../fold/statechart.ts';
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

/** What is so of a customer's sessions now that somebody may have to be told. */
export function conditionsOf(
  recordId: string,
  { record }: Pick<Customer, 'record'>,
  deadlines: Pick<Deadlines, 'usual'> | undefined,
): Condition[] {
  return record.folded.sessions.flatMap((session) => {
    const course = session.snapshot.context as Course;
    const opener = record.log[session.opener]!;
    const shared = () => ({
      sessionId: sessionIdOf(recordId, opener),
      ...defined({ institutionId: course.institutionId }),
    });
    const stands = course.stuck ? [{ ...stuck(session, course, deadlines), ...shared() }] : [];
    // Success is sticky: a session that was completed stays so when its link is opened again and left.
    if (course.completed ?? course.outcome === 'completed')
      return [...stands, { ...ended('sessionCompleted', session, course, opener), ...shared() }];
    if (course.outcome === 'abandoned' || course.outcome === 'unfinished')
      return [...stands, { ...ended('sessionAbandoned', session, course, opener), ...shared() }];
    return stands;
  });
}

/** The same stage of the same session entered at the same time is one thing to be stuck in, whatever is learnt of what came before. */
function stuck(session: Session, { institutionId }: Course, deadlines?: Pick<Deadlines, 'usual'>): Condition {
  const { key = '', since, cameFrom, stuckAt: at = since } = session;
  const stage = stageOf(session.snapshot);
  const waitingOn = metaOf(session.snapshot)['waitingOn'] as string | undefined;
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
function ended(
  effect: 'sessionAbandoned' | 'sessionCompleted',
  session: Session,
  { endedAt }: Course,
  opener: LoggedEvent,
): Condition {
  const { key, since, cameFrom } = session;
  const who = key === undefined ? `${opener.type} ${opener.id}` : `key ${key}`;
  const at = effect === 'sessionAbandoned' ? since : (endedAt ?? session.endedAt ?? since);
  return { effect, key: `${effect} ${who}`, at, ...defined({ stage: cameFrom }) };
}
