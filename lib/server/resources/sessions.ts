import { OUTCOMES } from '../../../machines/session.ts';
import { defined } from '../../fold/defined.ts';
import type { Tracker } from '../../tracker/tracker.ts';
import { sendAnswerTo } from '../conditional.ts';
import { cursor, toCursor } from '../cursor.ts';
import { linkedUnder, mountOf } from '../mount.ts';
import { ProblemError } from '../problem.ts';
import { flag, moment, oneOf, printable, readQuery, wholeNumber } from '../query.ts';
import { sendJson } from '../send.ts';
import type { Handler, Route } from './route.ts';

export interface SessionRoutesOptions {
  readonly tracker: Pick<Tracker, 'answers' | 'list'>;
  /** Of all machines. */
  readonly stages: readonly string[];
  readonly machines: readonly string[];
}

/** What sessions can be told apart by, in lists and in the stream. */
export function sessionFilters({ stages, machines }: Pick<SessionRoutesOptions, 'stages' | 'machines'>) {
  return {
    stage: oneOf(stages),
    stuck: flag,
    outcome: oneOf(OUTCOMES),
    institutionId: printable(200),
    machine: oneOf(machines),
  };
}

/** Sessions by where they are, and one with its timeline. */
export function sessionRoutes({ tracker, ...names }: SessionRoutesOptions): Route[] {
  const known = { ...sessionFilters(names), limit: wholeNumber(1, 100), cursor };

  const list: Handler = async (request, response) => {
    const { cursor: after, ...query } = readQuery(request, known);
    const { sessions, next } = await tracker.list({ ...query, ...defined({ after }) });
    sendJson(response, {
      sessions: sessions.map((view) => linkedUnder(mountOf(request), view)),
      ...defined({ next: next && toCursor(next) }),
    });
  };

  const show: Handler = async (request, response) => {
    const query = readQuery(request, { at: moment });
    const session = await tracker.answers.session(request.params['sessionId'] as string, query);
    if (!session)
      throw new ProblemError(
        'session-not-found',
        'No session has this id, or it had not begun at that time.',
      );
    sendAnswerTo(request, response, session, (view) => linkedUnder(mountOf(request), view));
  };

  return [
    { path: '/v1/sessions', get: list },
    { path: '/v1/sessions/:sessionId', get: show },
  ];
}
