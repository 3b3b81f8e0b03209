import type { Request } from 'express';
import type { Tracker } from '../../tracker/tracker.ts';
import { ProblemError } from '../problem.ts';
import { oneOf, readQuery } from '../query.ts';
import type { Route } from './route.ts';

/** Where a customer is now, and all of the customer's sessions. */
export function customerRoutes(
  tracker: Pick<Tracker, 'customer' | 'sessions'>,
  providerNames: readonly string[],
): Route[] {
  const known = { provider: oneOf(providerNames) };
  const idOf = ({ params }: Request) => params['customerId'] as string;
  return [
    {
      path: '/v1/customers/:customerId',
      async get(request, response) {
        const customer = await tracker.customer(idOf(request), readQuery(request, known));
        response.json(customer ?? notFound());
      },
    },
    {
      path: '/v1/customers/:customerId/sessions',
      async get(request, response) {
        const sessions = await tracker.sessions(idOf(request), readQuery(request, known));
        response.json({ sessions: sessions ?? notFound() });
      },
    },
  ];
}

function notFound(): never {
  throw new ProblemError(
    'customer-not-found',
    'No event of this customer has been recorded for this provider.',
  );
}
