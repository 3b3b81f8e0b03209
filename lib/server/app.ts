import { context, type Tracer } from '@opentelemetry/api';
import express, { type ErrorRequestHandler, type Express, type RequestHandler } from 'express';
import helmet from 'helmet';
import type { Logger } from 'pino';
import { defined } from '../fold/defined.ts';
import { beginExchange, exchangeOf } from './exchange.ts';
import { createKeyGuard, type KeyGuard, type KeyGuardOptions } from './guards/key-guard.ts';
import { sameSiteOnly } from './guards/origin.ts';
import { logFailure } from './log.ts';
import { beginProblem, ProblemError, problemErrorOf } from './problem.ts';
import { problems } from './problems-catalogue.ts';
import type { Route } from './resources/route.ts';
import { createRoutes, type RoutesOptions } from './routes.ts';
import { ourTracer } from './telemetry/request-span.ts';

export interface AppOptions extends RoutesOptions, Pick<KeyGuardOptions, 'rateLimit' | 'trustProxy'> {
  /** Default: that of whatever SDK the process has brought. */
  readonly tracer?: Tracer;
}

const csp = { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } };

/** Everything over HTTP but the deliveries: the status API, the metrics and the probes. Answers are JSON, but for the metrics. */
export function createApp(options: AppOptions): Express {
  const { log, metrics, tracer = ourTracer(), rateLimit, trustProxy } = options;
  const app = express();
  app.disable('x-powered-by').disable('etag').disable('query parser').enable('case sensitive routing');
  app.use((request, response, next) => {
    response.locals['exchange'] = beginExchange(request, response, {
      log,
      tracer,
      ...defined({ over: metrics?.asked }),
    });
    next();
  });
  app.use(helmet({ contentSecurityPolicy: csp }));
  app.use((_request, response, next) => {
    response.setHeader('cache-control', 'no-store');
    next();
  });
  const guard = createKeyGuard({ keys: options.tracker.keys, ...defined({ rateLimit, trustProxy }) });
  for (const route of createRoutes(options)) mount(app, route, ...guardsOf(route, guard));
  app.use(() => {
    throw new ProblemError('route-not-found', 'There is nothing at this path.');
  });
  app.use(answerProblem(log));
  return app;
}

function guardsOf(route: Route, guard: KeyGuard): RequestHandler[] {
  return route.scope === 'public' ? [] : [guard(route)];
}

/** Whoever has been let in belongs to us, so that their trace is gone on with. */
function traced(how: { readonly goesOn: boolean }): RequestHandler {
  return (_request, response, next) => context.with(exchangeOf(response).trace(how), next);
}

/** GET, which Express lets answer HEAD too, POST and DELETE, as far as the route has them; every other method is refused. */
function mount(
  app: Express,
  { path, scope, get, post, delete: remove }: Route,
  ...guards: RequestHandler[]
): void {
  const methods = [
    ...(get ? ['GET', 'HEAD'] : []),
    ...(post ? ['POST'] : []),
    ...(remove ? ['DELETE'] : []),
  ].join(', ');
  const name: RequestHandler = (_request, response, next) => {
    exchangeOf(response).notes.route = path;
    next();
  };
  const refuse: RequestHandler = () => {
    throw new ProblemError('method-not-allowed', `This path takes nothing but ${methods}.`, {
      allow: methods,
    });
  };
  const route = app.route(path).all(name, ...guards, traced({ goesOn: scope !== 'public' }));
  if (get) route.get(get);
  if (post) route.post(sameSiteOnly, post);
  if (remove) route.delete(sameSiteOnly, remove);
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
