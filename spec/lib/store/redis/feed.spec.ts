import { expect } from 'chai';
import type { Redis } from 'ioredis';
import { StoreUnavailableError } from '../../../../lib/errors.ts';
import { feedKey, feedSinceKey } from '../../../../lib/store/redis/keys.ts';
import type { Store } from '../../../../lib/store/store.ts';
import {
  allOf,
  changesOf,
  partitionIds,
  tell,
  told,
} from '../../../../lib/testing/store-contract/feed-entries.ts';
import { failureOf } from '../../../support/failure-of.ts';
import { newId, written } from '../../../support/records.ts';
import { openOwnRedis } from '../../../support/redis-store.ts';

const ALL = { limit: 1000 };
const body = Buffer.from('any');

describe('the change feed on Redis', function () {
  this.timeout(30_000);
  let store: Store;
  let redis: Redis;
  let close: () => Promise<void>;
  beforeEach(async () => {
    ({ store, redis, close } = await openOwnRedis());
  });
  afterEach(() => close());

  /** An entry that a partition told with a clock that is so many ms ahead. */
  const tellAhead = async (partition: number, ms: number, text: string): Promise<number> => {
    const time = Date.now() + ms;
    await redis.xadd(feedKey(partition), `${time}-0`, 'r', 'ab', 'b', text);
    return time;
  };

  it('orders what was told in one ms by partition, and gives no part of a ms before it is over', async () => {
    for (let round = 0; round < 20; round += 1) {
      await Promise.all(partitionIds().map((id) => tell(store, `${id}${round}`, `${round}`)));
    }
    await store.feedEnd();
    const { entries } = await store.feed({ limit: 2000 });
    expect(entries).to.have.lengthOf(1280);
    const keys = entries.map(({ position }) => position.split('-').map(Number));
    const sorted = [...keys].sort(([a = 0, b = 0, c = 0], [x = 0, y = 0, z = 0]) => a - x || b - y || c - z);
    expect(keys).to.eql(sorted);
    for (const [place, { recordId, position }] of entries.entries()) {
      expect(Number.parseInt(recordId.slice(0, 8), 16) + 1, position).to.equal(keys[place]?.[1]);
    }
  });

  it('holds back what a clock ahead has told, and goes on with it once all have come there', async () => {
    await tell(store, newId(), 'a');
    await tellAhead(9, 400, 'ahead');
    const end = await store.feedEnd();
    expect(told(await allOf(store))).to.eql(['a', 'ahead']);
    const time = await tellAhead(9, 400, 'ahead again');
    await tell(store, newId(), 'b');
    const held = told((await store.feed({ after: end, ...ALL })).entries);
    expect(held).to.not.include('ahead again');
    const next = await store.feedEnd();
    expect(Number(next.split('-')[0])).to.equal(time + 1);
    expect(told(await allOf(store, end))).to.eql(['b', 'ahead again']);
  });

  it('says so where a clock is too far behind for its end to be waited for', async () => {
    await tellAhead(9, 60_000, 'ahead');
    const error = await failureOf(store.feedEnd());
    expect(error).to.be.instanceOf(StoreUnavailableError);
    expect(error.message).to.match(/clock is \d+ ms behind/);
    await tell(store, newId(), 'a');
    expect((await store.feed(ALL)).gap).to.equal(false);
  });

  it('takes a position that it has not come to for a gap, behind which it goes on with what comes', async () => {
    const later = `${Date.now() + 60_000}-3-0`;
    const page = await store.feed({ after: later, ...ALL });
    expect(page).to.deep.include({ entries: [], gap: true });
    expect(Number(page.end.split('-')[0])).to.be.at.most(Date.now());
    await tell(store, newId(), 'a');
    expect(told(await allOf(store, page.end))).to.eql(['a']);
  });

  it('moves on while nothing is told, so that an old position does not age into a gap', async () => {
    await tell(store, newId(), 'a');
    let after = await store.feedEnd();
    for (let round = 0; round < 3; round += 1) {
      const { end } = await store.feed({ after, ...ALL });
      expect(Number(end.split('-')[0])).to.be.at.least(Number(after.split('-')[0]));
      after = end;
    }
    expect(Number(after.split('-')[0])).to.be.within(Date.now() - 1000, Date.now());
  });

  describe('in a partition that has dropped some', () => {
    const kept = '00000005aaaa';
    const gone = '00000005bbbb';
    /** Commits so many entries of a record, a hundred at once. */
    const fill = async (recordId: string, count: number): Promise<void> => {
      let { version: expectedVersion = 0 } = (await store.read(recordId)) ?? {};
      for (let round = 0; round < count / 100; round += 1) {
        const changes = changesOf(...Array.from({ length: 100 }, () => 'x'));
        expectedVersion = await written(store, { recordId, expectedVersion, body, changes });
      }
    };
    const forget = async (recordId: string): Promise<void> => {
      const { version: expectedVersion = 0 } = (await store.read(recordId)) ?? {};
      await written(store, { recordId, expectedVersion, forget: true });
    };
    const isGap = async (after: string): Promise<boolean> => (await store.feed({ after, limit: 1 })).gap;

    it('tells those of an older position, and no others', async () => {
      const start = await store.feedEnd();
      await fill(kept, 1000);
      const early = await store.feedEnd();
      expect(await isGap(start)).to.equal(false);
      await fill(kept, 2000);
      const [[oldest = ''] = []] = await redis.xrange(feedKey(5), '-', '+', 'COUNT', 1);
      const [ms, sequence] = oldest.split('-');
      expect([await isGap(start), await isGap(early)]).to.eql([true, true]);
      expect(await isGap(`${Number(ms)}-0-0`)).to.equal(true);
      expect(await isGap(`${ms}-6-${sequence}`)).to.equal(false);
      expect(await isGap(await store.feedEnd())).to.equal(false);
      expect(await isGap(`${Number(ms) + 1}-0-0`)).to.equal(false);
    });

    it('tells them also when it has become short because much was forgotten', async () => {
      await fill(kept, 500);
      const early = await store.feedEnd();
      await fill(gone, 3000);
      const [[oldest = ''] = []] = await redis.xrange(feedKey(5), '-', '+', 'COUNT', 1);
      expect(await isGap(early)).to.equal(true);
      await forget(gone);
      expect(await redis.xlen(feedKey(5))).to.equal(0);
      expect(await redis.get(feedSinceKey(5))).to.equal(oldest);
      expect(await isGap(early)).to.equal(true);
      expect(await isGap(await store.feedEnd())).to.equal(false);
    });

    it('tells them as well when that overtakes those who read', async () => {
      let [expectedVersion, writing, gaps] = [0, true, 0];
      const write = async (): Promise<void> => {
        for (let round = 0; round < 1200; round += 1) {
          const changes = changesOf(...Array.from({ length: 100 }, (_, each) => `${100 * round + each}`));
          expectedVersion = await written(store, { recordId: kept, expectedVersion, body, changes });
        }
        writing = false;
      };
      const read = async (): Promise<void> => {
        let after = '0-0-0';
        for (let next = 0; writing; ) {
          const page = await store.feed({ after, limit: 40 });
          const numbers = told(page.entries).map(Number);
          if (page.gap) gaps += 1;
          else expect(numbers).to.eql(numbers.map((_, place) => next + place));
          next = (numbers.at(-1) ?? next - 1) + 1;
          after = page.end;
        }
      };
      await Promise.all([write(), read()]);
      expect(gaps).to.be.above(0);
    });

    it('tells nobody of what was forgotten while nothing had been dropped', async () => {
      const start = await store.feedEnd();
      await fill(gone, 900);
      await forget(gone);
      await fill(kept, 900);
      expect(await redis.exists(feedSinceKey(5))).to.equal(0);
      expect(await isGap(start)).to.equal(false);
    });
  });
});
