import { expect } from 'chai';
import type { Redis } from 'ioredis';
import type { IndexEntry, Store } from '../../../../lib/store/store.ts';
import { shown, together } from '../../../../lib/testing/store-contract/entries.ts';
import { newId } from '../../../support/records.ts';
import { openOwnRedis } from '../../../support/redis-store.ts';

const body = Buffer.from('any');

describe('a range on Redis', function () {
  this.timeout(30_000);
  let store: Store;
  let redis: Redis;
  let close: () => Promise<void>;
  beforeEach(async () => {
    ({ store, redis, close } = await openOwnRedis());
  });
  afterEach(() => close());

  /** How often these commands ran for it, scripts included, once the server knows the script. */
  const callsFor = async (action: () => Promise<unknown>, ...names: readonly string[]): Promise<number[]> => {
    await action();
    await redis.config('RESETSTAT');
    await action();
    const stats = await redis.info('commandstats');
    return names.map((name) => Number(new RegExp(`cmdstat_${name}:calls=(\\d+)`).exec(stats)?.[1] ?? 0));
  };

  it('asks each partition once, and finds its place among 10,000 of one score in a few steps', async () => {
    const entries = members(10_000).map((member) => ({ index: 'open', score: 7, member }));
    for (let from = 0; from < 10_000; from += 2000) await together(store, entries.slice(from, from + 2000));
    for (const descending of [false, true]) {
      for (const place of [0, 1, 4999, 5000, 9989, 9998]) {
        const after = { score: 7, member: members(10_000)[place] ?? '' };
        const page = () => store.range('open', { after, descending, limit: 10 });
        const expected = descending
          ? entries.slice(Math.max(0, place - 10), place).reverse()
          : entries.slice(place + 1, place + 11);
        expect(shown(await page())).to.eql(shown(expected));
        const [scripts = 0, reads = 0] = await callsFor(page, 'evalsha', 'zrange');
        expect(scripts).to.be.within(64, 70);
        expect(reads).to.be.below(64 + 300);
      }
    }
  });

  it('of 40 indexes reads little more of each than is given', async () => {
    const names = Array.from({ length: 40 }, (_, place) => `list ${place}`);
    const entries = names.flatMap((index, place) =>
      Array.from({ length: 100 }, (_, each) => ({ index, score: each, member: `m${place}-${each}` })),
    );
    await spreadEvenly(entries);
    const page = () => store.range(names, { limit: 50 });
    expect(await page()).to.have.lengthOf(50);
    const [scripts = 0, reads = 0] = await callsFor(page, 'evalsha', 'zrange');
    expect(scripts).to.be.within(64, 100);
    expect(reads).to.be.below(2 * 40 * 64);
  });

  it('goes on in an index as far as the others are behind it', async () => {
    const near = members(300).map((member, score) => ({ index: 'near', score, member }));
    const far = members(300).map((member, score) => ({ index: 'far', score: 150 + score, member }));
    await together(store, [...near, ...far]);
    const order = (a: IndexEntry, b: IndexEntry): number =>
      a.score - b.score || (a.member < b.member ? -1 : 1);
    const sorted = [...near, ...far].sort(order);
    for (const bounds of [{}, { from: 3, to: 250 }]) {
      const { from = 0, to = 1000 } = bounds as { from?: number; to?: number };
      const expected = shown(sorted.filter(({ score }) => score >= from && score <= to));
      const query = { ...bounds, limit: 280 };
      expect(shown(await store.range(['near', 'far'], query))).to.eql(expected.slice(0, 280));
      const descending = await store.range(['near', 'far'], { ...query, descending: true });
      expect(shown(descending)).to.eql(expected.toReversed().slice(0, 280));
    }
  });

  async function spreadEvenly(entries: readonly IndexEntry[]): Promise<void> {
    const commits = Array.from({ length: 256 }, (_, place) => {
      const index = entries.filter((_entry, each) => (each * 7919) % 256 === place);
      return store.commit({ recordId: newId(), expectedVersion: 0, body, index });
    });
    await Promise.all(commits);
  }
});

function members(count: number): string[] {
  return Array.from({ length: count }, (_, place) => `m${String(place).padStart(5, '0')}`);
}
