import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import { openStore } from '../../../lib/store/open.ts';
import type { Place, RangeQuery, Store } from '../../../lib/store/store.ts';
import { newId, written } from '../../support/records.ts';
import { type RedisServer, startRedisServer } from '../../support/redis-server.ts';

const CASES = Math.min(Number(process.env['PROPERTY_CASES'] ?? 200), 200);
const body = Buffer.from('any');

/** Few of each, so that scores are shared, and places are asked for that exist, that are gone and that never were. */
const score = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: -2, max: 2 }) },
  { weight: 1, arbitrary: fc.maxSafeInteger() },
);
const member = fc.string({ unit: fc.constantFrom(...'-0Aa_'), minLength: 1, maxLength: 3 });
const place = fc.record({ score, member });
const query: fc.Arbitrary<RangeQuery> = fc.record(
  { from: score, to: score, descending: fc.boolean(), after: place, limit: fc.integer({ min: 1, max: 30 }) },
  { requiredKeys: ['limit'] },
);
const LISTS = ['one', 'two', 'three'];
/** `record` is the one of three that an entry is written with; those that are `gone` leave again. */
const entries = fc.uniqueArray(
  fc.record({ list: fc.constantFrom(...LISTS), score, member, record: fc.nat(2), gone: fc.boolean() }),
  { maxLength: 90, selector: ({ list, member }) => `${list} ${member}` },
);
const question = fc.record({ lists: fc.subarray(LISTS), query });

describe('a range of indexes', function () {
  this.timeout(120_000);
  let server: RedisServer;
  let folder: string;
  let stores: Store[] = [];
  before(async () => {
    server = await startRedisServer();
    folder = await mkdtemp(join(tmpdir(), 'connect-tracker-lmdb-'));
    stores = [await openStore(server.url), await openStore(`lmdb://${folder}`)];
  });
  after(async () => {
    await Promise.all(stores.map((store) => store.close()));
    await server.stop();
    await rm(folder, { recursive: true });
  });

  it('is what sorting and slicing all entries gives, on every store', async () => {
    let cases = 0;
    const property = fc.asyncProperty(
      entries,
      fc.array(question, { minLength: 5, maxLength: 20 }),
      async (written, questions) => {
        const prefix = `case ${cases}`;
        cases += 1;
        for (const store of stores) {
          await write(store, prefix, written);
          for (const { lists, query } of questions) {
            const kept = written.filter(({ gone, list }) => !gone && lists.includes(list)).map(placeOf);
            const indexes = lists.map((list) => `${prefix} ${list}`);
            const told = JSON.stringify({ lists, query });
            expect(await store.range(indexes, query), told).to.eql(model(kept, query));
            const counts = await Promise.all(indexes.map((index) => store.count(index, query)));
            expect(
              counts.reduce((sum, count) => sum + count, 0),
              told,
            ).to.equal(within(kept, query).length);
          }
        }
      },
    );
    await fc.assert(property, { numRuns: CASES });
  });
});

type Written = Place & { readonly list: string; readonly record: number; readonly gone: boolean };

function placeOf({ score, member }: Place): Place {
  return { score, member };
}

async function write(store: Store, prefix: string, places: readonly Written[]): Promise<void> {
  await Promise.all(
    Array.from({ length: 3 }, async (_, record) => {
      const recordId = newId();
      const own = places
        .filter((entry) => entry.record === record)
        .map(({ list, ...entry }) => ({ ...entry, index: `${prefix} ${list}` }));
      const expectedVersion = await written(store, { recordId, expectedVersion: 0, body, index: own });
      await written(store, { recordId, expectedVersion, body, unindex: own.filter(({ gone }) => gone) });
    }),
  );
}

function within(places: readonly Place[], { from = -Infinity, to = Infinity }: RangeQuery): Place[] {
  return places.filter(({ score }) => score >= from && score <= to);
}

function model(places: readonly Place[], query: RangeQuery): Place[] {
  const sign = query.descending ? -1 : 1;
  const order = (a: Place, b: Place): number =>
    sign * (Math.sign(a.score - b.score) || (a.member < b.member ? -1 : Number(a.member > b.member)));
  const { after } = query;
  return within(places, query)
    .filter((place) => after === undefined || order(place, after) > 0)
    .sort(order)
    .slice(0, query.limit);
}
