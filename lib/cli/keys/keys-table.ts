import type { KeyView } from '../../tracker/api-keys.ts';
import { alignColumns, printable, toSecond } from '../text.ts';

/** The keys as a table. Times are in UTC. */
export function keysTable(keys: readonly KeyView[], store: string): string {
  if (keys.length === 0)
    return `There are no keys in ${store}: only the machine of a server may ask it. "connect-tracker keys create" makes one.`;
  const rows = keys.map(({ keyId, name, scopes, status, createdAt, ...view }) => [
    keyId,
    printable(name),
    scopes.join(','),
    status,
    toSecond(createdAt),
    endOf(view),
  ]);
  return alignColumns([['ID', 'NAME', 'SCOPE', 'STATUS', 'CREATED', 'ENDS'], ...rows]).join('\n');
}

/** `1f0c6a2b "dashboard" (read, expires 2026-03-02 09:00:00)`. */
export function inWords({ keyId, name, scopes, expiresAt, revokedAt }: KeyView): string {
  const end = revokedAt
    ? [`revoked ${toSecond(revokedAt)}`]
    : expiresAt
      ? [`expires ${toSecond(expiresAt)}`]
      : [];
  return `${keyId} "${printable(name)}" (${[...scopes, ...end].join(', ')})`;
}

function endOf({ expiresAt, revokedAt }: Pick<KeyView, 'expiresAt' | 'revokedAt'>): string {
  const end = revokedAt ?? expiresAt;
  return end === undefined ? 'never' : toSecond(end);
}
