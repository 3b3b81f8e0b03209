import type { Tracker } from '../../tracker/tracker.ts';
import { ProblemError } from '../problem.ts';
import { readQuery } from '../query.ts';
import type { Route } from './route.ts';

/** One session with its timeline. */
export function sessionRoutes(tracker: Pick<Tracker, 'session'>): Route[] {
  return [
    {
      path: '/v1/sessions/:sessionId',
      async get(request, response) {
        readQuery(request, {});
        const session = await tracker.session(request.params['sessionId'] as string);
        if (!session) throw new ProblemError('session-not-found', 'No session has this id.');
        response.json(session);
      },
    },
  ];
}
