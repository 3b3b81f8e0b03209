import type { IncomingMessage, ServerResponse } from 'node:http';
import { context, type Tracer } from '@opentelemetry/api';
import { type Request, type Response, Router } from 'express';
import helmet from 'helmet';
import type { Logger } from 'pino';
import { defined } from '../fold/defined.ts';
import { beginExchange, type ExchangeOptions, exchangeOf, findExchange } from './exchange.ts';
import type { KeyGuard } from './guards/key-guard.ts';
import { sameSiteOnly } from './guards/origin.ts';
import { logFailure } from './log.ts';
import { type Listener, type Next, rememberHeaders, type Step } from './middleware.ts';
import { mountOf, pathOf } from './mount.ts';
import { beginProblem, isFault, ProblemError, problemErrorOf } from './problem.ts';
import { problems } from './problems-catalogue.ts';
import type { Route } from './resources/route.ts';
import { ourTracer } from './telemetry/request-span.ts';

export interface AppOptions extends Pick<ExchangeOptions, 'over'> {
  readonly routes: readonly Route[];
  /** Absent: somebody in front has decided who may ask. */
  readonly guard?: KeyGuard;
  readonly log: Logger;
  /** Default: that of whatever SDK the process has brought. */
  readonly tracer?: Tracer;
  /** Part of an app, which alone may promise that its host answers over TLS. */
  readonly isMounted?: true;
}

type Begin = (request: IncomingMessage, response: ServerResponse, route?: string) => void;

const csp = { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } };

/**
 * Answers at the paths of routes, as JSON unless a route says otherwise. With `next` all else is handed on as it came, and
 * so is what fails on our side; without, it is answered by problems too.
 */
export function createApp(options: AppOptions): Listener {
  const begin = beginning(options);
  const router = Router({ caseSensitive: true });
  for (const route of options.routes) mount(router, route, begin, options.guard);

  return (request, response, next) => {
    const takeBack = next && rememberHeaders(response);
    const rest: Next = (error) => {
      if (error === undefined || error === null) {
        if (next) return next();
        error = new ProblemError('route-not-found', 'There is nothing at this path.');
      }
      if (next && isAnsweredByApp(response, error)) return;
      if (response.headersSent) return next ? next(error) : void response.destroy();
      if (!findExchange(response)) begin(request, response);
      const problem = problemErrorOf(error);
      exchangeOf(response).notes.outcome = problem.code;
      if (takeBack && isFault(problem)) {
        takeBack();
        return next(error);
      }
      if (problems[problem.code].status >= 500)
        logFailure(options.log, exchangeOf(response).requestId, error);
      answerProblem(request, response, problem);
    };
    // The router needs nothing that Express adds to them, so that any server can hand us its own.
    router(request as Request, response as Response, rest);
  };
}

function beginning({ log, tracer = ourTracer(), over, isMounted }: AppOptions): Begin {
  const secure = securityHeaders(isMounted);
  return (request, response, route) => {
    const { notes } = beginExchange(request, response, { log, tracer, ...defined({ over }) });
    if (route !== undefined) notes.route = route;
    response.removeHeader('x-powered-by');
    for (const [name, value] of secure) response.setHeader(name, value);
    response.setHeader('cache-control', 'no-store');
  };
}

/** What helmet says of every answer. It always says the same, so that it is asked once. */
function securityHeaders(isMounted: true | undefined): (readonly [name: string, value: string])[] {
  const secure = helmet({
    contentSecurityPolicy: csp,
    ...(isMounted ? { strictTransportSecurity: false } : {}),
  });
  const headers: [name: string, value: string][] = [];
  const response = {
    setHeader: (name: string, value: string) => void headers.push([name, value]),
    removeHeader: () => {},
  };
  secure({} as IncomingMessage, response as unknown as ServerResponse, () => {});
  return headers;
}

/** Whoever has been let in belongs to us, so that their trace is gone on with. */
function traced(how: { readonly goesOn: boolean }): Step {
  return (_request, response, next) => context.with(exchangeOf(response).trace(how), next);
}

/** GET, which the router lets answer HEAD too, POST and DELETE, as far as the route has them; every other method is refused. */
function mount(router: Router, resource: Route, begin: Begin, guard: KeyGuard | undefined): void {
  const { path, scope, get, post, delete: remove } = resource;
  const methods = [
    ...(get ? ['GET', 'HEAD'] : []),
    ...(post ? ['POST'] : []),
    ...(remove ? ['DELETE'] : []),
  ].join(', ');
  const refuse: Step = () => {
    throw new ProblemError('method-not-allowed', `This path takes nothing but ${methods}.`, {
      allow: methods,
    });
  };
  const route = router.route(path).all((request, response, next) => {
    begin(request, response, path);
    next();
  });
  if (guard && scope !== 'public') route.all(guard(resource));
  route.all(traced({ goesOn: scope !== 'public' }));
  if (get) route.get(get);
  if (post) route.post(sameSiteOnly, post);
  if (remove) route.delete(sameSiteOnly, remove);
  route.all(refuse);
}

/** Whether the app has answered in our place, because we took too long for it. */
function isAnsweredByApp({ writableEnded }: ServerResponse, error: unknown): boolean {
  return writableEnded && (error as NodeJS.ErrnoException).code === 'ERR_HTTP_HEADERS_SENT';
}

function answerProblem(
  request: IncomingMessage,
  response: ServerResponse,
  { code, message, headers }: ProblemError,
): void {
  const { requestId, notes } = exchangeOf(response);
  // A path that no route knows may be a misspelt one with a token in it.
  const instance = notes.route === undefined ? '/' : mountOf(request) + pathOf(request);
  const occurrence = { detail: message, instance, requestId };
  response.end(beginProblem(response, code, occurrence, headers));
}
