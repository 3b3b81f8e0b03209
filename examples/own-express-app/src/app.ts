import type { Tracker } from 'connect-tracker';
import { statusRouter, webhookRouter } from 'connect-tracker/express';
import express, { type ErrorRequestHandler, type Express, type RequestHandler } from 'express';

export interface AppOptions {
  readonly tracker: Tracker;
  /** The Partner Secret; two of them while it is rotated. */
  readonly partnerSecrets: readonly string[];
  /** What staff give as a bearer token. An application of yours has its own login instead. */
  readonly staffToken: string;
  /** Ends the streams of the status API when the application stops. */
  readonly signal?: AbortSignal;
}

export function createApp({ tracker, partnerSecrets, staffToken, signal }: AppOptions): Express {
  const app = express();
  app.disable('x-powered-by');

  // Before express.json(): a signature is over the bytes as they came.
  app.use('/bank/webhooks', webhookRouter(tracker, { secrets: partnerSecrets }));

  app.use(express.json());
  app.post('/orders', (request, response) => {
    response.status(201).json({ ordered: request.body.item });
  });

  // The guard of the application stands in front; so the router needs none of its own.
  const guard = staffOnly(staffToken);
  app.use('/staff/bank', guard, statusRouter(tracker, { guardedBy: 'app', ...(signal && { signal }) }));

  // A route of the application that asks the tracker itself.
  app.get('/orders/:customerId/bank', guard, async (request, response) => {
    const customer = await tracker.customer(String(request.params.customerId));
    if (customer === undefined) response.status(404).json({ error: 'nothing known yet' });
    else response.json({ stage: customer.stage, waitingOn: customer.waitingOn });
  });

  app.use((_request, response) => {
    response.status(404).json({ error: 'no such page' });
  });
  app.use(answerFailure);
  return app;
}

function staffOnly(token: string): RequestHandler {
  return (request, response, next) => {
    if (request.get('authorization') === `Bearer ${token}`) next();
    else response.status(401).json({ error: 'log in first' });
  };
}

const answerFailure: ErrorRequestHandler = (error, _request, response, _next) => {
  if (error.expose !== true) console.error(error);
  response.status(error.status ?? 500).json({ error: 'something went wrong' });
};
