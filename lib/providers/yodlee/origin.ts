import { createHash, timingSafeEqual } from 'node:crypto';
import { BlockList, isIP } from 'node:net';
import { ConfigurationError } from '../../errors.ts';
import type { Authenticity, Delivery } from '../provider.ts';

/**
 * Yodlee signs nothing; what can be checked is the address it calls from, and an unguessable token in the callback's
 * path. An empty list checks nothing. Throws `ConfigurationError` for an empty token or a range that is none.
 */
export function originCheck(
  tokens: readonly string[],
  allowFrom: readonly string[],
): (delivery: Delivery) => Authenticity {
  if (tokens.includes('')) throw new ConfigurationError('a Yodlee token is empty');
  const allowed = addressList(allowFrom);
  const verified = tokens.length + allowFrom.length > 0;
  return ({ pathKey = '', remoteAddress = '' }) => {
    if (allowFrom.length > 0 && !contains(allowed, remoteAddress)) {
      return { ok: false, code: 'address-not-allowed', detail: 'the sender is not on the list of addresses' };
    }
    if (tokens.length > 0 && !matchesAny(pathKey, tokens)) {
      return { ok: false, code: 'invalid-token', detail: 'the token in the path is missing or wrong' };
    }
    return { ok: true, verified };
  };
}

function addressList(ranges: readonly string[]): BlockList {
  const list = new BlockList();
  for (const range of ranges) {
    const [, address = '', prefix] = /^([^/%]+)(?:\/(\d{1,3}))?$/.exec(range) ?? [];
    const family = familyOf(address);
    const bits = family === 'ipv4' ? 32 : 128;
    if (family === undefined || Number(prefix ?? 0) > bits) {
      throw new ConfigurationError(`"${range}" is neither an IP address nor a range such as 192.0.2.0/24`);
    }
    list.addSubnet(address, Number(prefix ?? bits), family);
  }
  return list;
}

function contains(list: BlockList, address: string): boolean {
  const family = familyOf(address);
  return family !== undefined && list.check(address, family);
}

function familyOf(address: string): 'ipv4' | 'ipv6' | undefined {
  const families = { 4: 'ipv4', 6: 'ipv6' } as const;
  return families[isIP(address) as 4 | 6];
}

/** Hashes have one length, whatever was given; every token is tried, so that the time taken tells nothing. */
function matchesAny(given: string, tokens: readonly string[]): boolean {
  const hash = sha256(given);
  return tokens.map((token) => timingSafeEqual(hash, sha256(token))).includes(true);
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
