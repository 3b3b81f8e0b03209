import type { ServerResponse } from 'node:http';
import type { Request, Response } from 'express';
import { ipKeyGenerator, rateLimit } from 'express-rate-limit';
import type { Next } from '../middleware.ts';
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
  ofKey(keyId: string, response: ServerResponse): Promise<void>;
  ofAddress(address: string, response: ServerResponse): Promise<void>;
  /** Counts one that did not authenticate itself. */
  ofFailure(address: string, response: ServerResponse): Promise<void>;
}

/** In ms. */
const WINDOW = 60_000;
/** There are at most 1,000 active keys; those that were revoked a moment ago are counted too. */
const KEYS = 2_000;
const ADDRESSES = 50_000;

type Limit = (who: string, response: ServerResponse) => Promise<void>;

/** Limits of this process alone. Answers bear `RateLimit` and `RateLimit-Policy` as draft 8 of the IETF has them. */
export function createRateLimits({ requests, failures = 30 }: RateLimitsOptions): RateLimits {
  const byAddress =
    (limit: Limit): Limit =>
    (address, response) =>
      limit(networkOf(address), response);
  return {
    ofKey: createLimit(requests, KEYS),
    ofAddress: byAddress(createLimit(requests, ADDRESSES)),
    ofFailure: byAddress(createLimit(failures, ADDRESSES)),
  };
}

function createLimit(limit: number, most: number): Limit {
  if (limit === 0) return async () => {};
  const check = rateLimit({
    limit,
    windowMs: WINDOW,
    store: createHits(most, WINDOW),
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    keyGenerator: (request) => (request as unknown as Counted).who,
    handler: (_request, _response, next) => next(tooMany(limit)),
    // They would be written to the console, where the log is.
    validate: false,
  });
  return async (who, response) => {
    await passed((next) => check({ who } as unknown as Request, headOf(response) as Response, next));
  };
}

/** In place of the request, which the limit would leave its figures on: an app may have limits of its own. */
interface Counted {
  readonly who: string;
}

/** The little that the limit needs of a response, where that is not one of Express. */
function headOf(response: ServerResponse): Partial<Response> {
  return {
    headersSent: response.headersSent,
    setHeader: response.setHeader.bind(response) as Response['setHeader'],
    append: response.appendHeader.bind(response) as Response['append'],
  };
}

function passed(check: (next: Next) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    check((error) => (error === undefined ? resolve() : reject(error)));
  });
}

function tooMany(limit: number): ProblemError {
  return new ProblemError('too-many-requests', `There may be ${limit} of them within a minute.`);
}

/** Whoever has one IPv6 address usually has all of its /64. */
function networkOf(address: string): string {
  return ipKeyGenerator(address.replace(/%.*$/, ''), 64);
}
