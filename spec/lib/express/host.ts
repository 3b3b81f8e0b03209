import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express, { type ErrorRequestHandler, type RequestHandler } from 'express';
import type { Logger } from 'pino';
import { type StatusRouterOptions, statusRouter, webhookRouter } from '../../../lib/express/index.ts';
import { connectProvider } from '../../../lib/providers/connect/index.ts';
import type { Provider } from '../../../lib/providers/provider.ts';
import { yodleeProvider } from '../../../lib/providers/yodlee/index.ts';
import { createLog } from '../../../lib/server/log.ts';
import { openStore } from '../../../lib/store/open.ts';
import { createTracker } from '../../../lib/tracker/create-tracker.ts';
import type { Tracker } from '../../../lib/tracker/tracker.ts';
import { type Contract, holdToContract } from '../server/contract.ts';
import { type Answer, type Askable, ask, SECRET } from '../server/test-server.ts';

/** An app with routers of ours in it. */
export interface Host extends Askable {
  readonly url: string;
  readonly tracker: Tracker;
}

export interface Parts {
  readonly tracker: Tracker;
  readonly log: Logger;
}

export interface HostOptions {
  /** Methods that take the place of the real tracker's. */
  readonly tracker?: (real: Tracker) => Partial<Tracker>;
  /** Providers besides the two. */
  readonly more?: readonly Provider[];
  /** Takes what is logged, parsed. */
  readonly lines?: Record<string, unknown>[];
}

/** An app on a free port, with a store on disk, for as long as `use` runs. No contract is held to unless a spec says so. */
export async function withHost(
  build: (parts: Parts) => RequestListener,
  use: (host: Host) => Promise<void>,
  { tracker: replace = () => ({}), more = [], lines = [] }: HostOptions = {},
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'host-'));
  const store = await openStore(`lmdb://${folder}`);
  const real = createTracker({ store, providers: [connectProvider(), yodleeProvider({}), ...more] });
  const log = createLog('info', { write: (line) => lines.push(JSON.parse(line)) });
  const server = createServer(build({ tracker: { ...real, ...replace(real) }, log }));
  try {
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { port } = server.address() as AddressInfo;
    await use({ port, url: `http://127.0.0.1:${port}`, tracker: real, hold: () => {} });
  } finally {
    await real.close();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await rm(folder, { recursive: true });
  }
}

/** The error handler of an app: keeps what it was given, and answers as apps do. */
export function errorHandler(caught: unknown[]): ErrorRequestHandler {
  return (error, _request, response, next) => {
    caught.push(error);
    if (response.headersSent) return next(error);
    response.status(error.status ?? 500).json({ app: 'failed' });
  };
}

/** An app that has the router under `/hooks`, behind `before`. */
export const withWebhooks =
  (...before: RequestHandler[]) =>
  ({ tracker, log }: Parts) => {
    const app = express();
    for (const handler of before) app.use(handler);
    return app.use('/hooks', webhookRouter(tracker, { secrets: [SECRET], log }));
  };

/** An app that has the router under `/a/b`, in a router of its own, behind `before`. */
export const withStatus =
  (options: StatusRouterOptions = {}, ...before: RequestHandler[]) =>
  ({ tracker, log }: Parts) => {
    const app = express();
    for (const handler of before) app.use(handler);
    return app.use('/a', express.Router().use('/b', statusRouter(tracker, { log, ...options })));
  };

/** Asks below a mount path, and holds what comes to what the router says of itself there. */
export async function underContract(host: Host, mount: string): Promise<(path: string) => Promise<Answer>> {
  const { body: contract } = await ask(host, `${mount}/openapi.json`);
  const hold: Host['hold'] = (asked) =>
    holdToContract({ ...asked, path: asked.path.slice(mount.length) }, contract as Contract);
  return (path) => ask({ ...host, hold }, mount + path);
}
