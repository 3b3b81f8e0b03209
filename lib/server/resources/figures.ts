import { DAY } from '../../../machines/session.ts';
import { TrackerError } from '../../errors.ts';
import { CONNECTIONS } from '../../tracker/connection.ts';
import { dayOf } from '../../tracker/standing.ts';
import type { Tracker } from '../../tracker/tracker.ts';
import { ProblemError } from '../problem.ts';
import { day, oneOf, printable, readQuery } from '../query.ts';
import { sendJson } from '../send.ts';
import type { Handler, Route } from './route.ts';

export interface FigureRoutesOptions {
  readonly tracker: Pick<Tracker, 'stages' | 'funnel'>;
  readonly machines: readonly string[];
  /** In ms since the epoch. Default: `Date.now`. */
  readonly now?: () => number;
}

const WEEK = 7;

/** How many sessions are where, and how far they get. */
export function figureRoutes({ tracker, machines, now = Date.now }: FigureRoutesOptions): Route[] {
  const known = {
    from: day,
    to: day,
    machine: oneOf(machines),
    institutionId: printable(200),
    connection: oneOf(CONNECTIONS),
    by: oneOf(['day', 'connection', 'institution']),
  };

  const stages: Handler = async (request, response) => {
    readQuery(request, {});
    sendJson(response, await tracker.stages());
  };

  const funnel: Handler = async (request, response) => {
    const {
      to = dayOf(now()),
      from = dayOf(Date.parse(to) - (WEEK - 1) * DAY),
      ...query
    } = readQuery(request, known);
    sendJson(response, await tracker.funnel({ ...query, from, to }).catch(refused));
  };

  return [
    { path: '/v1/stages', get: stages },
    { path: '/v1/funnel', get: funnel },
  ];
}

function refused(error: unknown): never {
  if (error instanceof TrackerError && error.code === 'invalid-range')
    throw new ProblemError(
      'invalid-query',
      'The parameters "from" and "to" must be days that exist, at most 92 of them, from before to.',
    );
  throw error;
}
