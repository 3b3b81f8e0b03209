import type { IncomingMessage } from 'node:http';
import { expect } from 'chai';
import { senderAddress } from '../../../../lib/server/guards/sender-address.ts';

/** The address that a request seems to come from. */
function seen(remoteAddress: string | undefined, forwarded?: string, trustProxy?: string[]): string {
  const headers = forwarded === undefined ? {} : { 'x-forwarded-for': forwarded };
  return senderAddress(trustProxy)({ socket: { remoteAddress }, headers } as unknown as IncomingMessage);
}

describe('the address of a sender', () => {
  it('is that of the connection, in its usual form', () => {
    expect(seen('192.0.2.1')).to.equal('192.0.2.1');
    expect(seen('::ffff:192.0.2.1')).to.equal('192.0.2.1');
    expect(seen('2001:db8::1')).to.equal('2001:db8::1');
    expect(seen(undefined)).to.equal('');
  });

  it('is not what a stranger says of itself', () => {
    expect(seen('192.0.2.1', '198.51.100.7')).to.equal('192.0.2.1');
    expect(seen('192.0.2.1', '198.51.100.7', ['10.0.0.0/8'])).to.equal('192.0.2.1');
  });

  it('is what a trusted proxy says, and nothing that was said to the proxy', () => {
    expect(seen('10.0.0.1', '198.51.100.7', ['10.0.0.0/8'])).to.equal('198.51.100.7');
    expect(seen('10.0.0.1', '203.0.113.9, 198.51.100.7', ['10.0.0.0/8'])).to.equal('198.51.100.7');
    expect(seen('10.0.0.1', '198.51.100.7, 10.0.0.2', ['10.0.0.0/8'])).to.equal('198.51.100.7');
  });
});
