import { expect } from 'chai';
import type { Redis } from 'ioredis';
import { StoreUnavailableError } from '../../../../lib/errors.ts';
import {
  counterKey,
  dueKey,
  feedKey,
  indexKey,
  partitionOf,
  recordKey,
} from '../../../../lib/store/redis/keys.ts';
import type { Commit, IndexEntry, Store } from '../../../../lib/store/store.ts';
import { failureOf } from '../../../support/failure-of.ts';
import { increment, newId, written } from '../../../support/records.ts';
import { openOwnRedis } from '../../../support/redis-store.ts';

const body = Buffer.from('any');

describe('a commit on Redis', () => {
  let store: Store;
  let redis: Redis;
  let close: () => Promise<void>;
  beforeEach(async () => {
    ({ store, redis, close } = await openOwnRedis());
  });
  afterEach(() => close());

  it('is one round trip, whether it goes through or not', async () => {
    await increment(store, newId());
    await redis.config('RESETSTAT');
    const ids = Array.from({ length: 50 }, newId);
    for (const recordId of ids) {
      await store.commit({ recordId, expectedVersion: 0, body, dueAt: 1 });
      await store.commit({ recordId, expectedVersion: 0, body, dueAt: 2 });
    }
    const calls = await callsByCommand(redis);
    expect(calls.get('evalsha')).to.equal(100);
    expect(calls.get('get'), 'the record is fetched by refused commits only').to.equal(50);
    const expected = ['evalsha', 'getrange', 'zscore', 'get', 'set', 'zadd'];
    expect([...calls.keys()].filter((name) => !name.startsWith('config'))).to.have.members(expected);
  });

  it('is one round trip with entries of indexes too', async () => {
    const recordId = newId();
    const index = ['a', 'b'].flatMap((name) =>
      ['m', 'n'].map((member) => ({ index: name, score: 1, member })),
    );
    await increment(store, newId());
    await redis.config('RESETSTAT');
    const expectedVersion = await written(store, { recordId, expectedVersion: 0, body, index });
    await written(store, { recordId, expectedVersion, body, unindex: index });
    await store.commit({ recordId, expectedVersion, body, index });
    const calls = await callsByCommand(redis);
    expect([calls.get('evalsha'), calls.get('zadd'), calls.get('zrem')]).to.eql([3, 4, 4]);
    const expected = ['evalsha', 'getrange', 'zscore', 'get', 'set', 'zadd', 'zrem', 'zcard'];
    expect([...calls.keys()].filter((name) => !name.startsWith('config'))).to.have.members(expected);
  });

  it('is one round trip with counters and the change feed too', async () => {
    const recordId = newId();
    const add = ['x', 'y', 'x'].map((field) => ({ counter: 'sessions', field, by: 1 }));
    const change = { recordId, body, add, changes: [body, body], dueAt: 1 };
    await increment(store, newId());
    await redis.config('RESETSTAT');
    const expectedVersion = await written(store, { ...change, expectedVersion: 0 });
    await store.commit({ ...change, expectedVersion: 0 });
    await written(store, { recordId, expectedVersion, forget: true });
    const calls = await callsByCommand(redis);
    expect(calls.get('evalsha')).to.equal(3);
    expect([calls.get('hget'), calls.get('hset'), calls.get('xadd')]).to.eql([2, 2, 2]);
    expect([calls.get('del'), calls.get('zrem'), calls.get('xdel')]).to.eql([1, 1, 2]);
  });

  it('goes through when the server has forgotten the script, however often', async () => {
    const ids = Array.from({ length: 64 }, newId);
    let flushes = 0;
    let done = false;
    const flushing = (async () => {
      for (; !done; flushes += 1) await redis.script('FLUSH');
    })();
    await Promise.all(
      ids.map(async (recordId) => {
        let expectedVersion = 0;
        for (let round = 0; round < 50; round += 1) {
          expectedVersion = await written(store, { recordId, expectedVersion, body });
        }
        expect((await store.read(recordId))?.version).to.equal(expectedVersion);
      }),
    );
    done = true;
    await flushing;
    expect(flushes).to.be.above(50);
  });

  it('writes keys of its partition only, so that a cluster finds them in one slot', async () => {
    const ids = Array.from({ length: 200 }, newId);
    const index = [{ index: '{a}:b', score: 1, member: 'm' }];
    await Promise.all(
      ids.map((recordId) => store.commit({ recordId, expectedVersion: 0, body, dueAt: 1, index })),
    );
    await store.reject({
      at: 1,
      provider: 'connect',
      code: 'c',
      detail: 'd',
      authenticated: false,
      bytes: 1,
    });
    await store.health();
    const keys = await redis.keys('*');
    expect(keys.filter((key) => !/^ct:\{(p\d\d|layout|rejections)\}/.test(key))).to.eql([]);
    for (const recordId of ids) expect(keys).to.include(recordKey(partitionOf(recordId, 64), recordId));
  });

  it('holds no counter and no record that is no longer there', async () => {
    const recordId = '00000005aaaaaaaa';
    const add = (by: number) => [{ counter: 'sessions', field: 'mfa', by }];
    const first = { recordId, expectedVersion: 0, body, dueAt: 1, add: add(2) };
    const expectedVersion = await written(store, first);
    expect(await redis.hgetall(counterKey(5, 'sessions'))).to.eql({ mfa: '2' });
    await written(store, { recordId, expectedVersion, add: add(-2) });
    expect(await redis.keys('ct:{p05}:*')).to.eql([]);
  });

  describe('where a key holds something that is not ours', () => {
    const recordId = '00000005aaaaaaaa';
    const neighbour = '00000005bbbbbbbb';

    it('fails for that record only, and writes nothing', async () => {
      await redis.lpush(recordKey(5, recordId), 'not ours');
      const commit = () => store.commit({ recordId, expectedVersion: 0, body, dueAt: 1 });
      for (const attempt of [commit, () => store.read(recordId)]) {
        const error = await failureOf(attempt());
        expect(error).to.be.instanceOf(StoreUnavailableError);
        expect(error.message).to.include('not ours');
      }
      await store.commit({ recordId: neighbour, expectedVersion: 0, body, dueAt: 1 });
      expect(await store.due(1, 10)).to.eql([neighbour]);
      expect(await redis.lrange(recordKey(5, recordId), 0, -1)).to.eql(['not ours']);
    });

    it('writes no record whose place in the due index cannot be written', async () => {
      await redis.set(dueKey(5), 'not ours');
      for (const timer of [{ dueAt: 1 }, {}]) {
        const error = await failureOf(store.commit({ recordId, expectedVersion: 0, body, ...timer }));
        expect(error).to.be.instanceOf(StoreUnavailableError);
      }
      expect(await store.read(recordId)).to.equal(undefined);
      await store.commit({ recordId: '00000006aaaaaaaa', expectedVersion: 0, body, dueAt: 1 });
      expect(await store.due(1, 10), 'other partitions go on').to.eql(['00000006aaaaaaaa']);
    });

    it('writes nothing of a commit that has an entry for it', async () => {
      const [first, second, third] = ['first', 'second', 'third'].map((index) => ({
        index,
        score: 1,
        member: 'm',
      })) as [IndexEntry, IndexEntry, IndexEntry];
      const expectedVersion = await written(store, { recordId, expectedVersion: 0, body, index: [first] });
      await redis.set(indexKey(5, third.index), 'not ours');
      for (const entries of [
        { unindex: [first], index: [second, third] },
        { unindex: [first, third], index: [second] },
      ]) {
        const change = { recordId, expectedVersion, body: Buffer.from('new'), dueAt: 1, ...entries };
        const error = await failureOf(store.commit(change));
        expect(error).to.be.instanceOf(StoreUnavailableError);
        expect(error.message).to.include('not ours');
      }
      expect(await store.read(recordId)).to.eql({ version: expectedVersion, body });
      expect(await store.due(1, 10)).to.eql([]);
      expect(await Promise.all([store.count('first'), store.count('second')])).to.eql([1, 0]);
    });

    const whole = {
      recordId,
      body: Buffer.from('new'),
      dueAt: 1,
      index: [{ index: 'first', score: 1, member: 'm' }],
      add: [
        { counter: 'one', field: 'x', by: 1 },
        { counter: 'two', field: 'x', by: 1 },
      ],
      changes: [Buffer.from('new')],
    };
    const expectNothingOf = async (change: Omit<Commit, 'expectedVersion'>): Promise<void> => {
      const { version: expectedVersion = 0 } = (await store.read(recordId)) ?? {};
      const failure = await failureOf(store.commit({ ...change, expectedVersion }));
      expect(failure).to.be.instanceOf(StoreUnavailableError);
      expect(await store.read(recordId)).to.eql({ version: expectedVersion, body });
      expect([await store.count('due'), await store.count('first')]).to.eql([0, 0]);
    };

    it('writes nothing of a commit that adds to it', async () => {
      await store.commit({ recordId, expectedVersion: 0, body });
      await redis.set(counterKey(5, 'two'), 'not ours');
      for (const change of [whole, { ...whole, forget: true }]) await expectNothingOf(change);
      await redis.del(counterKey(5, 'two'));
      await redis.hset(counterKey(5, 'two'), 'x', 'not ours');
      await expectNothingOf(whole);
      expect(await store.totals(['one'])).to.eql([new Map()]);
      expect(await redis.exists(feedKey(5))).to.equal(0);
      await redis.set(counterKey(5, 'one'), 'not ours');
      expect(await failureOf(store.totals(['none', 'one']))).to.be.instanceOf(StoreUnavailableError);
    });

    it('writes nothing of a commit that tells it something, or has it forget', async () => {
      await store.commit({ recordId, expectedVersion: 0, body });
      await redis.set(feedKey(5), 'not ours');
      const { changes: _, ...silent } = whole;
      for (const change of [whole, { ...whole, forget: true }, { ...silent, forget: true }]) {
        await expectNothingOf(change);
      }
      expect(await store.totals(['one', 'two'])).to.eql([new Map(), new Map()]);
      for (const attempt of [store.feed({ limit: 1 }), store.feedEnd()]) {
        expect(await failureOf(attempt)).to.be.instanceOf(StoreUnavailableError);
      }
    });

    it('gives no range and no count of it', async () => {
      await redis.set(indexKey(5, 'first'), 'not ours');
      await store.commit({
        recordId: '00000006aaaaaaaa',
        expectedVersion: 0,
        body,
        index: [{ index: 'first', score: 1, member: 'm' }],
      });
      const together = store.range(['other', 'first'], { limit: 10 });
      for (const attempt of [store.range('first', { limit: 10 }), store.count('first'), together]) {
        expect(await failureOf(attempt)).to.be.instanceOf(StoreUnavailableError);
      }
    });
  });
});

/** How often each command ran since `CONFIG RESETSTAT`, scripts included. */
async function callsByCommand(redis: Redis): Promise<Map<string, number>> {
  const stats = await redis.info('commandstats');
  return new Map(
    [...stats.matchAll(/cmdstat_(\S+):calls=(\d+)/g)].map(([, name = '', calls]) => [name, Number(calls)]),
  );
}
