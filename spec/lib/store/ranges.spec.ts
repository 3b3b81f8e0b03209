import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import { openStore } from '../../../lib/store/open.ts';
import type { Place, RangeQuery, Store } from '../../../lib/store/store.ts';
import { newId } from '../../support/records.ts';
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
/** `record` is the one of three that an entry is written with; those that are `gone` leave again. */
const entries = fc.uniqueArray(fc.record({ score, member, record: fc.nat(2), gone: fc.boolean() }), {
  maxLength: 60,
  selector: (entry) => entry.member,
});

describe('a range of an index', function () {
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
      fc.array(query, { minLength: 5, maxLength: 20 }),
      async (written, queries) => {
        const index = `case ${cases}`;
        cases += 1;
        const kept = written.filter(({ gone }) => !gone).map(({ score, member }) => ({ score, member }));
        for (const store of stores) {
          await write(store, index, written);
          for (const each of queries) {
            expect(await store.range(index, each), JSON.stringify(each)).to.eql(model(kept, each));
            expect(await store.count(index, each), JSON.stringify(each)).to.equal(within(kept, each).length);
          }
        }
      },
    );
    await fc.assert(property, { numRuns: CASES });
  });
});

type Written = Place & { readonly record: number; readonly gone: boolean };

async function write(store: Store, index: string, written: readonly Written[]): Promise<void> {
  await Promise.all(
    Array.from({ length: 3 }, async (_, record) => {
      const recordId = newId();
      const own = written
        .filter((entry) => entry.record === record)
        .map(({ score, member, gone }) => ({ index, score, member, gone }));
      await store.commit({ recordId, expectedVersion: 0, body, index: own });
      await store.commit({ recordId, expectedVersion: 1, body, unindex: own.filter(({ gone }) => gone) });
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
