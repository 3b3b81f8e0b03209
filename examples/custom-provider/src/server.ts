import type { Provider, Tracker } from 'connect-tracker';
import { statusRouter, webhookRouter } from 'connect-tracker/express';
import express, { type Express } from 'express';

/** Webhooks under `/webhooks/plaid/{your id of the customer}`, and the status API, for this machine or with API keys. */
export function createApp(tracker: Tracker, plaid: Provider): Express {
  const app = express();
  app.disable('x-powered-by');
  // Before any body parser: signatures are over the bytes as they came.
  app.use('/webhooks', webhookRouter(tracker, { providers: [plaid] }));
  app.use(statusRouter(tracker));
  return app;
}
