/**
 * connect-tracker in an app of your own, beside its own routes.
 *
 * @packageDocumentation
 *
 * @example
 * import express from 'express';
 * import { connectProvider, createTracker, openStore } from 'connect-tracker';
 * import { statusRouter, webhookRouter } from 'connect-tracker/express';
 *
 * const secrets = [process.env.PARTNER_SECRET ?? ''];
 * const tracker = createTracker({ store: await openStore('lmdb://./data'), providers: [connectProvider({ secrets })] });
 * tracker.start(); // finds what is stuck
 *
 * const app = express();
 * app.use('/webhooks', webhookRouter(tracker, { secrets })); // before express.json(): signatures are over the raw bytes
 * app.use('/tracker', statusRouter(tracker)); // /tracker/v1/customers/7001, /tracker/docs
 */

export type { Middleware } from './middleware.ts';
export { type StatusGuard, type StatusRouterOptions, statusRouter } from './status-router.ts';
export { type WebhookRouterOptions, type WebhookSources, webhookRouter } from './webhook-router.ts';
