import express, { type ErrorRequestHandler, type Express, type RequestHandler, type Response } from 'express';
import helmet from 'helmet';
import type { Logger } from 'pino';
import type { Tracker } from '../tracker/tracker.ts';
import type { Counts } from './counts.ts';
import { beginExchange, type Exchange } from './exchange.ts';
import { isLocalRequest } from './exposure.ts';
import { logFailure } from './log.ts';
import { beginProblem, ProblemError, problemErrorOf } from './problem.ts';
import { problems } from './problems-catalogue.ts';
import { customerRoutes } from './resources/customers.ts';
import { healthRoutes } from './resources/health.ts';
import { rejectedRoutes } from './resources/rejected.ts';
import type { Route } from './resources/route.ts';
import { sessionRoutes } from './resources/sessions.ts';

export interface AppOptions {
  readonly tracker: Tracker;
  /** The providers that can be asked about. */
  readonly providerNames: readonly string[];
  /** What `GET /v1/rejected` shows; the intake keeps them. */
  readonly counts: Counts;
  readonly log: Logger;
}

const csp = { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } };

/** Everything over HTTP but the deliveries: the status API and the probes. All answers are JSON. */
export function createApp({ tracker, providerNames, counts, log }: AppOptions): Express {
  const app = express();
  app.disable('x-powered-by').disable('etag').disable('query parser').enable('case sensitive routing');
  app.use((request, response, next) => {
    response.locals['exchange'] = beginExchange(request, response, log);
    next();
  });
  app.use(helmet({ contentSecurityPolicy: csp }));
  app.use((_request, response, next) => {
    response.setHeader('cache-control', 'no-store');
    next();
  });
  for (const route of healthRoutes(tracker)) mount(app, route);
  for (const route of [
    ...customerRoutes(tracker, providerNames),
    ...sessionRoutes(tracker),
    ...rejectedRoutes(tracker, counts),
  ]) {
    mount(app, route, localOnly);
  }
  app.use(() => {
    throw new ProblemError('route-not-found', 'There is nothing at this path.');
  });
  app.use(answerProblem(log));
  return app;
}

/** GET, which Express lets answer HEAD too; every other method is refused. */
function mount(app: Express, { path, get }: Route, ...guards: RequestHandler[]): void {
  const name: RequestHandler = (_request, response, next) => {
    exchangeOf(response).notes.route = path;
    next();
  };
  const refuse: RequestHandler = () => {
    throw new ProblemError('method-not-allowed', 'This path can only be read.', { allow: 'GET, HEAD' });
  };
  app
    .route(path)
    .all(name, ...guards)
    .get(get)
    .all(refuse);
}

/** As long as there are no API keys, being on this machine is what entitles to read. */
const localOnly: RequestHandler = (request, _response, next) => {
  if (isLocalRequest(request)) return next();
  throw new ProblemError(
    'loopback-only',
    'The request does not come from the machine that the server runs on.',
  );
};

function answerProblem(log: Logger): ErrorRequestHandler {
  return (error, request, response, next) => {
    if (response.headersSent) return next(error);
    const { requestId, notes } = exchangeOf(response);
    const problem = problemErrorOf(error);
    if (problems[problem.code].status >= 500) logFailure(log, requestId, error);
    notes.outcome = problem.code;
    // A path that no route knows may be a misspelt one with a token in it.
    const instance = notes.route === undefined ? '/' : request.path;
    const occurrence = { detail: problem.message, instance, requestId };
    response.end(beginProblem(response, problem.code, occurrence, problem.headers));
  };
}

function exchangeOf(response: Response): Exchange {
  return response.locals['exchange'] as Exchange;
}
