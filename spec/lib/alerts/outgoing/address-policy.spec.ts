import { expect } from 'chai';
import { mayCall } from '../../../../lib/alerts/outgoing/address-policy.ts';

const always = {
  'a public one': ['1.1.1.1', '9.9.9.9', '100.63.255.255', '100.128.0.1', '172.15.0.1', '172.32.0.1'],
  'a public one of IPv6': ['2606:4700:4700::1111', '2001:4860:4860::8888', '2A00:1450::1', '2000::1'],
  'a public one, mapped into IPv6': ['::ffff:1.1.1.1', '::FFFF:101:101', '0:0:0:0:0:ffff:1.1.1.1'],
  'a public one behind a NAT64': ['64:ff9b::1.1.1.1', '64:ff9b::101:101'],
};

const ifAllowed = {
  'one of this machine': ['127.0.0.1', '127.255.255.254', '::1', '0:0:0:0:0:0:0:1'],
  'one of a private network': [
    '10.0.0.1',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    'fd12:3456::1',
    'fc00::1',
  ],
  'one of these, mapped into IPv6': ['::ffff:127.0.0.1', '::ffff:7f00:1', '::ffff:10.0.0.1', '::ffff:a00:1'],
};

const never = {
  'a link-local one, where clouds hand out credentials': [
    '169.254.169.254',
    '169.254.170.2',
    'fe80::1',
    'fe80::1%eth0',
    'febf::1',
    '::ffff:169.254.169.254',
  ],
  'the metadata service of a cloud elsewhere': [
    'fd00:ec2::254',
    'fd20:ce::254',
    '168.63.129.16',
    '100.100.100.200',
    '192.0.0.192',
  ],
  'one that means this host or none': ['0.0.0.0', '0.1.2.3', '::', '::ffff:0.0.0.0'],
  'one that means many': ['224.0.0.1', '239.255.255.255', '255.255.255.255', 'ff02::1', '::ffff:224.0.0.1'],
  'one of a carrier': ['100.64.0.1', '100.127.255.255', '::ffff:100.64.0.1'],
  'one for examples': ['192.0.2.1', '198.51.100.1', '203.0.113.1', '2001:db8::1', '3fff::1', '3fff:fff::1'],
  'one for benchmarks': ['198.18.0.1', '198.19.255.255', '2001:2::1'],
  'one that is reserved': [
    '192.0.0.1',
    '192.88.99.1',
    '240.0.0.1',
    '250.1.1.1',
    '192.175.48.1',
    '2001:100::1',
  ],
  'one that is not public behind a NAT64': [
    '64:ff9b::127.0.0.1',
    '64:ff9b::a00:1',
    '64:ff9b::a9fe:a9fe',
    '64:ff9b::a83f:8110',
  ],
  'one behind a NAT64 of its own prefix': ['64:ff9b:1::127.0.0.1', '64:ff9b:1::101:101'],
  'one inside 6to4': ['2002:7f00:1::', '2002:a9fe:a9fe::1', '2002:101:101::'],
  'one inside Teredo': ['2001::1', '2001:0:7f00:1::'],
  'an IPv4-compatible one': ['::127.0.0.1', '::7f00:1', '::1.1.1.1', '::101:101', '0:0:0:0:0:0:10.0.0.1'],
  'an IPv4-translated one': ['::ffff:0:127.0.0.1', '::ffff:0:101:101'],
  'a site-local one': ['fec0::1', 'feff::1'],
  'one that nobody has been given': ['4000::1', '5f00::1', '100::1', 'e000::1'],
  'a text that is no address': [
    '',
    'localhost',
    '127.1',
    '0x7f.0.0.1',
    '0177.0.0.1',
    '2130706433',
    '[::1]',
    '1.1.1.1 ',
  ],
};

describe('a sink', () => {
  for (const [what, addresses] of Object.entries(always)) {
    it(`may call ${what}`, () => {
      for (const address of addresses) {
        expect(mayCall(address, false), address).to.equal(true);
        expect(mayCall(address, true), address).to.equal(true);
      }
    });
  }

  for (const [what, addresses] of Object.entries(ifAllowed)) {
    it(`may call ${what} only where that is allowed`, () => {
      for (const address of addresses) {
        expect(mayCall(address, false), address).to.equal(false);
        expect(mayCall(address, true), address).to.equal(true);
      }
    });
  }

  for (const [what, addresses] of Object.entries(never)) {
    it(`may never call ${what}`, () => {
      for (const address of addresses) {
        expect(mayCall(address, false), address).to.equal(false);
        expect(mayCall(address, true), address).to.equal(false);
      }
    });
  }
});
