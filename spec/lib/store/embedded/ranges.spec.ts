import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { openStore } from '../../../../lib/store/open.ts';
import { shown, together } from '../../../../lib/testing/store-contract/entries.ts';

describe('ranges of many indexes of the embedded store', () => {
  it('are merged in order, also of 500 of which each is read but a little', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'connect-tracker-lmdb-'));
    const store = await openStore(`lmdb://${folder}`);
    const names = Array.from({ length: 500 }, (_, each) => `stage:${each}`);
    const entries = Array.from({ length: 2000 }, (_, each) => ({
      index: names[(each * 7) % 500] ?? '',
      score: Math.floor(each / 3),
      member: `m${String(each).padStart(4, '0')}`,
    }));
    await together(store, entries);
    const expected = shown(entries);
    expect(shown(await store.range(names, { limit: 30 }))).to.eql(expected.slice(0, 30));
    const after = { score: 666, member: 'm1999' };
    const page = await store.range(names, { descending: true, after, limit: 30 });
    expect(shown(page)).to.eql(expected.slice(-31, -1).reverse());
    expect(shown(await store.range(names, { limit: 5000 }))).to.eql(expected);
    expect(await store.range([], { limit: 1 })).to.eql([]);
    await store.close();
    await rm(folder, { recursive: true });
  });
});
