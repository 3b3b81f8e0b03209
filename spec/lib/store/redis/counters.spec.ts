import { expect } from 'chai';
import type { Redis } from 'ioredis';
import { connect, type RedisClient } from '../../../../lib/store/redis/client.ts';
import { readTotals } from '../../../../lib/store/redis/counters.ts';
import { openRedisStore } from '../../../../lib/store/redis/redis-store.ts';
import { parseStoreUrl, type RedisAddress } from '../../../../lib/store/url.ts';
import { eventually } from '../../../support/eventually.ts';
import { newId } from '../../../support/records.ts';
import { connectRedis } from '../../../support/redis-client.ts';
import { type RedisServer, startRedisServer } from '../../../support/redis-server.ts';

const PARTITIONS = 64;
const names = (amount: number) => Array.from({ length: amount }, (_, place) => `day ${place}`);

/** A real client that notes how many commands were given to it, and how many were under way at most. */
function watched(client: RedisClient) {
  const seen = { commands: 0, most: 0 };
  let now = 0;
  const hgetall = (key: string) => {
    seen.commands += 1;
    seen.most = Math.max(seen.most, ++now);
    return client.hgetall(key).finally(() => {
      now -= 1;
    });
  };
  return { seen, client: Object.assign(Object.create(client), { hgetall }) as RedisClient };
}

describe('counters in Redis', () => {
  let server: RedisServer;
  let address: RedisAddress;
  beforeEach(async () => {
    server = await startRedisServer();
    address = parseStoreUrl(server.url) as RedisAddress;
  });
  afterEach(() => server.stop());

  describe('are read', () => {
    let client: RedisClient;
    beforeEach(async () => {
      client = await connect(address, 2_000);
    });
    afterEach(() => client.disconnect());

    const reading = async (partitions: number, amount: number) => {
      const { seen, client: seeing } = watched(client);
      expect(await readTotals(seeing, partitions, names(amount))).to.have.length(amount);
      return seen;
    };

    it('with no more than 512 commands under way, however many they are', async () => {
      expect(await reading(PARTITIONS, 500)).to.deep.equal({ commands: 500 * PARTITIONS, most: 512 });
    });

    it('all at once where they are those of a week', async () => {
      expect(await reading(PARTITIONS, 7)).to.deep.equal({ commands: 7 * PARTITIONS, most: 7 * PARTITIONS });
    });

    it('one by one where there are more partitions than that', async () => {
      expect(await reading(1_000, 3)).to.deep.equal({ commands: 3_000, most: 1_000 });
    });
  });

  describe('of which many are read', () => {
    let redis: Redis;
    beforeEach(() => {
      redis = connectRedis(server.port);
    });
    afterEach(() => redis.disconnect());

    it('keep nobody waiting who asks for something else meanwhile', async () => {
      const store = await openRedisStore(address);
      const ends: string[] = [];
      try {
        const totals = store.totals(names(500)).then(() => ends.push('totals'));
        await eventually(async () => expect(await redis.info('commandstats')).to.include('cmdstat_hgetall'));
        // Answers come in the order of the commands.
        await store.read(newId()).then(() => ends.push('read'));
        await totals;
        expect(ends).to.deep.equal(['read', 'totals']);
      } finally {
        await store.close();
      }
    });
  });
});
