import type { Request, RequestHandler, Response } from 'express';
import { ipKeyGenerator, rateLimit } from 'express-rate-limit';
import { ProblemError } from '../problem.ts';
import { createHits } from './hits.ts';

export interface RateLimitsOptions {
  /** Requests a minute for each key, or for each address where there are no keys; 0: any number. */
  readonly requests: number;
  /** Failed authentications a minute for each address. Default: 30. */
  readonly failures?: number;
}

/** Each counts a request. Rejects with a `ProblemError` `too-many-requests` for one too many. */
export interface RateLimits {
  ofKey(keyId: string, request: Request, response: Response): Promise<void>;
  ofAddress(address: string, request: Request, response: Response): Promise<void>;
  /** Counts one that did not authenticate itself. */
  ofFailure(address: string, request: Request, response: Response): Promise<void>;
}

/** In ms. */
const WINDOW = 60_000;
/** There are at most 1,000 active keys; those that were revoked a moment ago are counted too. */
const KEYS = 2_000;
const ADDRESSES = 50_000;

type Limit = RateLimits['ofKey'];

/** Limits of this process alone. Answers bear `RateLimit` and `RateLimit-Policy` as draft 8 of the IETF has them. */
export function createRateLimits({ requests, failures = 30 }: RateLimitsOptions): RateLimits {
  const byAddress =
    (limit: Limit): Limit =>
    (address, ...exchange) =>
      limit(networkOf(address), ...exchange);
  return {
    ofKey: createLimit(requests, KEYS),
    ofAddress: byAddress(createLimit(requests, ADDRESSES)),
    ofFailure: byAddress(createLimit(failures, ADDRESSES)),
  };
}

function createLimit(limit: number, most: number): Limit {
  if (limit === 0) return async () => {};
  const counted = new WeakMap<Request, string>();
  const check = rateLimit({
    limit,
    windowMs: WINDOW,
    store: createHits(most, WINDOW),
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    keyGenerator: (request) => counted.get(request)!,
    handler: (_request, _response, next) => next(tooMany(limit)),
    // They would be written to the console, where the log is.
    validate: false,
  });
  return async (who, request, response) => {
    counted.set(request, who);
    await passed(check, request, response);
  };
}

function passed(handler: RequestHandler, request: Request, response: Response): Promise<void> {
  return new Promise((resolve, reject) => {
    handler(request, response, (error?: unknown) => (error === undefined ? resolve() : reject(error)));
  });
}

function tooMany(limit: number): ProblemError {
  return new ProblemError('too-many-requests', `There may be ${limit} of them within a minute.`);
}

/** Whoever has one IPv6 address usually has all of its /64. */
function networkOf(address: string): string {
  return ipKeyGenerator(address.replace(/%.*$/, ''), 64);
}
