import { expect } from 'chai';
import { ConfigurationError } from '../../../lib/errors.ts';
import {
  type StatusRouterOptions,
  statusRouter,
  type WebhookRouterOptions,
  webhookRouter,
} from '../../../lib/express/index.ts';
import { connectProvider } from '../../../lib/providers/connect/index.ts';
import { yodleeProvider } from '../../../lib/providers/yodlee/index.ts';
import type { Tracker } from '../../../lib/tracker/tracker.ts';

/** No request is made here. */
const tracker = { providers: [connectProvider()] } as unknown as Tracker;

// @ts-expect-error: one of the two is needed
const neither: WebhookRouterOptions = {};
// @ts-expect-error: not both
const both: WebhookRouterOptions = { secrets: ['s'], providers: [connectProvider()] };
// @ts-expect-error: there are several of them
const misspelt: WebhookRouterOptions = { secret: 's' };
// @ts-expect-error: a provider has its own
const foreignKey: WebhookRouterOptions = { providers: [connectProvider()], sessionKey: '/a' };
// @ts-expect-error: it would do nothing
const limited: StatusRouterOptions = { guardedBy: 'app', rateLimit: 1 };
// @ts-expect-error: it would do nothing
const proxied: StatusRouterOptions = { guardedBy: 'app', trustProxy: [] };
// @ts-expect-error: there is no such guard
const strange: StatusRouterOptions = { guardedBy: 'nobody' };

describe('the options of webhookRouter', () => {
  const wrong: [what: string, options: WebhookRouterOptions, message: RegExp][] = [
    ['neither secrets nor providers', neither, /either secrets or providers/],
    ['a misspelt name', misspelt, /either secrets or providers/],
    ['both of them', both, /either secrets or providers/],
    ['no secret at all', { secrets: [] }, /anybody could send events.*connectProvider\(\)/],
    ['an empty secret', { secrets: ['s', ''] }, /empty or no text/],
    ['a secret that is not set', { secrets: [process.env['NO_SUCH_SECRET'] as string] }, /empty or no text/],
    ['no provider', { providers: [] }, /would take nothing/],
    [
      'a provider that the tracker has not',
      { providers: [yodleeProvider({})] },
      /no provider "yodlee".*createTracker.*It has: connect\./,
    ],
    ['a session key beside providers', foreignKey, /Give sessionKey to connectProvider/],
    ['a session key that is no JSON pointer', { secrets: ['s'], sessionKey: 'a' }, /./],
    ['a proxy that is no address', { secrets: ['s'], trustProxy: ['everybody'] }, /trustProxy/],
  ];
  for (const [what, options, message] of wrong) {
    it(`are refused at once with ${what}`, () => {
      expect(() => webhookRouter(tracker, options)).to.throw(ConfigurationError, message);
    });
  }

  it('let anybody in where that is said on purpose', () => {
    expect(webhookRouter(tracker, { providers: [connectProvider()] })).to.have.length(3);
  });
});

describe('the options of statusRouter', () => {
  const wrong: [what: string, options: StatusRouterOptions, message: RegExp][] = [
    ['a limit of requests that nothing counts', limited, /leave out rateLimit and trustProxy/],
    ['proxies whose word nothing asks for', proxied, /leave out rateLimit and trustProxy/],
    ['a guard that there is none of', strange, /either "keys" or "app"/],
    ['a limit below zero', { rateLimit: -1 }, /whole number/],
    ['a limit that is no whole number', { rateLimit: 1.5 }, /whole number/],
    ['a proxy that is no address', { trustProxy: ['everybody'] }, /trustProxy/],
  ];
  for (const [what, options, message] of wrong) {
    it(`are refused at once with ${what}`, () => {
      expect(() => statusRouter(tracker, options)).to.throw(ConfigurationError, message);
    });
  }

  it('need not be given', () => {
    expect(statusRouter(tracker)).to.have.length(3);
  });
});
