import type { IncomingMessage } from 'node:http';
import proxyAddr from 'proxy-addr';
import { ConfigurationError } from '../../errors.ts';
import { plainAddress } from './addresses.ts';

/**
 * Tells the IP address of whoever sends a request: that of the connection, or, where that is a trusted proxy, the one the
 * proxy was called from. `trustProxy`: IP addresses and CIDR ranges whose `X-Forwarded-For` is believed.
 * Throws `ConfigurationError` for anything else.
 */
export function senderAddress(trustProxy: readonly string[] = []): (request: IncomingMessage) => string {
  const trust = compiled(trustProxy);
  // Node knows no address of a connection that is closed already.
  return (request) => plainAddress(proxyAddr(request, trust) ?? '');
}

function compiled(trustProxy: readonly string[]): ReturnType<typeof proxyAddr.compile> {
  try {
    return proxyAddr.compile([...trustProxy]);
  } catch (error) {
    throw new ConfigurationError(
      'trustProxy holds something that is no IP address and no CIDR range.',
      error,
    );
  }
}
