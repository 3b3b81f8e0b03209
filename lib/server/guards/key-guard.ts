import type { IncomingMessage, ServerResponse } from 'node:http';
import { defined } from '../../fold/defined.ts';
import type { ApiKeys, Authentication } from '../../tracker/api-keys.ts';
import { type KeyScope, mayUse } from '../../tracker/key-ring.ts';
import { exchangeOf } from '../exchange.ts';
import type { Step } from '../middleware.ts';
import { ProblemError } from '../problem.ts';
import type { Route } from '../resources/route.ts';
import { bearerOf, challenge } from './bearer.ts';
import { entitle } from './entitlement.ts';
import { assertLocal } from './origin.ts';
import { createRateLimits } from './rate-limits.ts';
import { senderAddress } from './sender-address.ts';

export interface KeyGuardOptions {
  readonly keys: Pick<ApiKeys, 'authenticate'>;
  /** Requests a minute for each key, or for each address where there are no keys; 0: any number. Default: 600. */
  readonly rateLimit?: number;
  /** IP addresses and CIDR ranges whose `X-Forwarded-For` is believed. Default: none. */
  readonly trustProxy?: readonly string[];
}

/** Makes the guard of a route. */
export type KeyGuard = (route: Route) => Step;

/**
 * Lets in whoever has a key with the scope that a route asks for; as long as there are no keys, whoever is on this machine.
 * It knows nothing of what is asked for, so that what exists is refused like what does not.
 */
export function createKeyGuard({ keys, rateLimit = 600, trustProxy }: KeyGuardOptions): KeyGuard {
  const limits = createRateLimits({ requests: rateLimit });
  const addressOf = senderAddress(trustProxy);

  const admit = async (route: Route, request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const text = bearerOf(request);
    const who = await keys.authenticate(text, defined({ duringOutage: route.duringOutage }));
    const scope = scopeOf(route, request.method ?? '');
    switch (who.kind) {
      case 'open':
        await limits.ofAddress(addressOf(request), response);
        assertLocal(request);
        break;
      case 'known':
        exchangeOf(response).notes.keyId = who.key.id;
        await limits.ofKey(who.key.id, response);
        if (!mayUse(who.key, scope)) throw scopeMissing(scope);
        break;
      default:
        await limits.ofFailure(addressOf(request), response);
        throw unauthenticated(who);
    }
    entitle(response, async () => isLetIn(await keys.authenticate(text), who));
  };

  return (route) => async (request, response, next) => {
    await admit(route, request, response);
    next();
  };
}

/** What a route does not take is refused to everybody who may read, and in the same way. */
function scopeOf({ scope, post, delete: remove }: Route, method: string): KeyScope {
  if (scope === 'read' || scope === 'admin') return scope;
  const changes = (method === 'POST' && post) || (method === 'DELETE' && remove);
  return changes ? 'admin' : 'read';
}

/** Whether whoever was let in would be let in now. */
function isLetIn(now: Authentication, then: Authentication): boolean {
  return now.kind === 'known' || (now.kind === 'open' && then.kind === 'open');
}

function unauthenticated(who: Extract<Authentication, { kind: 'missing' | 'wrong' }>): ProblemError {
  if (who.kind === 'missing')
    return new ProblemError('missing-key', 'The header Authorization holds no bearer key.', challenge());
  const detail = WRONG[who.reason];
  return new ProblemError(
    'invalid-key',
    detail,
    challenge({ error: 'invalid_token', error_description: detail.replace(/\.$/, '') }),
  );
}

/** Whoever has a key may know what became of it. */
const WRONG = {
  unknown: 'There is no such key.',
  expired: 'The key has expired.',
  revoked: 'The key has been revoked.',
};

function scopeMissing(scope: KeyScope): ProblemError {
  return new ProblemError(
    'scope-missing',
    `This needs a key with the scope ${scope}.`,
    challenge({ error: 'insufficient_scope', scope }),
  );
}
