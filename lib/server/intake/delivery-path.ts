import { identifierOf } from '../../providers/fields.ts';
import type { Provider } from '../../providers/provider.ts';
import { type Answer, refuse } from './answer.ts';

/** Whom a delivery is addressed to. */
export interface Target {
  readonly kind: 'target';
  readonly provider: Provider;
  readonly pathKey?: string;
}

/** Reads `/webhooks/{provider}` or `/webhooks/{provider}/{key}`; a query is ignored. */
export function readDeliveryPath(url: string, providers: readonly Provider[]): Target | Answer {
  const [, , name, key, ...rest] = url.split('?', 1)[0]!.split('/');
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

function decoded(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}
