import type { IncomingMessage } from 'node:http';
import type { Config } from '../../config/config.ts';
import { ConfigurationError } from '../../errors.ts';
import type { Provider } from '../../providers/provider.ts';
import { isLoopbackAddress, isLoopbackHost } from './addresses.ts';

/** Throws `ConfigurationError` for settings that would let the network write events that nobody has signed. */
export function assertSafeExposure({ host, connectSecrets }: Config): void {
  if (connectSecrets.length > 0 || isLoopbackHost(host)) return;
  throw new ConfigurationError(
    `Will not listen on ${host}, because anybody could then send Connect events: set CONNECT_SECRETS to the secret that signs them, or listen on 127.0.0.1.`,
  );
}

/**
 * The providers that deliveries are taken for. Yodlee signs nothing, so that without a secret token in the
 * path its route exists on loopback only.
 */
export function exposedProviders(
  { host, yodleeTokens }: Config,
  providers: readonly Provider[],
): readonly Provider[] {
  if (yodleeTokens.length > 0 || isLoopbackHost(host)) return providers;
  return providers.filter(({ name }) => name !== 'yodlee');
}

/**
 * Whether a request comes from this machine itself. One that a proxy on this machine hands on does not, wherever
 * the server listens: its first sender may be anybody.
 */
export function isLocalRequest({ socket, headers }: IncomingMessage): boolean {
  const forwarded = ['forwarded', 'x-forwarded-for', 'x-real-ip'].some((name) => headers[name] !== undefined);
  return !forwarded && isLoopbackAddress(socket.remoteAddress);
}

/**
 * Whether a request calls the server by a name of this machine's own. A web page can let a name of its own lead to
 * this machine (DNS rebinding) and so ask from here; but the browser then says that name. Nothing else has to say any.
 */
export function namesThisMachine({ headers: { host } }: IncomingMessage): boolean {
  if (host === undefined) return true;
  const [, name = ''] = /^(\[[\da-f:.]+\]|[^:]+)(?::\d+)?$/i.exec(host) ?? [];
  return isLoopbackHost(name.replace(/^\[|\]$/g, ''));
}

/**
 * Whether a browser sends a request for a page of another site, as the browser itself tells. Programs say neither
 * header, and are not what somebody else's page can make act.
 */
export function isCrossSite({ headers }: IncomingMessage): boolean {
  const { origin, host = '', 'sec-fetch-site': site = 'none' } = headers;
  if (site !== 'same-origin' && site !== 'none') return true;
  return origin !== undefined && !isSameHost(origin, host);
}

function isSameHost(origin: string, host: string): boolean {
  if (!URL.canParse(origin)) return false;
  const { protocol, host: asked } = new URL(origin);
  // The same scheme on both sides, so that its usual port counts as none.
  return URL.canParse(`${protocol}//${host}`) && new URL(`${protocol}//${host}`).host === asked;
}
