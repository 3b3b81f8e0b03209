import type { IncomingMessage } from 'node:http';

/** The key in `Authorization: Bearer …`; `undefined` where the header is absent or of another scheme. */
export function bearerOf({ headers: { authorization = '' } }: IncomingMessage): string | undefined {
  const match = /^Bearer(?:$| +(.*))/i.exec(authorization.trim());
  return match === null ? undefined : (match[1] ?? '');
}

/** What a client is told by `WWW-Authenticate` (RFC 6750). */
export function challenge(error?: { readonly error: string; readonly [name: string]: string }): {
  readonly 'www-authenticate': string;
} {
  const fields = Object.entries({ realm: 'connect-tracker', ...error });
  return { 'www-authenticate': `Bearer ${fields.map(([name, value]) => `${name}="${value}"`).join(', ')}` };
}
