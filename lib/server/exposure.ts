import type { IncomingMessage } from 'node:http';
import type { Config } from '../config/config.ts';
import { ConfigurationError } from '../errors.ts';
import type { Provider } from '../providers/provider.ts';
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
