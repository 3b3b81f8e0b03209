import type { IncomingMessage } from 'node:http';
import proxyAddr from 'proxy-addr';
import { plainAddress } from './addresses.ts';

/**
 * Tells the IP address of whoever sends a request: that of the connection, or, where that is a trusted proxy, the one the
 * proxy was called from. `trustProxy`: IP addresses and CIDR ranges whose `X-Forwarded-For` is believed.
 */
export function senderAddress(trustProxy: readonly string[] = []): (request: IncomingMessage) => string {
  const trust = proxyAddr.compile([...trustProxy]);
  // Node knows no address of a connection that is closed already.
  return (request) => plainAddress(proxyAddr(request, trust) ?? '');
}
