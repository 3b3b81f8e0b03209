import type { ProblemCode } from '../problems-catalogue.ts';
import type { Operation } from './operation.ts';

const KEYS: readonly ProblemCode[] = ['loopback-only', 'missing-key', 'invalid-key', 'too-many-requests'];

/** What a JSON body can be refused for, whatever it is to hold. */
const BODY: readonly ProblemCode[] = [
  'invalid-utf8',
  'invalid-json',
  'too-deep',
  'too-many-keys',
  'forbidden-key',
  'not-an-object',
  'body-too-large',
  'unsupported-encoding',
  'unsupported-content-type',
];

const DELIVERY: readonly ProblemCode[] = [
  'missing-event-type',
  'missing-customer',
  'record-full',
  'event-expired',
  'provider-failed',
  'store-unavailable',
  'too-many-deliveries',
];

/** The codes of all problems that an operation can be answered with. */
export function problemsOf({ scope, method, path, body, problems = [], ...more }: Operation): ProblemCode[] {
  const hasKeys = scope === 'read' || scope === 'admin';
  const isGuarded = hasKeys || scope === 'app';
  return [
    ...(path.includes('{') ? (['invalid-path'] as const) : []),
    ...(isGuarded && !more.ignoresQuery ? (['invalid-query'] as const) : []),
    ...(body === undefined ? [] : BODY),
    ...(isGuarded && body !== undefined ? (['invalid-body'] as const) : []),
    ...(hasKeys ? KEYS : []),
    ...(isGuarded ? (['store-unavailable'] as const) : []),
    ...(scope === 'admin' ? (['scope-missing'] as const) : []),
    ...(isGuarded && method !== 'get' ? (['cross-site-request'] as const) : []),
    ...(scope === 'sender' ? DELIVERY : []),
    ...(more.inApp ? [] : (['internal-error'] as const)),
    ...problems,
  ];
}
