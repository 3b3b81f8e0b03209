import { expect } from 'chai';
import { openStore } from '../../../lib/store/open.ts';
import type { Store } from '../../../lib/store/store.ts';
import type { Tracker } from '../../../lib/tracker/tracker.ts';
import { eventually } from '../../support/eventually.ts';
import { SECOND, T0 } from '../../support/fold.ts';
import { type RedisServer, startRedisServer } from '../../support/redis-server.ts';
import { connectEvent, embeddedTracker, otherTracker } from '../../support/tracker.ts';

const DAY_OF_ALL = new Date(T0).toISOString().slice(0, 10);
const CUSTOMERS = Array.from({ length: 20 }, (_, index) => `customer ${index}`);

/** The same event of each customer, which has to be taken. */
const recordAll = async (tracker: Tracker, type: string, offset: number): Promise<void> => {
  const results = await Promise.all(
    CUSTOMERS.map((customerId) => tracker.record(connectEvent(customerId, type, offset))),
  );
  for (const { status } of results) expect(status, type).to.be.oneOf(['applied', 'late']);
};

/** All that is told of the customers: what they did, which lists they are in, and what is counted of all together. */
const told = async (tracker: Tracker) => ({
  timelines: await Promise.all(
    CUSTOMERS.map(async (customerId) => {
      const sessionId = (await tracker.customer(customerId))?.sessionId ?? '';
      return (await tracker.session(sessionId))?.timeline.map(({ type, stage }) => `${type} ${stage}`);
    }),
  ),
  lists: (await tracker.list({ limit: 100 })).sessions,
  stages: await tracker.stages(),
  funnel: await tracker.funnel({ from: DAY_OF_ALL, to: DAY_OF_ALL }),
});

describe('trackers on a Redis that loses what it has acknowledged', function () {
  this.timeout(20_000);
  let server: RedisServer;
  let stores: Store[];
  /** Both take events; the third remembers nothing, so that it tells what stands in the store. */
  let mine: Tracker;
  let other: Tracker;
  let fresh: Tracker;
  /** Has lost nothing, since it was told only what was not lost. */
  let reference: Awaited<ReturnType<typeof embeddedTracker>>;
  beforeEach(async () => {
    server = await startRedisServer();
    stores = await Promise.all([openStore(server.url), openStore(server.url), openStore(server.url)]);
    [mine, other, fresh] = stores.map((store) => otherTracker(store)) as [Tracker, Tracker, Tracker];
    reference = await embeddedTracker();
    await recordAll(mine, 'started', 0);
    await recordAll(reference.tracker, 'started', 0);
  });
  afterEach(async () => {
    await reference.close();
    await Promise.all(stores.map((store) => store.close()));
    await server.stop();
  });

  /** An event of each customer is taken, and then lost with all that belongs to it. */
  const lose = async (tracker: Tracker, type: string, offset: number): Promise<void> => {
    await server.cli('SAVE');
    await recordAll(tracker, type, offset);
    await server.kill();
    await server.restart();
    await eventually(() => Promise.all(stores.map((store) => store.feedEnd())));
  };
  const keep = async (tracker: Tracker, type: string, offset: number): Promise<void> => {
    await recordAll(tracker, type, offset);
    await recordAll(reference.tracker, type, offset);
  };

  it('keep every event that is answered afterwards, and stay in step with lists, counts and figures', async () => {
    await lose(mine, 'adding', SECOND);
    await keep(other, 'mfa', 2 * SECOND);
    await keep(mine, 'discovered', 3 * SECOND);
    await keep(other, 'added', 4 * SECOND);
    const now = await told(fresh);
    expect(now).to.deep.equal(await told(reference.tracker));
    expect(now.timelines[0]).to.have.lengthOf(4);
    expect(now.stages.stages.find(({ stage }) => stage === 'added')?.open).to.equal(CUSTOMERS.length);
  });

  it('take what was lost again when it is sent again, also to the one who remembers it', async () => {
    await lose(mine, 'adding', SECOND);
    await keep(other, 'mfa', 2 * SECOND);
    await keep(mine, 'adding', SECOND);
    const now = await told(fresh);
    expect(now).to.deep.equal(await told(reference.tracker));
    expect(now.timelines[0]).to.have.lengthOf(3);
  });
});
