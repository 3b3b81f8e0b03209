import { expect } from 'chai';
import { StoreUnavailableError } from '../../../../lib/errors.ts';
import { openStore } from '../../../../lib/store/open.ts';
import { dueKey, feedKey, indexKey, recordKey } from '../../../../lib/store/redis/keys.ts';
import type { Place, RangeQuery, Store } from '../../../../lib/store/store.ts';
import { eventually } from '../../../support/eventually.ts';
import { failureOf } from '../../../support/failure-of.ts';
import { increment, written } from '../../../support/records.ts';
import { type RedisCluster, startRedisCluster } from '../../../support/redis-cluster.ts';
import type { RedisServer } from '../../../support/redis-server.ts';
import type { SlotMove } from '../../../support/slot-move.ts';

/** Four records for each of the 64 partitions. */
const IDS = Array.from({ length: 256 }, (_, place) => `${place.toString(16).padStart(8, '0')}a`);
const LISTS = ['even', 'odd', 'all'] as const;
/** The first partitions whose slots (CRC16 of what is in the braces) are of the first of three nodes, and not its last. */
const OF_FIRST_NODE = 16_384 / 3 - 1;

describe('a partition that stands between two nodes of a Redis Cluster', function () {
  this.timeout(30_000);
  let cluster: RedisCluster;
  let store: Store;
  let from: RedisServer;
  let to: RedisServer;
  /** Not moved by any test yet. */
  let fresh: { partition: number; slot: number }[];
  before(async function () {
    this.timeout(60_000);
    cluster = await startRedisCluster();
    [from, to] = cluster.nodes as [RedisServer, RedisServer];
    store = await openStore(cluster.url);
    await Promise.all(IDS.map((recordId, place) => store.commit(first(recordId, place))));
    const partitions = Array.from({ length: 64 }, (_, partition) => partition);
    const slots = await Promise.all(partitions.map((partition) => slotOf(from, partition)));
    fresh = partitions
      .map((partition) => ({ partition, slot: slots[partition] ?? 0 }))
      .filter(({ slot }) => slot < OF_FIRST_NODE);
  });
  after(async () => {
    await store.close();
    await cluster.stop();
  });

  /** Begins to move a partition. */
  const begin = async (): Promise<{ partition: number; recordId: string; move: SlotMove }> => {
    const next = fresh.shift();
    if (next === undefined) throw new Error('a node has partitions');
    const { partition, slot } = next;
    return { partition, recordId: IDS[partition] ?? '', move: await cluster.beginMove(slot, from, to) };
  };

  const versionOf = async (recordId: string): Promise<number> => (await store.read(recordId))?.version ?? 0;

  it('is read whole, whichever of its keys have arrived', async () => {
    const { partition, recordId, move } = await begin();
    const keys = [
      indexKey(partition, 'odd'),
      indexKey(partition, 'all'),
      recordKey(partition, recordId),
      feedKey(partition),
      dueKey(partition),
      indexKey(partition, 'even'),
    ];
    await expectWhole(store);
    for (const key of keys) {
      if ((await from.cli('EXISTS', key)) === '1') await move.keys(key);
      await expectWhole(store);
    }
    await move.allKeys();
    await expectWhole(store);
    await move.end();
    await expectWhole(store);
  });

  it('is read far enough where one of its indexes is ahead of the others', async () => {
    const { partition, slot } = fresh.shift() ?? { partition: 0, slot: 0 };
    const [recordId = '', other = ''] = IDS.slice(partition);
    const add = (id: string, index: string, score: number) => {
      const member = `${index}${String(score).padStart(4, '0')}`;
      const entry = { index, score, member };
      const change = { recordId: `${id}${member.slice(-4)}`, expectedVersion: 0, body: Buffer.from(index) };
      return store.commit({ ...change, index: [entry] });
    };
    for (let each = 0; each < 12; each += 1) {
      await add(recordId, 'early', each);
      await add(other, 'middle', 500 + each);
      await add(recordId, 'late', 1000 + each);
    }
    const move = await cluster.beginMove(slot, from, to);
    await move.keys(indexKey(partition, 'late'));
    const found = await store.range(['early', 'middle', 'late'], { limit: 10 });
    expect(found.map(({ score }) => score)).to.eql(Array.from({ length: 10 }, (_, each) => each));
    await move.allKeys();
    await move.end();
  });

  it('takes a commit of what is still there', async () => {
    const { recordId, move } = await begin();
    const expectedVersion = await versionOf(recordId);
    const version = await written(store, { recordId, expectedVersion, body: Buffer.from('two') });
    await move.allKeys();
    await move.end();
    expect(await versionOf(recordId)).to.equal(version);
  });

  it('lets commits wait until all of it has arrived, and carries each out once', async () => {
    const { partition, recordId, move } = await begin();
    await move.keys(dueKey(partition));
    const before = await refusals(from);
    const waiting = Array.from({ length: 4 }, () => increment(store, recordId));
    waiting.push(increment(store, `${recordId}b`));
    await eventually(async () => expect(await refusals(from)).to.be.above(before + 5));
    await move.allKeys();
    await move.end();
    expect((await Promise.all(waiting)).sort()).to.eql([1, 1, 2, 3, 4]);
    expect((await store.read(recordId))?.body.toString()).to.equal('4');
  });

  it('refuses a commit after two seconds, with words that say why', async () => {
    const { partition, recordId, move } = await begin();
    await move.keys(dueKey(partition));
    const started = Date.now();
    const change = {
      recordId,
      expectedVersion: await versionOf(recordId),
      body: Buffer.from('two'),
    };
    const failure = await failureOf(store.commit(change));
    expect(failure).to.be.instanceOf(StoreUnavailableError);
    expect((failure as Error).message).to.match(
      /while the cluster moves a slot|the cluster is moving the slot/,
    );
    expect(Date.now() - started).to.be.within(1900, 4000);
    await move.allKeys();
    await move.end();
    expect((await store.commit(change)).committed).to.equal(true);
  });
});

async function slotOf(node: RedisServer, partition: number): Promise<number> {
  return Number(await node.cli('CLUSTER', 'KEYSLOT', dueKey(partition)));
}

function first(recordId: string, place: number) {
  const entry = (index: string) => ({ index, score: place >> 1, member: recordId });
  return {
    recordId,
    expectedVersion: 0,
    body: Buffer.from('0'),
    dueAt: place,
    index: [entry(place % 128 < 64 ? 'even' : 'odd'), entry('all')],
    add: [{ counter: 'all', field: 'records', by: 1 }],
    changes: [Buffer.from(recordId)],
  };
}

/** Holds every way to read against what was written at first. */
async function expectWhole(store: Store): Promise<void> {
  const all = await store.range('all', { limit: 1000 });
  expect(all).to.have.lengthOf(256);
  const inOrder = all.flatMap((place) => [place, place]);
  const expectRange = async (query: RangeQuery, expected: readonly Place[]): Promise<void> => {
    expect(await store.range(LISTS, query), JSON.stringify(query)).to.eql(expected);
  };
  await expectRange({ limit: 1000 }, inOrder);
  await expectRange({ limit: 50 }, inOrder.slice(0, 50));
  await expectRange({ limit: 50, descending: true }, inOrder.toReversed().slice(0, 50));
  const after = all[100] as Place;
  await expectRange({ limit: 30, after }, inOrder.slice(202, 232));
  await expectRange({ limit: 30, after, descending: true }, inOrder.slice(0, 200).toReversed().slice(0, 30));
  expect(await store.count('all')).to.equal(256);
  expect(await store.totals(['all'])).to.eql([new Map([['records', 256]])]);
  expect(await store.due(1000, 1000)).to.have.members(IDS);
  for (const id of IDS.slice(0, 64)) expect((await store.read(id))?.version, id).to.be.above(0);
  await store.feedEnd();
  const { entries } = await store.feed({ limit: 1000 });
  expect(entries.map(({ recordId }) => recordId)).to.have.members(IDS);
}

/** How many scripts a node has refused to run. */
async function refusals(node: RedisServer): Promise<number> {
  const stats = await node.cli('INFO', 'commandstats');
  return Number(/cmdstat_evalsha:.*rejected_calls=(\d+)/.exec(stats)?.[1] ?? 0);
}
