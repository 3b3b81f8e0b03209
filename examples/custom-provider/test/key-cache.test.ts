import { expect } from 'chai';
import { createKeyCache } from '../src/key-cache.ts';
import { fakePlaid } from './plaid.ts';

const HOUR = 3_600_000;

describe('the keys of Plaid', () => {
  it('are fetched once an hour, also by several at one time', async () => {
    const { fetchKey, asked, kid } = await fakePlaid();
    const keyOf = createKeyCache(fetchKey);
    await Promise.all([keyOf(kid, 0), keyOf(kid, 0), keyOf(kid, HOUR)]);
    expect(asked).to.have.lengthOf(1);
    await keyOf(kid, HOUR + 1);
    expect(asked).to.have.lengthOf(2);
  });

  it('may be rotated: another is fetched, and the old one is refused once it has expired', async () => {
    const { fetchKey, addKey, kid } = await fakePlaid();
    const keyOf = createKeyCache(fetchKey);
    await keyOf(kid, 0);
    expect(await keyOf(addKey('next'), 1)).to.include({ kid: 'next' });
    addKey(kid, { expired_at: 1_700_000_000 });
    expect(await failureOf(keyOf(kid, HOUR + 1))).to.have.property('code', 'ERR_JWKS_NO_MATCHING_KEY');
  });

  it('are asked for again where Plaid had none, or could not be asked', async () => {
    const { fetchKey, addKey } = await fakePlaid();
    let down = true;
    const keyOf = createKeyCache((kid) => (down ? Promise.reject(new Error('down')) : fetchKey(kid)));
    expect(await failureOf(keyOf('new', 0))).to.have.property('message', 'down');
    down = false;
    expect(await failureOf(keyOf('new', 0))).to.have.property('code', 'ERR_JWKS_NO_MATCHING_KEY');
    addKey('new');
    expect(await keyOf('new', 0)).to.include({ kid: 'new' });
  });

  it('cannot be used to make us ask Plaid without end; known ones go on', async () => {
    const { fetchKey, asked, kid } = await fakePlaid();
    const keyOf = createKeyCache(fetchKey);
    await keyOf(kid, 0);
    for (let index = 0; index < 50; index++) await failureOf(keyOf(`made-up-${index}`, HOUR + 1));
    expect(asked).to.have.lengthOf(21);
    expect(await keyOf(kid, HOUR + 1)).to.include({ kid });
    await failureOf(keyOf('made-up', HOUR + 60_001));
    expect(asked).to.have.lengthOf(23);
  });
});

async function failureOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => undefined,
    (error: unknown) => error,
  );
}
