import type { Logger } from 'pino';
import { recordIdOf } from '../../tracker/ids.ts';
import type { Tracker } from '../../tracker/tracker.ts';
import { sendAnswerTo } from '../conditional.ts';
import { auditOf } from '../exchange.ts';
import { linkedUnder, mountOf } from '../mount.ts';
import { ProblemError } from '../problem.ts';
import { moment, oneOf, readQuery } from '../query.ts';
import { sendJson } from '../send.ts';
import type { Handler, Route, RoutedRequest } from './route.ts';

export interface CustomerRoutesOptions {
  readonly tracker: Pick<Tracker, 'answers' | 'erase'>;
  readonly providerNames: readonly string[];
  readonly log: Logger;
}

/** Where a customer is now, or was; all of the customer's sessions; and that there is no such customer any more. */
export function customerRoutes({ tracker, providerNames, log }: CustomerRoutesOptions): Route[] {
  const whose = { provider: oneOf(providerNames) };
  const known = { ...whose, at: moment };

  const show: Handler = async (request, response) => {
    const customer = await tracker.answers.customer(idOf(request), readQuery(request, known));
    sendAnswerTo(request, response, customer ?? notFound(), (view) => linkedUnder(mountOf(request), view));
  };

  const sessions: Handler = async (request, response) => {
    const found = await tracker.answers.sessions(idOf(request), readQuery(request, known));
    sendAnswerTo(request, response, found ?? notFound(), (views) => ({
      sessions: views.map((view) => linkedUnder(mountOf(request), view)),
    }));
  };

  const erase: Handler = async (request, response) => {
    const erasure = (await tracker.erase(idOf(request), readQuery(request, whose))) ?? notFound();
    const { customerId, ...what } = erasure;
    // Whose it was is told by a digest: a log must not keep whom the store has forgotten.
    const record = recordIdOf(erasure.provider, customerId);
    log.info({ audit: 'erase', record, ...what, ...auditOf(response) }, 'audit');
    sendJson(response, erasure);
  };

  return [
    { path: '/v1/customers/:customerId', get: show, delete: erase },
    { path: '/v1/customers/:customerId/sessions', get: sessions },
  ];
}

function idOf({ params }: RoutedRequest): string {
  return params['customerId'] as string;
}

function notFound(): never {
  throw new ProblemError(
    'customer-not-found',
    'No event of this customer is kept for this provider, or none had happened at that time.',
  );
}
