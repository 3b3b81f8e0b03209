import { expect } from 'chai';
import { assign, setup } from 'xstate';
import { parseDeadlines } from '../../../lib/deadlines/parse-deadlines.ts';
import { ConfigurationError } from '../../../lib/errors.ts';
import { connectProvider } from '../../../lib/providers/connect/index.ts';
import type { TrackerOptions } from '../../../lib/tracker/create-tracker.ts';
import {
  connectMachine,
  HOUR,
  MINUTE,
  SECOND,
  type SessionContext,
  type SessionEffect,
  type Silence,
  type StageMeta,
  sessionActions,
  stuckAfter,
  verificationMachine,
} from '../../../machines/index.ts';
import { caughtSink } from '../../support/caught-sink.ts';
import { T0 } from '../../support/fold.ts';
import { connectEvent, embeddedTracker, otherTracker, providers } from '../../support/tracker.ts';

const quick = connectMachine.provide({ delays: { mfa: 10 * SECOND, abandonAfter: MINUTE } });
const yodlee = providers.find(({ name }) => name === 'yodlee')!;
const today = { from: '2026-03-02', to: '2026-03-02' };

type LinkEvent = { type: 'opened' | 'finished' | 'fact'; at: number };
const heard = ['cancelSilence', 'awaitSilence'] as const;

const linkMachine = setup({
  types: {} as {
    context: SessionContext;
    events: LinkEvent | Silence;
    emitted: SessionEffect;
    meta: StageMeta;
  },
  delays: { opened: MINUTE, abandonAfter: HOUR },
  actions: {
    ...sessionActions<SessionContext, LinkEvent>(),
    finish: assign(({ event }) => ('at' in event ? { outcome: 'completed', endedAt: event.at } : {})),
    abandon: assign({ outcome: 'abandoned' }),
  },
}).createMachine({
  id: 'link',
  meta: { order: ['opened', 'finished'], opens: 'opened' },
  context: { stuck: false, outcome: 'open', anomalies: [] },
  initial: 'idle',
  on: { silence: '.abandoned', fact: { actions: heard } },
  states: {
    idle: { on: { opened: { target: 'opened', actions: heard } } },
    opened: { meta: { waitingOn: 'customer' }, ...stuckAfter('opened'), on: { finished: 'finished' } },
    finished: { tags: ['ended', 'success'], entry: ['cancelSilence', 'finish', 'tellCompleted'] },
    abandoned: { tags: ['ended'], entry: ['abandon', 'tellAbandoned'] },
  },
});

const links = { name: 'links', machine: linkMachine };
const linkEvent = (customerId: string, type: string, offset: number) =>
  connectEvent(customerId, type, offset, {}, { provider: 'links' });

/** A tracker for as long as `use` runs. */
async function withTracker(
  options: Partial<TrackerOptions>,
  use: (open: Awaited<ReturnType<typeof embeddedTracker>>) => Promise<void>,
): Promise<void> {
  const open = await embeddedTracker(options);
  try {
    await use(open);
  } finally {
    await open.close();
  }
}

describe("machines that take the place of a provider's", () => {
  it('run with their own delays, for that provider alone', () =>
    withTracker({ machines: [quick] }, async ({ tracker, clock }) => {
      await tracker.record(connectEvent('7001', 'mfa', 0));
      clock.now = T0 + 10 * SECOND;
      expect(await tracker.customer('7001')).to.include({ stage: 'mfa', stuck: true });
      clock.now = T0 + MINUTE;
      expect(await tracker.customer('7001')).to.include({ stage: 'abandoned', outcome: 'abandoned' });
      await tracker.record(connectEvent('user-1', 'initiated', 0, {}, { provider: 'yodlee' }));
      expect(await tracker.customer('user-1', { provider: 'yodlee' })).to.include({
        stage: 'initiated',
        stuck: false,
      });
    }));

  it('are found by lists, the funnel and alerts under the name of the machine', async () => {
    const sink = caughtSink();
    await withTracker({ machines: [quick], alerts: { sinks: [sink] } }, async ({ tracker, clock }) => {
      await tracker.record(connectEvent('7001', 'mfa', 0, { institutionId: '5' }));
      clock.now = T0 + 11 * SECOND;
      await tracker.sweep();
      expect((await tracker.list({ stage: 'mfa', stuck: true })).sessions).to.have.lengthOf(1);
      expect((await tracker.funnel(today)).stages[0]).to.include({ stage: 'mfa', reached: 1 });
      expect(sink.told()).to.deep.equal(['sessionStuck raised']);
      expect(sink.notices[0]!.alert.at).to.equal(T0 + 10 * SECOND);
    });
  });

  it('fold anew what others had folded', () =>
    withTracker({}, async ({ tracker, store }) => {
      await tracker.record(connectEvent('7001', 'mfa', 0));
      const other = otherTracker(store, { machines: [quick], now: () => T0 + 11 * SECOND });
      expect(await other.customer('7001')).to.include({ stage: 'mfa', stuck: true });
    }));

  it('come after the settings', () =>
    withTracker(
      { machines: [quick], stuckAfter: parseDeadlines({ mfa: '20s' }) },
      async ({ tracker, clock }) => {
        await tracker.record(connectEvent('7001', 'mfa', 0));
        clock.now = T0 + 11 * SECOND;
        expect(await tracker.customer('7001')).to.include({ stuck: false });
        clock.now = T0 + 20 * SECOND;
        expect(await tracker.customer('7001')).to.include({ stuck: true });
      },
    ));

  it('are those that the tracker says it runs, for all providers that bring one of that id', () => {
    const own = { name: 'own', machine: connectMachine };
    return withTracker(
      { machines: [quick], providers: [connectProvider({ secrets: ['s'] }), own, yodlee] },
      async ({ tracker }) => {
        expect(tracker.providers.map(({ name, machine }) => [name, machine])).to.deep.equal([
          ['connect', quick],
          ['own', quick],
          ['yodlee', verificationMachine],
        ]);
        // What it shows is no way to the secrets.
        for (const provider of tracker.providers) expect(provider).to.not.have.property('authenticate');
      },
    );
  });

  it("leave the provider's own rules as they are", () =>
    withTracker({ machines: [verificationMachine.provide({})] }, async ({ tracker }) => {
      const event = (type: string, offset: number, rest: object) =>
        connectEvent('user-1', type, offset, { accountId: '9' }, { provider: 'yodlee', ...rest });
      await tracker.record(event('initiated', 0, { key: 'v1' }));
      await tracker.record(event('riskAnalytics', 1, { key: 'account:9' }));
      expect(await tracker.sessions('user-1', { provider: 'yodlee' })).to.have.lengthOf(1);
    }));

  it('are refused where no provider has one of that name, which the error says', async () => {
    await withTracker({}, async ({ store }) => {
      expect(() => otherTracker(store, { machines: [quick, linkMachine] })).to.throw(
        ConfigurationError,
        'machines: no provider has a machine called "link"; there are: connect, verification',
      );
    });
  });

  it('are refused where two of them have one name', async () => {
    await withTracker({}, async ({ store }) => {
      expect(() => otherTracker(store, { machines: [quick, connectMachine] })).to.throw(
        ConfigurationError,
        'machines: "connect" is given twice',
      );
    });
  });
});

describe("a machine of one's own", () => {
  const own = [...providers, links];

  it('has its stages, who has to act, and what is stuck in lists', () =>
    withTracker({ providers: own }, async ({ tracker, clock }) => {
      await tracker.record(linkEvent('7001', 'opened', 0));
      await tracker.record(linkEvent('7002', 'opened', 30 * SECOND));
      clock.now = T0 + MINUTE;
      await tracker.sweep();
      const { sessions } = await tracker.list({ machine: 'link', stage: 'opened' });
      expect(
        sessions.map(({ customerId, stuck, waitingOn }) => [customerId, stuck, waitingOn]),
      ).to.deep.equal([
        ['7001', true, 'customer'],
        ['7002', false, 'customer'],
      ]);
      const { stages } = await tracker.stages();
      expect(stages.find(({ machine, stage }) => machine === 'link' && stage === 'opened')).to.include({
        open: 2,
        stuck: 1,
      });
    }));

  it('has its funnel', () =>
    withTracker({ providers: own }, async ({ tracker, clock }) => {
      await tracker.record(linkEvent('7001', 'opened', 0));
      await tracker.record(linkEvent('7001', 'finished', 20 * SECOND));
      await tracker.record(linkEvent('7002', 'opened', 0));
      clock.now = T0 + 2 * HOUR;
      await tracker.sweep();
      const { outcomes, stages } = await tracker.funnel({ ...today, machine: 'link' });
      expect(outcomes).to.include({ completed: 1, abandoned: 1 });
      expect(stages.map(({ stage, reached, dropped }) => [stage, reached, dropped])).to.deep.equal([
        ['opened', 2, 1],
        ['finished', 1, 0],
        ['abandoned', 1, 0],
      ]);
    }));

  it('has its alerts, at the time of its own delays and of those that replace them', async () => {
    for (const [machines, delay] of [
      [[], MINUTE],
      [[linkMachine.provide({ delays: { opened: 5 * SECOND } })], 5 * SECOND],
    ] as const) {
      const sink = caughtSink();
      await withTracker(
        { providers: own, machines, alerts: { sinks: [sink] } },
        async ({ tracker, clock }) => {
          await tracker.record(linkEvent('7001', 'opened', 0));
          clock.now = T0 + 2 * MINUTE;
          await tracker.sweep();
          expect(sink.notices.map(({ alert, provider }) => [alert.effect, alert.at, provider])).to.deep.equal(
            [['sessionStuck', T0 + delay, 'links']],
          );
        },
      );
    }
  });
});
