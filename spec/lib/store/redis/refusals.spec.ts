import { rm } from 'node:fs/promises';
import { expect } from 'chai';
import type { Redis } from 'ioredis';
import { StoreUnavailableError } from '../../../../lib/errors.ts';
import type { Store } from '../../../../lib/store/store.ts';
import { eventually } from '../../../support/eventually.ts';
import { failureOf } from '../../../support/failure-of.ts';
import { newId } from '../../../support/records.ts';
import { type RedisServer, startRedisServer } from '../../../support/redis-server.ts';
import { openOwnRedis } from '../../../support/redis-store.ts';

describe('a Redis that refuses writes', () => {
  let server: RedisServer;
  let store: Store;
  let redis: Redis;
  let close: () => Promise<void>;
  let written: string;
  beforeEach(async () => {
    ({ server, store, redis, close } = await openOwnRedis());
    written = await commitOne(store);
  });
  afterEach(() => close());

  async function expectRefused(reason: RegExp): Promise<void> {
    const error = await failureOf(commitOne(store));
    expect(error).to.be.instanceOf(StoreUnavailableError);
    expect(error.message).to.match(reason).and.include(server.url);
  }

  /** After a mended fault commits go through again without a restart, once more than the fault's last second. */
  async function expectMended(): Promise<void> {
    await eventually(() => commitOne(store));
    await eventually(async () => expect((await store.health()).writable).to.equal(true));
  }

  it('because its memory is full: reads go on, records are whole, and it mends', async () => {
    await redis.config('SET', 'maxmemory', '4mb');
    const ids: string[] = [];
    const fill = async (): Promise<never> => {
      for (;;) ids.push(await commitOne(store, Buffer.alloc(20_000, 1)));
    };
    expect((await failureOf(fill())).message).to.match(/memory is full.*OOM/);
    await redis.config('SET', 'maxmemory', '1mb');
    await expectRefused(/OOM/);
    const records = await Promise.all(ids.map((recordId) => store.read(recordId)));
    expect(records.every((record) => record?.body.length === 20_000)).to.equal(true);
    expect(await store.due(1, 10_000)).to.have.members([...ids, written]);
    const { writable, warnings } = await eventually(async () => {
      const health = await store.health();
      expect(health.writable).to.equal(false);
      return health;
    });
    expect([writable, warnings.join()]).to.satisfy(([, text]: [boolean, string]) =>
      /memory is full/.test(text),
    );
    await redis.config('SET', 'maxmemory', '0');
    await expectMended();
  });

  it('because it is a replica', async () => {
    const primary = await startRedisServer();
    await redis.replicaof('127.0.0.1', primary.port);
    await expectRefused(/primary/);
    await redis.replicaof('NO', 'ONE');
    await expectMended();
    await primary.stop();
  });

  it('because too few replicas are connected', async () => {
    await redis.config('SET', 'min-replicas-to-write', '1');
    await expectRefused(/NOREPLICAS/);
    await redis.config('SET', 'min-replicas-to-write', '0');
    await expectMended();
  });

  it('because it cannot save to its disk', async () => {
    await redis.config('SET', 'save', '3600 1');
    await rm(server.folder, { recursive: true });
    await redis.bgsave();
    await eventually(async () =>
      expect(await redis.info('persistence')).to.include('rdb_last_bgsave_status:err'),
    );
    await expectRefused(/disk.*MISCONF/);
    await redis.config('SET', 'stop-writes-on-bgsave-error', 'no');
    await expectMended();
  });

  it("because somebody else's script holds it up", async () => {
    await redis.config('SET', 'lua-time-limit', '10');
    const killed = failureOf(redis.eval('while true do end', 0));
    await eventually(() => expectRefused(/BUSY/));
    await server.cli('SCRIPT', 'KILL');
    expect((await killed).message).to.include('killed');
    await expectMended();
  });

  it('because it wants a password now', async () => {
    await redis.config('SET', 'requirepass', 'secret');
    await redis.call('CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes');
    await eventually(() => expectRefused(/not connected/));
    await redis.config('SET', 'requirepass', '');
    await expectMended();
  });

  it('answers reads all the while', async () => {
    await redis.config('SET', 'min-replicas-to-write', '1');
    expect((await store.read(written))?.body.toString()).to.equal('any');
    expect(await store.due(1, 10)).to.eql([written]);
    expect(await store.rejections(10)).to.eql([]);
    expect(await store.range(['due', 'none'], { limit: 10 })).to.eql([{ score: 1, member: written }]);
    expect(await store.totals(['sessions'])).to.eql([new Map()]);
    const after = await store.feedEnd();
    expect(await store.feed({ after, limit: 10 })).to.deep.include({ entries: [], gap: false });
  });
});

async function commitOne(store: Store, body = Buffer.from('any')): Promise<string> {
  const recordId = newId();
  const result = await store.commit({ recordId, expectedVersion: 0, body, dueAt: 1 });
  expect(result.committed).to.equal(true);
  return recordId;
}
