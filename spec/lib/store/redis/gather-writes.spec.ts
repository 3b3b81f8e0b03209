import { setImmediate } from 'node:timers/promises';
import { expect } from 'chai';
import type { Redis } from 'ioredis';
import { flowEvents } from '../../../../bench/session-events.ts';
import { connectProvider } from '../../../../lib/providers/connect/index.ts';
import type { Store } from '../../../../lib/store/store.ts';
import { createTracker } from '../../../../lib/tracker/create-tracker.ts';
import { increment, newId } from '../../../support/records.ts';
import { openOwnRedis } from '../../../support/redis-store.ts';

const COMMITS = 100;
/** Beside the commits themselves: what is asked to measure, and a write that the system has cut in two. */
const FEW = 20;

describe('commands to Redis', () => {
  let store: Store;
  let redis: Redis;
  let close: () => Promise<void>;
  beforeEach(async () => {
    ({ store, redis, close } = await openOwnRedis());
    // From here on the server knows the script.
    await increment(store, newId());
  });
  afterEach(() => close());

  const reads = async (): Promise<number> =>
    Number(/total_reads_processed:(\d+)/.exec(await redis.info('stats'))?.[1]);
  const body = Buffer.from('any');
  const commit = () => store.commit({ recordId: newId(), expectedVersion: 0, body });

  it('leave in one write where they come in one turn of the event loop', async () => {
    const before = await reads();
    await Promise.all(
      Array.from({ length: COMMITS }, async () => {
        // Each in a callback of its own, as the deliveries of many connections are.
        await setImmediate();
        return commit();
      }),
    );
    expect((await reads()) - before).to.be.below(FEW);
  });

  it('wait for no others', async () => {
    const before = await reads();
    for (let index = 0; index < COMMITS; index++) {
      await commit();
      await setImmediate();
    }
    expect((await reads()) - before).to.be.within(COMMITS, COMMITS + FEW);
  });

  it('are one for each event of a session that comes in order, and nothing else is asked', async () => {
    let at = 0;
    const tracker = createTracker({ store, providers: [connectProvider()], now: () => at });
    const events = flowEvents('severalBanks', { startAt: Date.now() - 600_000, customerId: '7001' }).slice(
      0,
      8,
    );
    expect(events).to.have.length(8);
    await redis.config('RESETSTAT');
    for (const event of events) {
      at = event.at;
      expect(await tracker.record(event)).to.deep.equal({ status: 'applied' });
    }
    const calls = new Map(
      [...(await redis.info('commandstats')).matchAll(/cmdstat_(\S+):calls=(\d+)/g)].map(
        ([, name, count]) => [name, Number(count)],
      ),
    );
    expect(calls.get('evalsha')).to.equal(8);
    const ours = ['config|resetstat', 'info', 'evalsha'];
    const ofTheScript = [
      'getrange',
      'zscore',
      'zcard',
      'hget',
      'xlen',
      'set',
      'zadd',
      'zrem',
      'hset',
      'hdel',
      'xadd',
    ];
    expect([...ours, ...ofTheScript]).to.include.members([...calls.keys()]);
  });
});
