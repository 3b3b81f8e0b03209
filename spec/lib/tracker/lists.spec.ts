import { expect } from 'chai';
import type { Place } from '../../../lib/store/store.ts';
import type { SessionQuery } from '../../../lib/tracker/tracker.ts';
import { DAY, MINUTE, SECOND, T0 } from '../../support/fold.ts';
import { connectEvent, embeddedTracker, otherTracker } from '../../support/tracker.ts';

type Open = Awaited<ReturnType<typeof embeddedTracker>>;

const BANK = { institutionId: '101732' };
const OTHER = { institutionId: '102176' };

describe('the lists of sessions', () => {
  let open: Open;
  beforeEach(async () => {
    open = await embeddedTracker();
  });
  afterEach(() => open.close());

  const record = (customerId: string, type: string, offset: number, data = {}) =>
    open.tracker.record(connectEvent(customerId, type, offset, data));
  const customers = async (query: SessionQuery) =>
    (await open.tracker.list(query)).sessions.map(({ customerId }) => customerId);
  const passTo = async (offset: number) => {
    open.clock.now = T0 + offset;
    await open.tracker.sweep();
  };

  it('hold nothing at first', async () => {
    expect(await open.tracker.list()).to.deep.equal({ sessions: [] });
    expect(await open.tracker.list({ stage: 'mfa', stuck: true })).to.deep.equal({ sessions: [] });
  });

  it('tell who is in a stage, those first who have been there longest', async () => {
    await record('young', 'mfa', 2 * SECOND, BANK);
    await record('old', 'mfa', SECOND, BANK);
    await record('elsewhere', 'adding', 0, BANK);
    expect(await customers({ stage: 'mfa' })).to.deep.equal(['old', 'young']);
    expect(await customers({})).to.deep.equal(['elsewhere', 'old', 'young']);
    await record('old', 'discovered', MINUTE, BANK);
    expect(await customers({ stage: 'mfa' })).to.deep.equal(['young']);
  });

  it('tell sessions apart by stuck, outcome, institution and machine, and by all of them together', async () => {
    await record('waits', 'mfa', 4 * MINUTE, BANK);
    await record('stuck', 'mfa', 0, BANK);
    await record('stuck-elsewhere', 'mfa', 0, OTHER);
    await record('done', 'started', 0);
    await record('done', 'done', SECOND);
    await open.tracker.record({
      ...connectEvent('login', 'initiated', 0),
      provider: 'yodlee',
      data: { verificationId: '1' },
    });
    await passTo(6 * MINUTE);
    expect(await customers({ stuck: true })).to.deep.equal(['stuck', 'stuck-elsewhere']);
    expect(await customers({ stuck: false, machine: 'connect' })).to.deep.equal(['done', 'waits']);
    expect(await customers({ outcome: 'cancelled' })).to.deep.equal(['done']);
    expect(await customers({ outcome: 'open', machine: 'verification' })).to.deep.equal(['login']);
    expect(await customers(BANK)).to.deep.equal(['stuck', 'waits']);
    expect(await customers({ ...BANK, stuck: true, stage: 'mfa' })).to.deep.equal(['stuck']);
    expect(await customers({ ...BANK, outcome: 'completed' })).to.deep.equal([]);
    expect(await customers({ institutionId: 'nowhere' })).to.deep.equal([]);
  });

  it('follow a late event, and a session that is taken back from the dead', async () => {
    await record('late', 'started', 0);
    await passTo(DAY);
    expect(await customers({ outcome: 'abandoned' })).to.deep.equal(['late']);
    await open.tracker.record(connectEvent('late', 'done', SECOND, {}, { receivedAt: T0 + DAY }));
    expect(await customers({ outcome: 'abandoned' })).to.deep.equal([]);
    expect(await customers({ outcome: 'cancelled' })).to.deep.equal(['late']);
  });

  it('are read in pages that lose and repeat nobody, although others come and go meanwhile', async () => {
    const names = Array.from({ length: 25 }, (_, index) => `c${String(index).padStart(2, '0')}`);
    // Several enter in the same millisecond.
    for (const [index, name] of names.entries()) await record(name, 'mfa', Math.floor(index / 4), BANK);
    const seen: string[] = [];
    let after: Place | undefined;
    do {
      const page = await open.tracker.list({ stage: 'mfa', limit: 4, ...(after ? { after } : {}) });
      seen.push(...page.sessions.map(({ customerId }) => customerId));
      after = page.next;
      // One behind us goes, one comes at the end.
      await record(seen[0]!, 'discovered', MINUTE + seen.length, BANK);
      await record(`new${seen.length}`, 'mfa', MINUTE + seen.length, BANK);
    } while (after && seen.length < 100);
    const olds = seen.filter((name) => name.startsWith('c'));
    expect([...olds].sort()).to.deep.equal(names);
    expect(new Set(seen).size).to.equal(seen.length);
  });

  it('leave out a session that time has moved before a sweep has', async () => {
    await record('ripe', 'mfa', 0, BANK);
    open.clock.now = T0 + 6 * MINUTE;
    expect(await customers({ stage: 'mfa', stuck: false })).to.deep.equal([]);
    await open.tracker.sweep();
    expect(await customers({ stage: 'mfa', stuck: true })).to.deep.equal(['ripe']);
  });

  it('leave out a session that has gone elsewhere since the index was read', async () => {
    await record('moves', 'mfa', 0, BANK);
    const { store } = open;
    let isStale = false;
    const places = async (...asked: Parameters<typeof store.range>) => {
      const found = await store.range(...asked);
      if (isStale) await record('moves', 'mfa', SECOND, OTHER);
      return found;
    };
    const tracker = otherTracker({ ...store, range: places });
    expect((await tracker.list(BANK)).sessions).to.have.length(1);
    isStale = true;
    expect((await tracker.list(BANK)).sessions).to.deep.equal([]);
  });

  it('count by stage, the stuck among the open, and by outcome', async () => {
    await record('waits', 'mfa', 4 * MINUTE, BANK);
    await record('stuck', 'mfa', 0, BANK);
    await record('done', 'started', 0);
    await record('done', 'done', SECOND);
    await passTo(6 * MINUTE);
    const { stages, outcomes } = await open.tracker.stages();
    expect(stages.find(({ stage }) => stage === 'mfa')).to.deep.equal({
      machine: 'connect',
      stage: 'mfa',
      waitingOn: 'customer',
      open: 2,
      stuck: 1,
    });
    expect(stages.filter((one) => one.open > 0)).to.have.length(1);
    expect(stages.map(({ machine }) => machine)).to.include.members(['connect', 'verification']);
    expect(outcomes.filter(({ sessions }) => sessions > 0)).to.deep.equal([
      { machine: 'connect', outcome: 'cancelled', sessions: 1 },
    ]);
    expect(outcomes.filter(({ machine }) => machine === 'connect')).to.have.length(5);
  });
});
