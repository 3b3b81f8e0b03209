import { expect } from 'chai';
import { StoreUnavailableError } from '../../../lib/errors.ts';
import type { Commit, Store } from '../../../lib/store/store.ts';
import type { Tracker } from '../../../lib/tracker/tracker.ts';
import { DAY, HOUR, MINUTE, SECOND, T0 } from '../../support/fold.ts';
import { embeddedTracker, connectEvent as event, otherTracker } from '../../support/tracker.ts';

const BANK = { institutionId: '101732' };

/** A store that counts, and can be told to fail, in front of a real one. */
function watched(store: Store) {
  const calls = { read: 0, commit: 0 };
  let failure: Error | undefined;
  const watching: Store = {
    ...store,
    read: (id) => {
      calls.read++;
      return store.read(id);
    },
    commit: async (commit: Commit) => {
      calls.commit++;
      const result = await store.commit(commit);
      if (failure !== undefined) throw failure;
      return result;
    },
  };
  const failAfterCommit = (error: Error | undefined) => {
    failure = error;
  };
  return { watching, calls, failAfterCommit };
}

describe('the tracker', () => {
  let open: Awaited<ReturnType<typeof embeddedTracker>>;
  let tracker: Tracker;

  beforeEach(async () => {
    open = await embeddedTracker();
    tracker = open.tracker;
  });
  afterEach(() => open.close());

  async function recordAll(...events: ReturnType<typeof event>[]) {
    const statuses: string[] = [];
    for (const one of events) statuses.push((await tracker.record(one)).status);
    return statuses;
  }

  describe('answers where a customer is', () => {
    it('with what was unexpected, and in which stage, in words', async () => {
      await recordAll(event('7001', 'started', 0), event('7001', 'mfaUpdated', SECOND, BANK));
      expect((await tracker.customer('7001'))?.anomalies).to.deep.equal([
        {
          at: '2026-03-02T09:00:01.000Z',
          type: 'mfaUpdated',
          detail: 'mfaUpdated came in started, where the statechart does not expect it.',
        },
      ]);
    });

    it('with everything there is to say, and nothing that does not apply', async () => {
      await recordAll(
        event('7001', 'started', 0),
        event('7001', 'institutionSupported', SECOND, BANK),
        event('7001', 'adding', 2 * SECOND, BANK),
      );
      open.clock.now = T0 + MINUTE;
      const customer = await tracker.customer('7001');
      expect(customer?.sessionId).to.match(/^[0-9a-f]{24}-[0-9a-f]{10}$/);
      const { sessionId: _, ...rest } = customer!;
      expect(rest).to.deep.equal({
        customerId: '7001',
        provider: 'connect',
        machine: 'connect',
        machineVersion: '3',
        stage: 'adding',
        since: '2026-03-02T09:00:02.000Z',
        stuck: false,
        stuckAt: '2026-03-02T09:05:02.000Z',
        outcome: 'open',
        waitingOn: 'institution',
        expectedNext: [
          'started',
          'institutionNotFound',
          'institutionNotSupported',
          'institutionSupported',
          'adding',
          'invalidCredentials',
          'mfa',
          'credentialsUpdated',
          'unableToConnect',
          'processing',
          'discovered',
          'added',
          'done',
        ],
        attempts: 1,
        oauth: false,
        institutionId: '101732',
        institutions: [
          { institutionId: '101732', stage: 'adding', failures: 0, accountsAdded: 0, loginIds: [] },
        ],
        accounts: [],
        anomalies: [],
        links: {
          session: `/v1/sessions/${customer!.sessionId}`,
          customer: '/v1/customers/7001?provider=connect',
        },
        sessions: 1,
      });
    });

    it('as time passes, without an event and without writing', async () => {
      await recordAll(event('7001', 'mfa', 0));
      const at = async (ms: number) => {
        open.clock.now = T0 + ms;
        const { stage, stuck, outcome } = (await tracker.customer('7001'))!;
        return { stage, stuck, outcome };
      };
      expect(await at(5 * MINUTE - 1)).to.deep.equal({ stage: 'mfa', stuck: false, outcome: 'open' });
      expect(await at(5 * MINUTE)).to.deep.equal({ stage: 'mfa', stuck: true, outcome: 'open' });
      expect(await at(3 * HOUR)).to.deep.equal({ stage: 'abandoned', stuck: false, outcome: 'abandoned' });
      expect(await at(0)).to.deep.equal({ stage: 'mfa', stuck: false, outcome: 'open' });
    });

    it('with the last error, its meaning and who must act', async () => {
      await recordAll(
        event('7001', 'adding', 0, BANK),
        event('7001', 'unableToConnect', 1, { ...BANK, code: 910 }),
      );
      expect((await tracker.customer('7001'))?.lastError).to.deep.equal({
        code: 910,
        meaning: 'the connection to the bank is down and being worked on; retry later',
        whoActs: 'provider',
        at: '2026-03-02T09:00:00.001Z',
        institutionId: '101732',
      });
    });

    it('with the session that is open, before one that ended later', async () => {
      await recordAll(
        event('7001', 'started', 0, {}, { key: 'A' }),
        event('7001', 'started', 1, {}, { key: 'B' }),
        event('7001', 'done', 2, {}, { key: 'B' }),
      );
      expect(await tracker.customer('7001')).to.include({ sessionKey: 'A', stage: 'started', sessions: 2 });
      await recordAll(event('7001', 'done', 3, {}, { key: 'A' }));
      expect(await tracker.customer('7001')).to.include({ sessionKey: 'B', sessions: 2 });
    });

    it('and nothing for one it has not heard of', async () => {
      expect(await tracker.customer('7001')).to.equal(undefined);
      expect(await tracker.sessions('7001')).to.equal(undefined);
      expect(await tracker.session('7001')).to.equal(undefined);
      expect(await tracker.session(`${'0'.repeat(24)}-${'0'.repeat(10)}`)).to.equal(undefined);
    });

    it('apart for each provider', async () => {
      await recordAll(
        event('7001', 'started', 0),
        event(
          '7001',
          'initiated',
          0,
          { verificationId: '9', accountId: '5' },
          { provider: 'yodlee', key: '9' },
        ),
      );
      expect(await tracker.customer('7001', { provider: 'yodlee' })).to.deep.include({
        stage: 'initiated',
        machine: 'verification',
        accounts: [{ id: '5' }],
      });
      expect(await tracker.customer('7001')).to.include({ stage: 'started', machine: 'connect' });
    });

    it('and refuses a provider that does not exist', async () => {
      for (const ask of [
        tracker.customer('7001', { provider: 'plaid' }),
        tracker.record(event('7001', 'x', 0, {}, { provider: 'plaid' })),
      ])
        expect(await ask.catch((error) => error)).to.have.property('code', 'unknown-provider');
    });
  });

  it('lists sessions, newest first', async () => {
    await recordAll(
      event('7001', 'started', 0),
      event('7001', 'done', 1),
      event('7001', 'started', 2),
      event('7001', 'mfa', 3),
    );
    expect((await tracker.sessions('7001'))?.map(({ stage, outcome }) => [stage, outcome])).to.deep.equal([
      ['mfa', 'open'],
      ['done', 'cancelled'],
    ]);
  });

  describe('shows a session with its timeline', () => {
    it('events with their marks, timers between them, and how long each lasted', async () => {
      await recordAll(
        event('7001', 'started', 0),
        event('7001', 'adding', MINUTE, BANK),
        event('7001', 'adding', MINUTE, BANK),
        event('7001', 'brandNew', 2 * MINUTE, {}, { status: 'unknown' }),
        event(
          '7001',
          'mfaUpdated',
          10 * MINUTE,
          {},
          { status: 'invalid', reasons: ['/payload must be object'] },
        ),
        event('7001', 'institutionSupported', SECOND, BANK, { receivedAt: T0 + 11 * MINUTE }),
      );
      open.clock.now = T0 + 12 * MINUTE;
      const { sessionId } = (await tracker.customer('7001'))!;
      const timeline = (await tracker.session(sessionId))!.timeline;
      const time = (ms: number) => new Date(T0 + ms).toISOString();
      const line = (type: string, at: number, dwellMs: number, rest = {}) => ({
        eventId: `${T0 + at}-${type}`,
        type,
        at: time(at),
        receivedAt: time(at),
        stage: type,
        expected: true,
        dwellMs,
        ...rest,
      });
      const { dwellMs: _, ...last } = line('mfaUpdated', 10 * MINUTE, 0, {
        status: 'invalid',
        reasons: ['/payload must be object'],
        expected: false,
      });
      expect(timeline).to.deep.equal([
        line('started', 0, SECOND),
        line('institutionSupported', SECOND, 59 * SECOND, { receivedAt: time(11 * MINUTE), late: true }),
        line('adding', MINUTE, MINUTE, { duplicates: 1 }),
        line('brandNew', 2 * MINUTE, 4 * MINUTE, { stage: 'adding', status: 'unknown' }),
        { type: 'sessionStuck', at: time(6 * MINUTE), stage: 'adding', expected: true, dwellMs: 4 * MINUTE },
        last,
      ]);
    });

    it('under an id from before a late event moved its beginning', async () => {
      await recordAll(event('7001', 'adding', 5 * SECOND, BANK));
      const old = (await tracker.customer('7001'))!.sessionId;
      await recordAll(event('7001', 'started', 0));
      const now = (await tracker.customer('7001'))!.sessionId;
      expect(now).not.to.equal(old);
      expect(await tracker.session(old)).to.deep.equal(await tracker.session(now));
      expect((await tracker.session(old))?.sessionId).to.equal(now);
    });

    it('and none of another session of the same customer', async () => {
      await recordAll(
        event('7001', 'started', 0, {}, { key: 'A' }),
        event('7001', 'mfa', 1, {}, { key: 'B' }),
      );
      for (const { sessionId, sessionKey } of (await tracker.sessions('7001'))!)
        expect((await tracker.session(sessionId))?.timeline.map(({ type }) => type)).to.deep.equal([
          sessionKey === 'A' ? 'started' : 'mfa',
        ]);
    });
  });

  describe('says of each event what became of it', () => {
    it('applied, late, duplicate, unknown, invalid', async () => {
      expect(
        await recordAll(
          event('7001', 'started', 0),
          event('7001', 'mfa', 2),
          event('7001', 'adding', 1),
          event('7001', 'mfa', 2),
          event('7001', 'brandNew', 3, {}, { status: 'unknown' }),
          event('7001', 'added', 4, {}, { status: 'invalid', reasons: [] }),
        ),
      ).to.deep.equal(['applied', 'applied', 'late', 'duplicate', 'unknown', 'invalid']);
    });

    it('full, beyond what one customer can make the store hold; what is kept stays, copies are still known', async () => {
      const capped = otherTracker(open.store, { maxEvents: 2 });
      const statuses: string[] = [];
      for (const [index, type] of ['started', 'adding', 'mfa', 'adding'].entries())
        statuses.push((await capped.record(event('7001', type, type === 'adding' ? 1 : index))).status);
      expect(statuses).to.deep.equal(['applied', 'applied', 'full', 'duplicate']);
      expect((await tracker.customer('7001'))?.stage).to.equal('adding');
    });

    it('an event from the future happened when it was received', async () => {
      await recordAll(event('7001', 'started', DAY, {}, { receivedAt: T0 }));
      expect((await tracker.customer('7001'))?.since).to.equal('2026-03-02T09:00:00.000Z');
    });
  });

  describe('with several writers', () => {
    it('counts each of 200 events once that come at the same time, in one process', async () => {
      const events = Array.from({ length: 200 }, (_, index) => event('7001', 'started', index));
      await Promise.all(events.map((one) => tracker.record(one)));
      expect(await tracker.customer('7001')).to.include({ attempts: 200 });
    });

    it('counts each of 300 events once that come through three trackers', async () => {
      const trackers = [tracker, otherTracker(open.store), otherTracker(open.store)];
      const events = Array.from({ length: 300 }, (_, index) => event('7001', 'started', index));
      await Promise.all(events.map((one, index) => trackers[index % 3]!.record(one)));
      expect(await tracker.customer('7001')).to.include({ attempts: 300 });
    });

    it('sees what another tracker wrote, though it remembers an older version', async () => {
      await recordAll(event('7001', 'started', 0));
      await otherTracker(open.store).record(event('7001', 'mfa', 1));
      expect((await tracker.customer('7001'))?.stage).to.equal('mfa');
      expect(await recordAll(event('7001', 'discovered', 2))).to.deep.equal(['applied']);
      expect((await otherTracker(open.store).customer('7001'))?.stage).to.equal('discovered');
    });
  });

  describe('towards the store', () => {
    it('makes one call for an event in the usual case, known customer or new', async () => {
      const { watching, calls } = watched(open.store);
      const watchedTracker = otherTracker(watching);
      for (const [index, type] of ['started', 'adding', 'mfa', 'discovered'].entries())
        await watchedTracker.record(event('7001', type, index));
      expect(calls).to.deep.equal({ read: 0, commit: 4 });
    });

    it('makes two after a restart: the first guess is wrong once', async () => {
      await recordAll(event('7001', 'started', 0));
      const { watching, calls } = watched(open.store);
      const restarted = otherTracker(watching);
      await restarted.record(event('7001', 'adding', 1));
      await restarted.record(event('7001', 'mfa', 2));
      expect(calls).to.deep.equal({ read: 0, commit: 3 });
    });

    it('commits events of one customer that come together in one call', async () => {
      const { watching, calls } = watched(open.store);
      const watchedTracker = otherTracker(watching);
      await Promise.all(
        ['started', 'adding', 'mfa', 'discovered'].map((type, index) =>
          watchedTracker.record(event('7001', type, index)),
        ),
      );
      expect(calls.commit).to.equal(1);
    });

    it('passes a failure on, and counts once what was applied although the answer was lost', async () => {
      const { watching, failAfterCommit } = watched(open.store);
      const unlucky = otherTracker(watching);
      failAfterCommit(new StoreUnavailableError('the reply was lost'));
      expect(await unlucky.record(event('7001', 'started', 0)).catch((error) => error)).to.be.instanceOf(
        StoreUnavailableError,
      );
      failAfterCommit(undefined);
      expect(await unlucky.record(event('7001', 'started', 0))).to.deep.equal({ status: 'duplicate' });
      expect(await tracker.customer('7001')).to.include({ attempts: 1 });
    });

    it('gives up, for the sender to try again, when it loses every race', async () => {
      const losing: Store = { ...open.store, commit: async () => ({ committed: false }) };
      const error = await otherTracker(losing)
        .record(event('7001', 'started', 0))
        .catch((cause) => cause);
      expect(error).to.be.instanceOf(StoreUnavailableError).and.to.have.property('retryable', true);
    });

    it('arms the due index with the next timer', async () => {
      await recordAll(event('7001', 'mfa', 0));
      expect(await open.store.due(T0 + 5 * MINUTE - 1, 10)).to.deep.equal([]);
      expect(await open.store.due(T0 + 5 * MINUTE, 10)).to.have.length(1);
      await recordAll(event('7001', 'done', 1));
      expect(await open.store.due(T0 + DAY, 10)).to.deep.equal([]);
    });

    it('passes rejections and health through', async () => {
      const rejection = {
        at: T0,
        provider: 'connect',
        code: 'invalid-json',
        detail: 'at byte 3',
        authenticated: false,
        bytes: 9,
      };
      await tracker.reject(rejection);
      expect(await tracker.rejections(10)).to.deep.equal([rejection]);
      expect(await tracker.health()).to.deep.include({ writable: true, durability: 'disk' });
    });
  });
});
