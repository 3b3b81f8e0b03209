import { identifierOf } from '../../providers/fields.ts';
import type { Provider } from '../../providers/provider.ts';
import { problems } from '../problems-catalogue.ts';
import { type Answer, refuse } from './answer.ts';

/** Whom a delivery is addressed to. */
export interface Target {
  readonly kind: 'target';
  readonly provider: Provider;
  readonly pathKey?: string;
}

/** Reads `/{provider}` or `/{provider}/{key}`. */
export function readDeliveryPath(path: string, providers: readonly Provider[]): Target | Answer {
  const [, name, key, ...rest] = path.split('/');
  if (rest.length > 0) return refuse('route-not-found', 'There is nothing at this path.');
  const provider = providers.find((one) => one.name === name);
  if (!provider) return refuse('provider-not-found', 'No provider that is configured here has this path.');
  if (key === undefined) return { kind: 'target', provider };
  const pathKey = decoded(key);
  if (pathKey === undefined) return refuse('invalid-path', 'The last segment is not percent-encoded UTF-8.');
  return identifierOf(pathKey) === undefined
    ? refuse('invalid-path', 'The last segment must be 1 to 200 printable characters.')
    : { kind: 'target', provider, pathKey };
}

/** Whether a path leads to no provider at all. */
export function isElsewhere(target: Target | Answer): boolean {
  return target.kind === 'problem' && problems[target.code].status === 404;
}

function decoded(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}
