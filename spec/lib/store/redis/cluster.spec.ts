import { expect } from 'chai';
import { StoreUnavailableError } from '../../../../lib/errors.ts';
import { openStore } from '../../../../lib/store/open.ts';
import { dueKey } from '../../../../lib/store/redis/keys.ts';
import type { Store } from '../../../../lib/store/store.ts';
import { eventually } from '../../../support/eventually.ts';
import { failureOf } from '../../../support/failure-of.ts';
import { increment } from '../../../support/records.ts';
import { type RedisCluster, startRedisCluster } from '../../../support/redis-cluster.ts';

/** A record for each of the 64 partitions, so that each node of a cluster owns some. */
const IDS = Array.from({ length: 64 }, (_, partition) => partition.toString(16).padStart(8, '0'));
const NEVER = Number.MAX_SAFE_INTEGER;

describe('a Redis Cluster in trouble', function () {
  this.timeout(60_000);
  let cluster: RedisCluster;
  let store: Store;
  /** The version of each record after its first commit. */
  let firstVersions: Map<string, number>;
  beforeEach(async () => {
    firstVersions = new Map();
    const args = ['--appendfsync', 'always', '--cluster-require-full-coverage', 'no'];
    cluster = await startRedisCluster({ appendonly: true, args });
    store = await openStore(cluster.url);
    const results = await commitAll(store, firstVersions, 1);
    expect(results.failed).to.eql([]);
  });
  afterEach(async () => {
    await store.close();
    await cluster.stop();
  });

  it('goes on with the other partitions when a master is killed, and with all when it is back', async () => {
    await cluster.nodes[0]?.kill();
    const { failed, slowest } = await commitAll(store, firstVersions, 2);
    expect(slowest).to.be.below(3000);
    expect(failed).to.have.lengthOf.within(5, 40);
    const served = IDS.filter((id) => !failed.includes(id));
    expect(await store.due(NEVER, 100)).to.have.members(served);
    const health = await store.health();
    expect(health.writable).to.equal(true);
    expect(health.warnings.join()).to.include(`${failed.length} of 64 partitions cannot be written`);

    await cluster.nodes[0]?.restart();
    await eventually(
      async () => expect((await commitAll(store, firstVersions, 2)).failed).to.eql([]),
      15_000,
    );
    await expectAll(store, 2);
    expect(await store.due(NEVER, 100)).to.have.members(IDS);
  });

  it('fails within the time-out where a master hangs, and applies each commit at most once', async () => {
    cluster.nodes[1]?.freeze();
    const { failed, slowest } = await commitAll(store, firstVersions, 2);
    expect(slowest).to.be.below(3000);
    expect(failed).to.have.lengthOf.within(5, 40);
    cluster.nodes[1]?.thaw();
    await eventually(
      async () => expect((await commitAll(store, firstVersions, 2)).failed).to.eql([]),
      15_000,
    );
    await expectAll(store, 2);
  });

  it('gives no range, count, sum and feed that lack a partition, and whole ones once all are back', async () => {
    const expected = IDS.map((member) => ({ score: 1, member }));
    const expectWhole = async (): Promise<void> => {
      expect(await store.range('due', { limit: 100 })).to.eql(expected);
      expect(await store.range('all', { limit: 100, descending: true })).to.eql(expected.toReversed());
      expect(await store.range(['none', 'all'], { limit: 100 })).to.eql(expected);
      expect(await store.count('all')).to.equal(64);
      expect(await store.totals(['all'])).to.eql([new Map([['records', 64]])]);
      await store.feedEnd();
      const { entries } = await store.feed({ limit: 100 });
      expect(entries.map(({ recordId }) => recordId)).to.have.members(IDS);
    };
    const expectNone = async (): Promise<void> => {
      const attempts = [
        () => store.range('due', { limit: 1 }),
        () => store.range('all', { limit: 1, after: { score: 0, member: 'a' } }),
        () => store.range(['due', 'all'], { limit: 1 }),
        () => store.count('all'),
        () => store.totals(['all']),
        () => store.feed({ limit: 1 }),
        () => store.feedEnd(),
      ];
      for (const attempt of attempts) {
        const started = Date.now();
        expect(await failureOf(attempt())).to.be.instanceOf(StoreUnavailableError);
        expect(Date.now() - started).to.be.below(3000);
      }
    };
    await expectWhole();
    await cluster.nodes[0]?.kill();
    await expectNone();
    await cluster.nodes[0]?.restart();
    await eventually(expectWhole, 15_000);
    cluster.nodes[1]?.freeze();
    await expectNone();
    cluster.nodes[1]?.thaw();
    await eventually(expectWhole, 15_000);
  });

  it('is used again after all of it was gone', async () => {
    await Promise.all(cluster.nodes.map((node) => node.kill()));
    expect((await commitAll(store, firstVersions, 2)).failed).to.eql(IDS);
    expect((await store.health()).writable).to.equal(false);
    await Promise.all(cluster.nodes.map((node) => node.restart()));
    await eventually(
      async () => expect((await commitAll(store, firstVersions, 2)).failed).to.eql([]),
      20_000,
    );
    await expectAll(store, 2);
  });

  it('loses no update while partitions move from one node to another', async () => {
    const [from, to] = cluster.nodes;
    if (from === undefined || to === undefined) throw new Error('a cluster has nodes');
    const partitions = IDS.map((_, partition) => partition);
    const slots = await Promise.all(
      partitions.map(async (partition) => Number(await from.cli('CLUSTER', 'KEYSLOT', dueKey(partition)))),
    );
    // The first of three nodes owns the first third of the 16,384 slots.
    const moved = partitions.filter((partition) => (slots[partition] ?? 0) < 16_384 / 3 - 1).slice(0, 6);
    let moving = true;
    const counts = moved.flatMap((partition) =>
      ['a', 'b', 'c'].map(async (end) => {
        const recordId = `${IDS[partition]}${end}`;
        let count = 0;
        for (; moving; count += 1) await eventually(() => increment(store, recordId));
        return { recordId, count };
      }),
    );
    for (const partition of moved) await cluster.moveSlot(slots[partition] ?? 0, from, to);
    moving = false;
    for (const { recordId, count } of await Promise.all(counts)) {
      expect(count).to.be.above(10);
      expect(Number((await store.read(recordId))?.body), recordId).to.equal(count);
    }
    for (const partition of moved) {
      expect(await to.cli('EXISTS', dueKey(partition)), `due index of partition ${partition}`).to.equal('1');
    }
    expect(await store.due(NEVER, 100)).to.have.members(IDS);
    expect(await store.count('all')).to.equal(64);
    expect(await store.totals(['all'])).to.eql([new Map([['records', 64]])]);
    expect((await store.feed({ limit: 100 })).entries).to.have.lengthOf(64);
  });
});

/** Commits each record for the first or for the second time; what stands there already counts as done. */
async function commitAll(
  store: Store,
  firstVersions: Map<string, number>,
  time: 1 | 2,
): Promise<{ failed: string[]; slowest: number }> {
  const failed: string[] = [];
  const durations = await Promise.all(
    IDS.map(async (recordId) => {
      const started = Date.now();
      const body = Buffer.from(`${recordId} ${time}`);
      try {
        const index = [{ index: 'all', score: 1, member: recordId }];
        const isNew = time === 1 && {
          add: [{ counter: 'all', field: 'records', by: 1 }],
          changes: [body],
        };
        const expectedVersion = time === 1 ? 0 : (firstVersions.get(recordId) ?? 0);
        const change = { recordId, expectedVersion, body, dueAt: time, index, ...isNew };
        const result = await store.commit(change);
        expect(result.committed || result.current?.body).to.deep.oneOf([true, body]);
        if (time === 1 && result.committed) firstVersions.set(recordId, result.version);
      } catch (error) {
        expect(error).to.be.instanceOf(StoreUnavailableError);
        failed.push(recordId);
      }
      return Date.now() - started;
    }),
  );
  return { failed: failed.sort(), slowest: Math.max(...durations) };
}

async function expectAll(store: Store, time: number): Promise<void> {
  for (const id of IDS) expect((await store.read(id))?.body.toString()).to.equal(`${id} ${time}`);
}
