import { expect } from 'chai';
import { ConfigurationError } from '../../../../lib/errors.ts';
import type { Delivery } from '../../../../lib/providers/provider.ts';
import { type YodleeOptions, yodleeProvider } from '../../../../lib/providers/yodlee/index.ts';
import { deliveryOf } from '../delivery.ts';

const verdict = async (options: YodleeOptions, more: Partial<Delivery>) => {
  const authenticity = await yodleeProvider(options).authenticate(deliveryOf('{}', more));
  return authenticity.ok ? `verified: ${authenticity.verified}` : authenticity.code;
};

describe('the origin of a Yodlee delivery', () => {
  it('is not checked where neither tokens nor addresses are configured', async () => {
    expect(await verdict({}, {})).to.equal('verified: false');
    expect(await verdict({}, { pathKey: 'whatever', remoteAddress: '192.0.2.1' })).to.equal(
      'verified: false',
    );
  });

  describe('by token', () => {
    const tokens = ['old-token', 'new-token'];

    it('is accepted with any of the tokens', async () => {
      expect(await verdict({ tokens }, { pathKey: 'old-token' })).to.equal('verified: true');
      expect(await verdict({ tokens }, { pathKey: 'new-token' })).to.equal('verified: true');
    });

    it('is refused with another one, a part of one, or none', async () => {
      for (const pathKey of ['other', 'new-toke', 'new-token2', 'NEW-TOKEN', '', 'old-token,new-token']) {
        expect(await verdict({ tokens }, { pathKey }), pathKey).to.equal('invalid-token');
      }
      expect(await verdict({ tokens }, {})).to.equal('invalid-token');
    });

    it('cannot be checked against an empty token, which is refused at once', () => {
      expect(() => yodleeProvider({ tokens: [''] })).to.throw(ConfigurationError, 'a Yodlee token is empty');
    });
  });

  describe('by address', () => {
    const allowFrom = ['192.0.2.7', '198.51.100.0/24', '2001:db8::/32'];

    it('is accepted from an address or a range on the list', async () => {
      for (const remoteAddress of ['192.0.2.7', '198.51.100.200', '::ffff:192.0.2.7', '2001:db8:1::5']) {
        expect(await verdict({ allowFrom }, { remoteAddress }), remoteAddress).to.equal('verified: true');
      }
    });

    it('is refused from any other, and from one that is not known', async () => {
      for (const remoteAddress of [
        '192.0.2.8',
        '198.51.101.1',
        '::ffff:192.0.2.8',
        '2001:db9::1',
        '',
        'localhost',
      ]) {
        expect(await verdict({ allowFrom }, { remoteAddress }), remoteAddress).to.equal(
          'address-not-allowed',
        );
      }
      expect(await verdict({ allowFrom }, {})).to.equal('address-not-allowed');
    });

    it('takes every range at its word, the widest too', async () => {
      expect(await verdict({ allowFrom: ['0.0.0.0/0'] }, { remoteAddress: '203.0.113.9' })).to.equal(
        'verified: true',
      );
      expect(await verdict({ allowFrom: ['192.0.2.7/32'] }, { remoteAddress: '192.0.2.6' })).to.equal(
        'address-not-allowed',
      );
    });

    for (const range of [
      '',
      'localhost',
      '192.0.2',
      '192.0.2.0/33',
      '192.0.2.0/',
      '192.0.2.0/-1',
      '192.0.2.0/8/8',
      '2001:db8::/129',
      'fe80::1%eth0',
      '*',
    ]) {
      it(`cannot be checked against ${JSON.stringify(range)}, and the error names it`, () => {
        expect(() => yodleeProvider({ allowFrom: [range] })).to.throw(ConfigurationError, `"${range}"`);
      });
    }
  });

  it('needs both where both are configured', async () => {
    const options = { tokens: ['token'], allowFrom: ['192.0.2.7'] };
    expect(await verdict(options, { pathKey: 'token', remoteAddress: '192.0.2.7' })).to.equal(
      'verified: true',
    );
    expect(await verdict(options, { pathKey: 'token', remoteAddress: '192.0.2.8' })).to.equal(
      'address-not-allowed',
    );
    expect(await verdict(options, { pathKey: 'other', remoteAddress: '192.0.2.7' })).to.equal(
      'invalid-token',
    );
  });
});
