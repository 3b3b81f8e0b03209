import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { type Environment, openEnvironment } from '../../../../lib/store/embedded/environment.ts';
import { appendChanges, closeFeed, forgetChanges, scanFeed } from '../../../../lib/store/embedded/feed.ts';
import { createWriter } from '../../../../lib/store/embedded/writer.ts';
import { openStore } from '../../../../lib/store/open.ts';
import type { Store } from '../../../../lib/store/store.ts';
import { allOf, changesOf, tell, told } from '../../../../lib/testing/store-contract/feed-entries.ts';
import { newId, written } from '../../../support/records.ts';

const body = Buffer.from('any');
const ALL = { limit: 100_000 };

describe('the change feed of the embedded store, on the disk', () => {
  let folder: string;
  let url: string;
  let store: Store;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'connect-tracker-lmdb-'));
    url = `lmdb://${folder}`;
    store = await openStore(url);
  });
  afterEach(async () => {
    await store.close();
    await rm(folder, { recursive: true });
  });

  /** Entries of records of their own, a hundred each. */
  const fill = async (count: number): Promise<void> => {
    for (let left = count; left > 0; left -= 100) {
      const changes = Array.from({ length: Math.min(left, 100) }, () => body);
      await store.commit({ recordId: newId(), expectedVersion: 0, body, changes });
    }
  };

  it('counts its entries from 1', async () => {
    expect(await store.feedEnd()).to.equal('0');
    await tell(store, newId(), 'a', 'b');
    expect((await allOf(store)).map(({ position }) => position)).to.eql(['1', '2']);
    expect(await store.feedEnd()).to.equal('2');
  });

  it('keeps the newest 65,536, give or take a step, and knows exactly what it dropped', async function () {
    this.timeout(60_000);
    await fill(66_000);
    const { entries, end, gap } = await store.feed(ALL);
    expect(entries).to.have.lengthOf.within(65_536, 65_536 + 256);
    expect({ end, gap }).to.eql({ end: '66000', gap: false });
    const oldest = Number(entries[0]?.position);
    const gapBehind = async (after: number) => (await store.feed({ after: `${after}`, limit: 1 })).gap;
    for (const time of ['now', 'after a restart']) {
      const gaps = [await gapBehind(0), await gapBehind(oldest - 2), await gapBehind(oldest - 1)];
      expect(gaps, time).to.eql([true, true, false]);
      await store.close();
      store = await openStore(url);
    }
  });

  it('takes for no gap what was forgotten before it could be dropped', async function () {
    this.timeout(60_000);
    const recordId = newId();
    await tell(store, newId(), 'a', 'b', 'c', 'd', 'e');
    const expectedVersion = await tell(store, recordId, ...Array.from({ length: 995 }, () => 'gone'));
    await written(store, { recordId, expectedVersion, forget: true });
    await fill(65_300);
    const [oldest] = (await store.feed({ limit: 1 })).entries;
    expect(oldest?.position).to.equal('1001');
    expect((await store.feed({ after: '4', limit: 1 })).gap).to.equal(true);
    expect((await store.feed({ after: '5', limit: 1 })).gap).to.equal(false);
  });

  it('takes a position that it has not come to for a gap, behind which it goes on with what comes', async () => {
    await tell(store, newId(), 'a');
    const page = await store.feed({ after: '2', limit: 1 });
    expect(page).to.eql({ entries: [], end: '1', gap: true });
    await tell(store, newId(), 'b');
    expect(told((await store.feed({ after: page.end, limit: 1 })).entries)).to.eql(['b']);
  });

  it('refuses a position that a number cannot hold, or that is one of another kind of store', async () => {
    for (const after of ['9007199254740993', '01', '1790000000000-1-0']) {
      const error = await store.feed({ after, limit: 1 }).catch((thrown: unknown) => thrown);
      expect(error, after).to.be.instanceOf(TypeError);
    }
  });

  it('lets others have their turn while it looks for what is to be forgotten', async function () {
    this.timeout(60_000);
    await fill(40_000);
    await withEnvironment(async (environment) => {
      let turns = 0;
      const count = (): void => {
        turns += 1;
        next = setImmediate(count);
      };
      let next = setImmediate(count);
      const { keys, upTo } = await scanFeed(environment, createWriter(url), 'ab');
      clearImmediate(next);
      expect({ keys, upTo }).to.eql({ keys: [], upTo: 40_000 });
      expect(turns).to.be.at.least(9);
    });
  });

  it('forgets all of a record, however much that told', async () => {
    const recordId = newId();
    const changes = Array.from({ length: 300 }, () => body);
    let expectedVersion = 0;
    for (let round = 0; round < 30; round += 1) {
      expectedVersion = await written(store, { recordId, expectedVersion, body, changes });
    }
    await written(store, { recordId, expectedVersion, forget: true });
    expect(await store.feed(ALL)).to.eql({ entries: [], end: '9000', gap: false });
  });

  it('forgets also what was told while it was looking for it', async () => {
    const [gone, kept] = [newId(), newId()];
    await withEnvironment(async (environment) => {
      const append = (recordId: string, ...texts: readonly string[]): Promise<void> =>
        environment.transaction(() => {
          const before = environment.meta.get('feed:end') ?? 0;
          const end = appendChanges(environment, before, recordId, changesOf(...texts));
          closeFeed(environment, before, end);
        });
      await append(gone, 'a', 'b');
      await append(kept, 'c');
      const scan = await scanFeed(environment, createWriter(url), gone);
      await append(gone, 'd');
      await append(kept, 'e');
      await environment.transaction(() => forgetChanges(environment, gone, scan));
    });
    expect(told(await allOf(store))).to.eql(['c', 'e']);
  });

  async function withEnvironment(action: (environment: Environment) => Promise<void>): Promise<void> {
    const environment = await openEnvironment({ kind: 'embedded', folder, name: url });
    await action(environment);
    await environment.close();
  }
});
