import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/** Everything a public IPv6 address can be; site-local, IPv4-compatible and unassigned ones stand outside it. */
const PUBLIC_IPV6 = ipaddr.IPv6.parseCIDR('2000::/3');
const DOCUMENTATION = ipaddr.IPv6.parseCIDR('3fff::/20');

/** Where clouds hand out credentials, at addresses that look public or private: Azure, then AWS and Google over IPv6. */
const METADATA = ['168.63.129.16/32', 'fd00:ec2::/32', 'fd20:ce::254/128'].map((range) =>
  ipaddr.parseCIDR(range),
);

const PRIVATE: ReadonlySet<string> = new Set(['loopback', 'private', 'uniqueLocal']);

/**
 * Whether a sink may call an IP address: a public one, or with `allowPrivate` one of this machine or of a private
 * network. What is neither, such as link-local and so the metadata services of clouds, is never called. A text that
 * is no IP address is refused too.
 */
export function mayCall(address: string, allowPrivate: boolean): boolean {
  const { inner, translated } = unwrap(address);
  if (inner === undefined || METADATA.some((range) => within(inner, range))) return false;
  if (isPublic(inner)) return true;
  return allowPrivate && !translated && PRIVATE.has(inner.range());
}

type Address = ipaddr.IPv4 | ipaddr.IPv6;

/** The address that is called in the end, and whether a translator (NAT64) stands before it. */
function unwrap(text: string): { inner?: Address; translated?: boolean } {
  const address = parse(text);
  if (!(address instanceof ipaddr.IPv6)) return address === undefined ? {} : { inner: address };
  if (address.isIPv4MappedAddress()) return { inner: address.toIPv4Address() };
  if (address.range() !== 'rfc6052') return { inner: address };
  return { inner: new ipaddr.IPv4(address.toByteArray().slice(12)), translated: true };
}

/** ipaddr.js takes `::192.0.2.1`, IPv4-compatible, for IPv4-mapped; the notation of URLs leaves no such doubt. */
function parse(text: string): Address | undefined {
  switch (isIP(text)) {
    case 4:
      return ipaddr.IPv4.parse(text);
    case 6: {
      const url = `http://[${text}]`;
      return URL.canParse(url) ? ipaddr.IPv6.parse(new URL(url).hostname.slice(1, -1)) : undefined;
    }
    default:
      return undefined;
  }
}

function isPublic(address: Address): boolean {
  if (address.range() !== 'unicast') return false;
  return address instanceof ipaddr.IPv4 || (address.match(PUBLIC_IPV6) && !address.match(DOCUMENTATION));
}

function within(address: Address, range: [Address, number]): boolean {
  return address.kind() === range[0].kind() && address.match(range);
}
