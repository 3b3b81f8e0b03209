import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect } from 'chai';
import { StoreUnavailableError } from '../../../../lib/errors.ts';
import { openStore } from '../../../../lib/store/open.ts';
import type { Store } from '../../../../lib/store/store.ts';
import { eventually } from '../../../support/eventually.ts';
import { failureOf } from '../../../support/failure-of.ts';
import { newId, written } from '../../../support/records.ts';
import { type RedisServer, startRedisServer } from '../../../support/redis-server.ts';
import { startTcpProxy, type TcpProxy } from '../../../support/tcp-proxy.ts';

const MEGABYTE = 1024 * 1024;

describe('a Redis that goes away', function () {
  this.timeout(60_000);
  let server: RedisServer;
  let store: Store;
  beforeEach(async () => {
    // With `everysec` a busy disk makes Redis hold back what it has acknowledged, and a kill loses it.
    server = await startRedisServer({ appendonly: true, args: ['--appendfsync', 'always'] });
    store = await openStore(server.url);
  });
  afterEach(async () => {
    await store.close();
    await server.stop();
  });

  it('when killed under load loses nothing acknowledged, fails fast, and is used again once it is back', async () => {
    const acknowledged = new Map<string, number>();
    const slowest = await loadUntilFailure(store, acknowledged, () => server.kill());
    expect(slowest).to.be.below(3000);
    expect(acknowledged.size).to.equal(32);
    expect(await store.health()).to.deep.include({ writable: false, durability: 'unknown' });

    await server.restart();
    await eventually(() => commitOne(store), 5000);
    for (const [recordId, number] of acknowledged) {
      expect(numberIn((await store.read(recordId))?.body)).to.be.at.least(number);
    }
  });

  it('is not waited for: commits fail at once and pile up nowhere', async () => {
    await server.kill();
    await failureOf(commitOne(store));
    const before = heldBytes();
    const durations: number[] = [];
    for (let round = 0; round < 50; round += 1) {
      const started = Date.now();
      await failureOf(commitOne(store));
      durations.push(Date.now() - started);
      const results = await Promise.allSettled(
        Array.from({ length: 1000 }, () => commitOne(store, Buffer.alloc(2000, 1))),
      );
      expect(results.every(({ status }) => status === 'rejected')).to.equal(true);
    }
    expect(durations.sort((a, b) => a - b)[25], 'median in ms').to.be.below(50);
    expect(heldBytes() - before, 'of 100 MB sent').to.be.below(20 * MEGABYTE);
  });

  it('is noticed by readiness within two seconds, and its return too', async () => {
    expect((await store.health()).writable).to.equal(true);
    await server.kill();
    const gone = Date.now();
    await eventually(async () => expect((await store.health()).writable).to.equal(false));
    expect(Date.now() - gone).to.be.below(2000);
    await server.restart();
    const back = Date.now();
    await eventually(async () => expect((await store.health()).writable).to.equal(true));
    expect(Date.now() - back).to.be.below(5000);
  });
});

describe('a Redis that hangs', function () {
  this.timeout(30_000);
  it('is given up on within the time-out, and applies what was in flight at most once', async () => {
    const server = await startRedisServer();
    const store = await openStore(server.url, { commandTimeout: 600 });
    const ids = Array.from({ length: 50 }, newId);
    const versions = await Promise.all(ids.map((recordId) => written(store, change(recordId, 1))));
    const second = (place: number) => store.commit(change(ids[place] ?? '', 2, versions[place]));
    server.freeze();
    const started = Date.now();
    const results = await Promise.allSettled(ids.map((_, place) => second(place)));
    expect(Date.now() - started).to.be.within(300, 1500);
    for (const result of results) {
      expect(result.status === 'rejected' && result.reason).to.be.instanceOf(StoreUnavailableError);
    }
    server.thaw();
    for (const [place, recordId] of ids.entries()) {
      const record = await eventually(() => store.read(recordId));
      const isFirst = record?.version === versions[place];
      expect(record?.body.toString()).to.equal(`${recordId} ${isFirst ? 1 : 2}`);
      const repeat = await second(place);
      expect(repeat.committed).to.equal(isFirst);
      expect(numberIn((await store.read(recordId))?.body)).to.equal(2);
    }
    await store.close();
    await server.stop();
  });

  it('gives no range, count, sum and feed, within the time-out, and whole ones afterwards', async () => {
    const server = await startRedisServer();
    const store = await openStore(server.url, { commandTimeout: 600 });
    const index = [{ index: 'open', score: 1, member: 'a' }];
    await store.commit({ recordId: newId(), expectedVersion: 0, body: Buffer.from('any'), index });
    server.freeze();
    const started = Date.now();
    for (const attempt of [
      store.range('open', { limit: 1 }),
      store.range(['open', 'none'], { limit: 1 }),
      store.count('open'),
      store.totals(['sessions']),
      store.feed({ limit: 1 }),
      store.feedEnd(),
    ]) {
      expect(await failureOf(attempt)).to.be.instanceOf(StoreUnavailableError);
    }
    expect(Date.now() - started).to.be.within(300, 1500);
    server.thaw();
    const places = await eventually(() => store.range('open', { limit: 1 }));
    expect(places).to.eql([{ score: 1, member: 'a' }]);
    expect(await store.count('open')).to.equal(1);
    await store.close();
    await server.stop();
  });
});

describe('a line to Redis that breaks', () => {
  let server: RedisServer;
  let proxy: TcpProxy;
  let store: Store;
  let direct: Store;
  beforeEach(async () => {
    server = await startRedisServer();
    proxy = await startTcpProxy(server.port);
    store = await openStore(`redis://127.0.0.1:${proxy.port}`);
    direct = await openStore(server.url);
    // So that the reply that is eaten is not the one that asks for the script.
    await commitOne(store);
  });
  afterEach(async () => {
    await Promise.all([store.close(), direct.close()]);
    await proxy.close();
    await server.stop();
  });

  it('after the commit was applied costs an error, never a second application', async () => {
    const recordId = newId();
    let expectedVersion = 0;
    for (const number of [1, 2, 3, 4, 5]) {
      const next = change(recordId, number, expectedVersion);
      proxy.eatNextReply();
      expect(await failureOf(store.commit(next))).to.be.instanceOf(StoreUnavailableError);
      const current = await direct.read(recordId);
      expect(current?.body).to.eql(next.body);
      expect(await eventually(() => store.commit(next))).to.eql({ committed: false, current });
      expectedVersion = current?.version ?? 0;
    }
  });

  it('fails all commits in flight, and each was applied once or not at all', async () => {
    const ids = Array.from({ length: 100 }, newId);
    proxy.eatNextReply();
    const results = await Promise.allSettled(ids.map((recordId) => store.commit(change(recordId, 1))));
    expect(results.every(({ status }) => status === 'rejected')).to.equal(true);
    await eventually(() => store.rejections(1));
    for (const recordId of ids) {
      const before = await direct.read(recordId);
      const repeat = await store.commit(change(recordId, 1));
      expect(repeat.committed).to.equal(before === undefined);
      const version = repeat.committed ? repeat.version : before?.version;
      expect((await direct.read(recordId))?.version).to.equal(version);
    }
  });
});

/**
 * 32 records are committed over and over; after a while `fail` is called, and each of the 32 ends at its first error.
 * Notes the number of what was acknowledged last, and gives the longest time, in ms, that a commit took to fail.
 */
async function loadUntilFailure(
  store: Store,
  acknowledged: Map<string, number>,
  fail: () => Promise<void>,
): Promise<number> {
  let count = 0;
  let failing: Promise<void> | undefined;
  const durations = await Promise.all(
    Array.from({ length: 32 }, newId).map(async (recordId) => {
      for (let number = 1, version = 0; ; number += 1) {
        const started = Date.now();
        try {
          version = await written(store, change(recordId, number, version));
        } catch (error) {
          expect(error).to.be.instanceOf(StoreUnavailableError);
          return Date.now() - started;
        }
        acknowledged.set(recordId, number);
        count += 1;
        if (count === 2000) failing = fail();
      }
    }),
  );
  await failing;
  return Math.max(...durations);
}

/** What this process holds on to once garbage is collected. */
function heldBytes(): number {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

function change(recordId: string, number: number, expectedVersion = 0) {
  return { recordId, expectedVersion, body: Buffer.from(`${recordId} ${number}`) };
}

function numberIn(body: Buffer | undefined): number {
  return Number(body?.toString().split(' ')[1]);
}

async function commitOne(store: Store, body = Buffer.from('any')): Promise<void> {
  await store.commit({ recordId: newId(), expectedVersion: 0, body });
}
