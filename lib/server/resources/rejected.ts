import type { Tracker } from '../../tracker/tracker.ts';
import type { Counts } from '../counts.ts';
import { readQuery, wholeNumber } from '../query.ts';
import { sendJson } from '../send.ts';
import type { Route } from './route.ts';

const known = { limit: wholeNumber(1, 100) };
const DEFAULT_LIMIT = 50;

/** Deliveries that could not be used, newest first, and how many deliveries this process has answered in which way. */
export function rejectedRoutes(tracker: Pick<Tracker, 'rejections'>, counts: Counts): Route[] {
  return [
    {
      path: '/v1/rejected',
      async get(request, response) {
        const { limit = DEFAULT_LIMIT } = readQuery(request, known);
        const rejections = await tracker.rejections(limit);
        const rejected = rejections.map((one) => ({ ...one, at: new Date(one.at).toISOString() }));
        sendJson(response, { rejected, counts });
      },
    },
  ];
}
