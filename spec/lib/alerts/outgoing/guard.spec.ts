import type { LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { expect } from 'chai';
import { guardLookup } from '../../../../lib/alerts/outgoing/guard.ts';

const PUBLIC: readonly LookupAddress[] = [
  { address: '1.1.1.1', family: 4 },
  { address: '2606:4700:4700::1111', family: 6 },
];

const all =
  (addresses: readonly LookupAddress[]): LookupFunction =>
  (_hostname, { all }, callback) =>
    all ? callback(null, [...addresses]) : callback(null, addresses[0]?.address ?? '', addresses[0]?.family);

const ask = (lookup: LookupFunction, options: { all?: boolean }) =>
  new Promise<unknown[]>((resolve) => {
    guardLookup(lookup, false)('example.com', options, (...answer) => resolve(answer));
  });

describe('a guarded lookup', () => {
  it('gives all addresses to who asks for all', async () => {
    expect(await ask(all(PUBLIC), { all: true })).to.deep.equal([null, PUBLIC]);
  });

  it('gives the first address to who asks for one', async () => {
    expect(await ask(all(PUBLIC), { all: false })).to.deep.equal([null, '1.1.1.1', 4]);
    expect(await ask(all(PUBLIC), {})).to.deep.equal([null, '1.1.1.1', 4]);
  });

  it('takes a lookup that answers with one address', async () => {
    const one: LookupFunction = (_hostname, _options, callback) => callback(null, '1.1.1.1', 4);
    expect(await ask(one, { all: true })).to.deep.equal([null, [{ address: '1.1.1.1', family: 4 }]]);
    expect(await ask(one, {})).to.deep.equal([null, '1.1.1.1', 4]);
  });

  it('refuses all addresses where one must not be called, also to who asks for one', async () => {
    const mixed = [...PUBLIC, { address: '10.0.0.1', family: 4 }];
    for (const options of [{ all: true }, {}]) {
      const [error, given] = await ask(all(mixed), options);
      expect(error).to.include({ code: 'sink-forbidden-address' });
      expect(given).to.deep.equal([]);
    }
  });

  it('hands on that a name is not known', async () => {
    const unknown = Object.assign(new Error('no such name'), { code: 'ENOTFOUND' });
    const lookup: LookupFunction = (_hostname, _options, callback) => callback(unknown, []);
    expect((await ask(lookup, { all: true }))[0]).to.equal(unknown);
  });
});
