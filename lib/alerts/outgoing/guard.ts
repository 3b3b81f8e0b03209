import type { LookupAddress } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { DeliveryError } from '../sinks/sink.ts';
import { mayCall } from './address-policy.ts';

/**
 * A lookup whose answers may be called, all of them: the connection is made to the very addresses that were looked
 * at, so that a name cannot mean something else a moment later.
 */
export function guardLookup(lookup: LookupFunction, allowPrivate: boolean): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, answer, family) => {
      if (error) return callback(error, []);
      const addresses = Array.isArray(answer)
        ? answer
        : [{ address: answer, family: family ?? isIP(answer) }];
      const [first] = addresses;
      if (first === undefined) return callback(noAddress(), []);
      if (!addresses.every(({ address }) => mayCall(address, allowPrivate))) return callback(forbidden(), []);
      return options.all ? callback(null, addresses) : callback(null, ...single(first));
    });
  };
}

/** Whether a URL may be called as far as it tells by itself: Node looks no name up where its host is an IP address. */
export function mayAsk({ protocol, username, password, hostname }: URL, allowPrivate: boolean): boolean {
  if (protocol !== 'http:' && protocol !== 'https:') return false;
  if (username !== '' || password !== '') return false;
  const address = hostname.replace(/^\[|\]$/g, '');
  return isIP(address) === 0 || mayCall(address, allowPrivate);
}

export function forbidden(): DeliveryError {
  return new DeliveryError(
    'sink-forbidden-address',
    'the address is not a public one and was not called; allowPrivate lets a sink call private networks and this machine',
    { final: true },
  );
}

function single({ address, family }: LookupAddress): [string, number] {
  return [address, family];
}

function noAddress(): Error {
  return Object.assign(new Error('no address'), { code: 'ENOTFOUND' });
}
