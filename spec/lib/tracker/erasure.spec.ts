import { expect } from 'chai';
import { connectProvider } from '../../../lib/providers/connect/index.ts';
import { createTracker } from '../../../lib/tracker/create-tracker.ts';
import { recordIdOf } from '../../../lib/tracker/ids.ts';
import { caughtSink } from '../../support/caught-sink.ts';
import { DAY, MINUTE, SECOND, T0 } from '../../support/fold.ts';
import { connectEvent, embeddedTracker } from '../../support/tracker.ts';

const BANK = { institutionId: '101732' };
const RANGE = { from: '2026-03-02', to: '2026-03-02' };

type Options = Parameters<typeof embeddedTracker>[0];

async function withTracker(
  options: Options,
  use: (open: Awaited<ReturnType<typeof embeddedTracker>>) => Promise<void>,
) {
  const open = await embeddedTracker(options);
  try {
    await use(open);
  } finally {
    await open.close();
  }
}

async function feedOf({ store }: Awaited<ReturnType<typeof embeddedTracker>>) {
  return (await store.feed({ limit: 100 })).entries.map(({ body }) => body.toString());
}

describe('a customer who is erased', () => {
  it('is nowhere any more: not in the record, the lists, the alerts, the figures or the change feed', async () => {
    await withTracker({}, async (open) => {
      const { tracker, clock, store } = open;
      for (const customer of ['gone', 'stays']) {
        await tracker.record(connectEvent(customer, 'started', 0));
        await tracker.record(connectEvent(customer, 'mfa', SECOND, BANK));
      }
      clock.now = T0 + 6 * MINUTE;
      await tracker.sweep();
      expect((await tracker.alerts()).alerts).to.have.length(2);

      expect(await tracker.erase('gone')).to.deep.equal({
        customerId: 'gone',
        provider: 'connect',
        erased: true,
        sessions: 1,
        events: 2,
        alerts: 1,
      });

      expect(await tracker.customer('gone')).to.equal(undefined);
      expect((await tracker.list()).sessions.map(({ customerId }) => customerId)).to.deep.equal(['stays']);
      expect((await tracker.alerts()).alerts.map(({ customerId }) => customerId)).to.deep.equal(['stays']);
      expect((await tracker.funnel(RANGE)).sessions).to.equal(1);
      expect((await tracker.stages()).stages.reduce((sum, one) => sum + one.stuck, 0)).to.equal(1);
      const feed = await feedOf(open);
      expect(feed).to.have.length(3);
      expect(feed.join()).to.not.include('gone');
      const left = await store.read(recordIdOf('connect', 'gone'));
      expect(left!.body.toString()).to.not.include('gone');
      expect(await tracker.erase('gone')).to.equal(undefined);
    });
  });

  it('does not come back with what is re-sent, but does with what happens afterwards', async () => {
    await withTracker({}, async ({ tracker, clock }) => {
      await tracker.record(connectEvent('7001', 'started', 0));
      clock.now = T0 + MINUTE;
      await tracker.erase('7001');
      expect(await tracker.record(connectEvent('7001', 'started', 0))).to.deep.equal({ status: 'erased' });
      expect(await tracker.record(connectEvent('7001', 'mfa', SECOND))).to.deep.equal({ status: 'erased' });
      expect(await tracker.customer('7001')).to.equal(undefined);
      clock.now = T0 + 2 * MINUTE;
      expect(await tracker.record(connectEvent('7001', 'started', 2 * MINUTE))).to.deep.equal({
        status: 'applied',
      });
      expect(await tracker.customer('7001')).to.deep.include({ stage: 'started', sessions: 1 });
    });
  });

  it('leaves nothing at all after seven days', async () => {
    await withTracker({}, async ({ tracker, clock, store }) => {
      await tracker.record(connectEvent('7001', 'started', 0));
      await tracker.erase('7001');
      clock.now = T0 + 7 * DAY - 1;
      await tracker.sweep();
      expect(await store.read(recordIdOf('connect', '7001'))).to.not.equal(undefined);
      clock.now = T0 + 7 * DAY;
      await tracker.sweep();
      expect(await store.read(recordIdOf('connect', '7001'))).to.equal(undefined);
      expect(await store.count('due')).to.equal(0);
    });
  });

  it('is not known to another process that has read the record before', async () => {
    await withTracker({}, async ({ tracker, store, clock }) => {
      const other = createTracker({ store, providers: [connectProvider({})], now: () => clock.now });
      await other.record(connectEvent('7001', 'started', 0));
      clock.now = T0 + SECOND;
      await tracker.erase('7001');
      expect(await other.customer('7001')).to.equal(undefined);
      expect(await other.record(connectEvent('7001', 'started', 0))).to.deep.equal({ status: 'erased' });
    });
  });

  it('is told to be over to those who were told of the alert', async () => {
    const sink = caughtSink();
    await withTracker({ alerts: { sinks: [sink] } }, async ({ tracker, clock }) => {
      await tracker.record(connectEvent('7001', 'mfa', 0, BANK));
      clock.now = T0 + 6 * MINUTE;
      await tracker.sweep();
      await tracker.erase('7001');
      const told = sink.notices.map(({ kind, summary }) => [kind, summary]);
      expect(told.map(([kind]) => kind)).to.deep.equal(['raised', 'resolved']);
      expect(told[1]![1]).to.include('the customer was erased');
    });
  });

  it('was never there, says the answer where there is none', async () => {
    await withTracker({}, async ({ tracker }) => {
      expect(await tracker.erase('nobody')).to.equal(undefined);
      expect(await tracker.erase('nobody', { provider: 'yodlee' })).to.equal(undefined);
    });
  });
});

describe('a customer of whom nothing was heard for as long as anything is kept', () => {
  const retention = 90 * DAY;

  it('is removed when all sessions have ended, and goes on in the figures', async () => {
    await withTracker({ retention }, async (open) => {
      const { tracker, clock } = open;
      await tracker.record(connectEvent('7001', 'started', 0));
      await tracker.record(connectEvent('7001', 'done', SECOND));
      clock.now = T0 + SECOND + retention - 1;
      await tracker.sweep();
      expect(await tracker.customer('7001')).to.deep.include({ stage: 'done' });
      clock.now = T0 + SECOND + retention;
      await tracker.sweep();
      expect(await tracker.customer('7001')).to.equal(undefined);
      expect((await tracker.list()).sessions).to.deep.equal([]);
      expect((await tracker.stages()).outcomes.every(({ sessions }) => sessions === 0)).to.equal(true);
      expect((await tracker.funnel(RANGE)).outcomes).to.include({ cancelled: 1 });
      expect(await feedOf(open)).to.deep.equal([]);
    });
  });

  it('sends events in vain that are as old', async () => {
    await withTracker({ retention }, async ({ tracker, clock }) => {
      clock.now = T0 + retention + 1;
      expect(await tracker.record(connectEvent('7001', 'started', 0))).to.deep.equal({ status: 'expired' });
      expect(await tracker.record(connectEvent('7001', 'started', 1))).to.deep.equal({ status: 'applied' });
      expect(await tracker.customer('7001')).to.deep.include({ sessions: 1 });
    });
  });

  it('is due earlier as soon as a shorter retention is applied', async () => {
    await withTracker({ retention }, async ({ tracker, store, clock }) => {
      await tracker.record(connectEvent('7001', 'started', 0));
      await tracker.record(connectEvent('7001', 'done', SECOND));
      const options = { providers: [connectProvider({})], now: () => clock.now, retention: DAY };
      await createTracker({ store, ...options }).sweep();
      expect(await store.range('due', { limit: 10 })).to.deep.include({
        score: T0 + SECOND + DAY,
        member: recordIdOf('connect', '7001'),
      });
    });
  });

  it('is found by another retention, too, once that is applied', async () => {
    await withTracker({ retention }, async ({ tracker, store, clock }) => {
      await tracker.record(connectEvent('7001', 'started', 0));
      await tracker.record(connectEvent('7001', 'done', SECOND));
      await tracker.sweep();
      const shorter = createTracker({
        store,
        providers: [connectProvider({})],
        now: () => clock.now,
        retention: DAY,
      });
      clock.now = T0 + 2 * DAY;
      await shorter.sweep();
      await shorter.sweep();
      expect(await shorter.customer('7001')).to.equal(undefined);
    });
  });
});
