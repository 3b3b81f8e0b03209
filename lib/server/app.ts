import express, { type ErrorRequestHandler, type Express, type RequestHandler } from 'express';
import helmet from 'helmet';
import type { Logger } from 'pino';
import type { Provider } from '../providers/provider.ts';
import type { Tracker } from '../tracker/tracker.ts';
import type { Counts } from './counts.ts';
import { beginExchange, exchangeOf } from './exchange.ts';
import { localOnly, sameSiteOnly } from './guards.ts';
import { logFailure } from './log.ts';
import type { Metrics } from './metrics.ts';
import { beginProblem, ProblemError, problemErrorOf } from './problem.ts';
import { problems } from './problems-catalogue.ts';
import { alertRoutes } from './resources/alerts.ts';
import { customerRoutes } from './resources/customers.ts';
import { healthRoutes } from './resources/health.ts';
import { metricsRoutes } from './resources/metrics.ts';
import { rejectedRoutes } from './resources/rejected.ts';
import type { Route } from './resources/route.ts';
import { sessionRoutes } from './resources/sessions.ts';

export interface AppOptions {
  readonly tracker: Tracker;
  /** Those that can be asked about. */
  readonly providers: readonly Pick<Provider, 'name' | 'machine'>[];
  /** What `GET /v1/rejected` shows; the intake keeps them. */
  readonly counts: Counts;
  readonly log: Logger;
  /** Absent: there is no `/metrics`. */
  readonly metrics?: Metrics;
}

const csp = { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } };

/** Everything over HTTP but the deliveries: the status API, the metrics and the probes. Answers are JSON, but for the metrics. */
export function createApp(options: AppOptions): Express {
  const { tracker, log } = options;
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
  for (const route of guardedRoutes(options)) mount(app, route, localOnly);
  app.use(() => {
    throw new ProblemError('route-not-found', 'There is nothing at this path.');
  });
  app.use(answerProblem(log));
  return app;
}

function guardedRoutes({ tracker, providers, counts, log, metrics }: AppOptions): Route[] {
  const providerNames = providers.map(({ name }) => name);
  const stages = [...new Set(providers.flatMap(({ machine }) => Object.keys(machine.states)))];
  return [
    ...customerRoutes(tracker, providerNames),
    ...sessionRoutes(tracker),
    ...alertRoutes({ tracker, providerNames, stages, log }),
    ...rejectedRoutes(tracker, counts),
    ...(metrics === undefined ? [] : metricsRoutes(metrics, tracker)),
  ];
}

/** GET, which Express lets answer HEAD too, and POST, as far as the route has them; every other method is refused. */
function mount(app: Express, { path, get, post }: Route, ...guards: RequestHandler[]): void {
  const methods = [...(get ? ['GET', 'HEAD'] : []), ...(post ? ['POST'] : [])].join(', ');
  const name: RequestHandler = (_request, response, next) => {
    exchangeOf(response).notes.route = path;
    next();
  };
  const refuse: RequestHandler = () => {
    throw new ProblemError('method-not-allowed', `This path takes nothing but ${methods}.`, {
      allow: methods,
    });
  };
  const route = app.route(path).all(name, ...guards);
  if (get) route.get(get);
  if (post) route.post(sameSiteOnly, post);
  route.all(refuse);
}

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
