import { expect } from 'chai';
import type { Store } from '../../../lib/store/store.ts';
import type { FeedItem } from '../../../lib/tracker/tracker.ts';
import { MINUTE, SECOND, T0 } from '../../support/fold.ts';
import { connectEvent, embeddedTracker, otherTracker } from '../../support/tracker.ts';

type Open = Awaited<ReturnType<typeof embeddedTracker>>;

const BANK = { institutionId: '101732' };

/** Reads items until it has so many changes. */
async function read(items: AsyncIterable<FeedItem>, changes: number) {
  const seen: FeedItem[] = [];
  let left = changes;
  for await (const item of items) {
    seen.push(item);
    if (item.kind === 'change' && --left === 0) break;
  }
  return seen;
}

const changeOf = (item: FeedItem | undefined) => (item?.kind === 'change' ? item.change : undefined);

const typesOf = (items: readonly FeedItem[]) =>
  items.flatMap((item) => (item.kind === 'change' ? [item.change.type] : [`(${item.kind})`]));

describe('the changes of a tracker', () => {
  let open: Open;
  beforeEach(async () => {
    open = await embeddedTracker();
  });
  afterEach(() => open.close());

  const record = (customerId: string, type: string, offset: number, data = {}, rest = {}) =>
    open.tracker.record(connectEvent(customerId, type, offset, data, rest));

  it('begin with now, and come one by one', async () => {
    await record('7001', 'started', 0);
    const reading = read(open.tracker.changes(), 2);
    await new Promise(setImmediate);
    await record('7001', 'adding', SECOND, BANK);
    await record('7001', 'mfa', 2 * SECOND, BANK);
    const items = await reading;
    expect(typesOf(items)).to.deep.equal(['(start)', 'adding', 'mfa']);
    const [, , mfa] = items;
    const { sessionId } = (await open.tracker.customer('7001'))!;
    expect(changeOf(mfa)).to.deep.equal({
      id: '3',
      provider: 'connect',
      customerId: '7001',
      sessionId,
      machine: 'connect',
      type: 'mfa',
      eventId: `${T0 + 2 * SECOND}-mfa`,
      at: '2026-03-02T09:00:02.000Z',
      from: 'adding',
      stage: 'mfa',
      since: '2026-03-02T09:00:02.000Z',
      stuck: false,
      outcome: 'open',
      waitingOn: 'customer',
      institutionId: '101732',
      expected: true,
    });
  });

  it('go on behind any of them', async () => {
    for (const [index, type] of ['started', 'adding', 'mfa'].entries())
      await record('7001', type, index, BANK);
    const all = await read(open.tracker.changes({ after: '0' }), 3);
    expect(typesOf(all)).to.deep.equal(['(start)', 'started', 'adding', 'mfa']);
    const first = changeOf(all[1])!.id;
    expect(typesOf(await read(open.tracker.changes({ after: first }), 2))).to.deep.equal([
      '(start)',
      'adding',
      'mfa',
    ]);
  });

  it('tell what time has done', async () => {
    await record('7001', 'mfa', 0, BANK);
    open.clock.now = T0 + 6 * MINUTE;
    await open.tracker.sweep();
    const [, , stuck] = await read(open.tracker.changes({ after: '0' }), 2);
    expect(changeOf(stuck)).to.deep.include({
      type: 'sessionStuck',
      stuck: true,
      stage: 'mfa',
    });
    expect(changeOf(stuck)).to.not.have.property('eventId');
  });

  it('tell of a late event only what is different now', async () => {
    await record('7001', 'started', 0);
    await record('7001', 'mfa', 2 * SECOND, BANK);
    await record('7001', 'adding', SECOND, BANK, { receivedAt: T0 + MINUTE });
    const [, , , late] = await read(open.tracker.changes({ after: '0' }), 3);
    expect(changeOf(late)).to.include({
      type: 'adding',
      late: true,
      stage: 'adding',
    });
    open.clock.now = T0 + 3 * 60 * MINUTE;
    await open.tracker.sweep();
    await record('7001', 'done', 3 * SECOND, {}, { receivedAt: T0 + 200 * MINUTE });
    const items = await read(open.tracker.changes({ after: '0' }), 6);
    const last = items.at(-1)!;
    expect(changeOf(last)).to.include({
      type: 'done',
      late: true,
      from: 'abandoned',
      stage: 'done',
      outcome: 'cancelled',
    });
  });

  it('tell nothing of a copy', async () => {
    await record('7001', 'started', 0);
    await record('7001', 'started', 0);
    await record('7001', 'adding', SECOND, BANK);
    expect(typesOf(await read(open.tracker.changes({ after: '0' }), 2))).to.deep.equal([
      '(start)',
      'started',
      'adding',
    ]);
  });

  it('are those of all processes on the store', async () => {
    const other = otherTracker(open.store);
    const reading = read(open.tracker.changes(), 1);
    await new Promise(setImmediate);
    await other.record(connectEvent('7001', 'started', 0));
    expect(typesOf(await reading)).to.deep.equal(['(start)', 'started']);
  });

  it('reach every reader once, those who are behind and those who are not', async () => {
    for (let n = 0; n < 600; n++) await record(`c${n % 20}`, 'mfa', n, BANK);
    const behind = Array.from({ length: 5 }, () => read(open.tracker.changes({ after: '0' }), 900));
    const now = Array.from({ length: 5 }, () => read(open.tracker.changes(), 300));
    await new Promise(setImmediate);
    for (let n = 600; n < 900; n++) await record(`c${n % 20}`, 'mfa', n, BANK);
    const idsOf = (items: readonly FeedItem[]) =>
      items.flatMap((item) => (item.kind === 'change' ? [item.change.id] : []));
    const all = Array.from({ length: 900 }, (_, index) => String(index + 1));
    for (const items of await Promise.all(behind)) expect(idsOf(items)).to.deep.equal(all);
    for (const items of await Promise.all(now)) expect(idsOf(items)).to.deep.equal(all.slice(600));
  }).timeout(30_000);

  it('end when their reader says so, and when the tracker is closed', async () => {
    const leaving = new AbortController();
    const aborted = read(open.tracker.changes({ signal: leaving.signal }), 1);
    const closed = read(open.tracker.changes(), 1);
    await new Promise(setImmediate);
    leaving.abort();
    expect(typesOf(await aborted)).to.deep.equal(['(start)']);
    await open.tracker.close();
    expect(typesOf(await closed)).to.deep.equal(['(start)']);
  });

  it('are refused for a place that no feed has made', async () => {
    const failure = await read(open.tracker.changes({ after: 'somewhere' }), 1).catch(
      (error: unknown) => error,
    );
    expect(failure).to.be.instanceOf(TypeError);
  });
});

describe('a reader of changes', () => {
  let open: Open;
  beforeEach(async () => {
    open = await embeddedTracker();
  });
  afterEach(() => open.close());

  it('that comes up from behind misses nothing that comes while it reads', async () => {
    await open.tracker.record(connectEvent('7001', 'started', 0));
    let tailHasRead: () => void = () => {};
    const store: Store = {
      ...open.store,
      feed: async (query) => {
        const page = await open.store.feed(query);
        if (query.after === '0') {
          // Behind its page, and before it has it, something comes that the others are told.
          const told = new Promise<void>((resolve) => {
            tailHasRead = resolve;
          });
          await tracker.record(connectEvent('7001', 'adding', SECOND, BANK));
          await told;
        } else if (page.entries.length > 0) setImmediate(() => tailHasRead());
        return page;
      },
    };
    const tracker = otherTracker(store);
    const items = await read(tracker.changes({ after: '0' }), 2);
    expect(typesOf(items)).to.deep.equal(['(start)', 'started', 'adding']);
  });

  it('that is slow reads from the store what is no longer in memory', async () => {
    const { tracker } = open;
    const slow = tracker.changes()[Symbol.asyncIterator]();
    await slow.next();
    const brisk = read(tracker.changes(), 2_100);
    await new Promise(setImmediate);
    for (let n = 0; n < 2_100; n += 70)
      await Promise.all(
        Array.from({ length: 70 }, (_, k) => tracker.record(connectEvent(`c${k}`, 'mfa', n, BANK))),
      );
    await brisk;
    const ids: string[] = [];
    while (ids.length < 2_100) {
      const { value } = await slow.next();
      ids.push(changeOf(value)!.id);
    }
    expect(ids).to.deep.equal(Array.from({ length: 2_100 }, (_, index) => String(index + 1)));
    await slow.return?.();
  }).timeout(30_000);

  it('is told when others have changed more than is kept', async () => {
    let hasGap = false;
    const store: Store = {
      ...open.store,
      feed: async (query) => {
        const page = await open.store.feed(query);
        const gap = hasGap && page.entries.length > 0;
        if (gap) hasGap = false;
        return { ...page, gap };
      },
    };
    const tracker = otherTracker(store);
    const reading = read(tracker.changes(), 2);
    await new Promise(setImmediate);
    hasGap = true;
    await tracker.record(connectEvent('7001', 'started', 0));
    await tracker.record(connectEvent('7001', 'adding', SECOND, BANK));
    expect(typesOf(await reading)).to.deep.equal(['(start)', '(gap)', 'started', 'adding']);
  });
});

describe('the changes of a tracker whose store keeps few', () => {
  it('say that some may be missing, and go on', async () => {
    const open = await embeddedTracker();
    const forgetful: Store = {
      ...open.store,
      feed: async (query) => ({ ...(await open.store.feed(query)), gap: query.after === '1' }),
    };
    const tracker = otherTracker(forgetful);
    try {
      for (const [index, type] of ['started', 'adding', 'mfa'].entries())
        await tracker.record(connectEvent('7001', type, index, BANK));
      expect(typesOf(await read(tracker.changes({ after: '1' }), 2))).to.deep.equal([
        '(start)',
        '(gap)',
        'adding',
        'mfa',
      ]);
    } finally {
      await open.close();
    }
  });

  it('are read again by themselves when the store was away', async () => {
    const open = await embeddedTracker();
    let fails = 0;
    const failures: unknown[] = [];
    const flaky: Store = {
      ...open.store,
      feed: async (query) => {
        if (fails-- > 0) throw new Error('away');
        return open.store.feed(query);
      },
    };
    const tracker = otherTracker(flaky, { observer: { failed: (error) => failures.push(error) } });
    try {
      const reading = read(tracker.changes(), 1);
      await new Promise(setImmediate);
      fails = 1;
      await tracker.record(connectEvent('7001', 'started', 0));
      expect(typesOf(await reading)).to.deep.equal(['(start)', 'started']);
      expect(failures).to.have.length(1);
    } finally {
      await open.close();
    }
  });
});
