import { expect } from 'chai';
import { LAST_FOLLOWED } from '../../../../lib/store/next-version.ts';
import { openStore } from '../../../../lib/store/open.ts';
import { partitionOf, recordKey } from '../../../../lib/store/redis/keys.ts';
import { encodeRecord } from '../../../../lib/store/redis/record-value.ts';
import { newId, written } from '../../../support/records.ts';
import { connectRedis } from '../../../support/redis-client.ts';
import { startRedisServer } from '../../../support/redis-server.ts';

const body = Buffer.from('any');

describe('a record in Redis', () => {
  it('may have the small version of an old one, and the greatest there is: commits go on from it', async () => {
    const server = await startRedisServer();
    const store = await openStore(server.url);
    const redis = connectRedis(server.port);
    for (const version of [1, 7, 2 ** 24, LAST_FOLLOWED]) {
      const recordId = newId();
      const key = recordKey(partitionOf(recordId, 64), recordId);
      await redis.set(key, encodeRecord(version, body));
      expect(await store.read(recordId)).to.eql({ version, body });
      const next = await written(store, { recordId, expectedVersion: version, body });
      expect(next).to.be.above(version);
      expect(await store.read(recordId)).to.eql({ version: next, body });
      expect(await written(store, { recordId, expectedVersion: next })).to.equal(0);
    }
    redis.disconnect();
    await store.close();
    await server.stop();
  });
});
