import { expect } from 'chai';
import fc from 'fast-check';
import { bucketOf, quantile } from '../../../lib/deadlines/histogram.ts';
import { type Folding, fold } from '../../../lib/fold/fold.ts';
import type { Session } from '../../../lib/fold/session.ts';
import { stageOf } from '../../../lib/fold/statechart.ts';
import { decode } from '../../../lib/tracker/codec.ts';
import { recordIdOf } from '../../../lib/tracker/ids.ts';
import type { Customer } from '../../../lib/tracker/kept.ts';
import type { FunnelQuery } from '../../../lib/tracker/tracker.ts';
import type { FunnelView } from '../../../lib/tracker/views.ts';
import type { ConnectContext } from '../../../machines/connect-context.ts';
import { connect, DAY, HOUR, MINUTE, SECOND, T0 } from '../../support/fold.ts';
import { deliver, history } from '../../support/histories.ts';
import { connectEvent, embeddedTracker } from '../../support/tracker.ts';

const CASES = Math.min(150, Number(process.env['PROPERTY_CASES'] ?? 150));
const dayOf = (at: number) => new Date(at).toISOString().slice(0, 10);
const DAY_ONE = { from: dayOf(T0), to: dayOf(T0) };

describe('the funnel', function () {
  this.timeout(120_000);

  it(`equals what all logs say, for ${CASES} random histories with late events, copies and sweeps between`, async () => {
    const { tracker, store, clock, close } = await embeddedTracker();
    let cases = 0;
    try {
      await fc.assert(
        fc.asyncProperty(fc.array(history, { minLength: 1, maxLength: 3 }), async (customers) => {
          // A week of its own for each case, so that they can share a store.
          const start = T0 + cases * 7 * DAY;
          const prefix = `case-${cases++}`;
          const ids = customers.map((_, index) => `${prefix}-${index}`);
          const arrivals = customers.flatMap((one, index) =>
            deliver(one, start).map((event) => ({ provider: 'connect', customerId: ids[index]!, ...event })),
          );
          for (const [index, event] of arrivals.entries()) {
            clock.now = Math.max(clock.now, event.receivedAt);
            await tracker.record(event);
            if (index % 5 === 4) await tracker.sweep();
          }
          clock.now += 3 * HOUR;
          await tracker.sweep();
          const logs = await Promise.all(ids.map(async (id) => logOf(store, id)));
          const foldings = logs.map((log) => ({ log, ...fold(connect, log, clock.now) }));
          for (const query of queriesFrom(dayOf(start), dayOf(start + 6 * DAY))) {
            const { groups: _, ...view } = await tracker.funnel(query);
            expect(view).to.deep.equal(recomputed(foldings, query));
          }
        }),
        { numRuns: CASES },
      );
    } finally {
      await close();
    }
  });

  it('says where sessions drop, and how long stays last, silence not counted', async () => {
    const { tracker, clock, close } = await embeddedTracker();
    try {
      const bank = { institutionId: '101732', oauth: false };
      for (const [customer, seconds] of [10, 20, 40].entries())
        for (const event of [
          connectEvent(`c${customer}`, 'started', 0),
          connectEvent(`c${customer}`, 'adding', MINUTE, bank),
          connectEvent(`c${customer}`, 'mfa', MINUTE + seconds * SECOND, bank),
        ])
          await tracker.record(event);
      await tracker.record(connectEvent('c0', 'added', 2 * MINUTE, { ...bank, accounts: [] }));
      await tracker.record(connectEvent('c0', 'done', 3 * MINUTE, { eventTrigger: 'userSubmit' }));
      clock.now = T0 + DAY;
      await tracker.sweep();

      const { sessions, outcomes, stages } = await tracker.funnel(DAY_ONE);
      expect(sessions).to.equal(3);
      expect(outcomes).to.include({ completed: 1, abandoned: 2, open: 0 });
      const [started, adding, mfa, added, done, abandoned] = stages;
      expect(started).to.deep.include({ stage: 'started', reached: 3, dropped: 0 });
      expect(adding).to.deep.include({ stage: 'adding', reached: 3, dropped: 0 });
      expect(adding!.dwell!.count).to.equal(3);
      expect(adding!.dwell!.medianMs).to.be.closeTo(20 * SECOND, SECOND);
      expect(adding!.dwell!.p95Ms).to.be.closeTo(40 * SECOND, 2 * SECOND);
      expect(mfa).to.deep.include({ stage: 'mfa', reached: 3, dropped: 2 });
      expect(mfa!.dwell!.count).to.equal(1);
      expect([added, done, abandoned].map((one) => one?.stage)).to.deep.equal(['added', 'done', 'abandoned']);
      expect(done).to.not.have.property('dwell');
    } finally {
      await close();
    }
  });

  it('takes back what a late event shows to be wrong', async () => {
    const { tracker, clock, close } = await embeddedTracker();
    try {
      await tracker.record(connectEvent('late', 'started', 0));
      clock.now = T0 + DAY;
      await tracker.sweep();
      expect((await tracker.funnel(DAY_ONE)).outcomes).to.include({ abandoned: 1, completed: 0 });
      const late = { receivedAt: T0 + DAY };
      await tracker.record(connectEvent('late', 'added', MINUTE, { accounts: [] }, late));
      await tracker.record(connectEvent('late', 'done', 2 * MINUTE, {}, late));
      const { outcomes, stages } = await tracker.funnel(DAY_ONE);
      expect(outcomes).to.include({ abandoned: 0, completed: 1 });
      expect(stages.map(({ stage, dropped }) => [stage, dropped])).to.deep.equal([
        ['started', 0],
        ['added', 0],
        ['done', 0],
      ]);
    } finally {
      await close();
    }
  });

  it('counts at an institution who went on at another one as dropped there, unless it was added', async () => {
    const { tracker, close } = await embeddedTracker();
    try {
      const [first, second] = [{ institutionId: 'first' }, { institutionId: 'second' }];
      await tracker.record(connectEvent('moves', 'started', 0));
      await tracker.record(connectEvent('moves', 'adding', SECOND, first));
      await tracker.record(connectEvent('moves', 'unableToConnect', 2 * SECOND, { ...first, code: 102 }));
      expect((await tracker.funnel({ ...DAY_ONE, ...first })).stages.at(-1)).to.include({ dropped: 0 });
      await tracker.record(connectEvent('moves', 'adding', 3 * SECOND, second));
      await tracker.record(connectEvent('moves', 'added', 4 * SECOND, { ...second, accounts: [] }));
      await tracker.record(connectEvent('moves', 'done', 5 * SECOND));
      const there = await tracker.funnel({ ...DAY_ONE, ...first });
      expect(there).to.not.have.property('outcomes');
      expect(there.stages.map(({ stage, reached, dropped }) => [stage, reached, dropped])).to.deep.equal([
        ['adding', 1, 0],
        ['unableToConnect', 1, 1],
      ]);
      expect((await tracker.funnel({ ...DAY_ONE, by: 'institution' })).groups).to.deep.equal([
        { institutionId: 'first', sessions: 1, dropped: 1 },
        { institutionId: 'second', sessions: 1, dropped: 0 },
      ]);
    } finally {
      await close();
    }
  });

  it('tells groups by day and by connection, which add up', async () => {
    const { tracker, clock, close } = await embeddedTracker();
    try {
      await tracker.record(connectEvent('a', 'adding', 0, { institutionId: '1', oauth: true }));
      clock.now = T0 + DAY;
      await tracker.record(connectEvent('b', 'adding', DAY, { institutionId: '1', oauth: false }));
      await tracker.record(connectEvent('c', 'started', DAY));
      const range = { from: dayOf(T0), to: dayOf(T0 + 2 * DAY) };
      const days = (await tracker.funnel({ ...range, by: 'day' })).groups!;
      expect(days.map(({ day, sessions }) => [day, sessions])).to.deep.equal([
        ['2026-03-02', 1],
        ['2026-03-03', 2],
        ['2026-03-04', 0],
      ]);
      const ways = (await tracker.funnel({ ...range, by: 'connection' })).groups!;
      expect(ways.map(({ connection, sessions }) => [connection, sessions])).to.deep.equal([
        ['oauth', 1],
        ['legacy', 1],
        ['unknown', 1],
      ]);
      const legacy = await tracker.funnel({ ...range, connection: 'legacy' });
      expect(legacy).to.include({ sessions: 1, connection: 'legacy' });
    } finally {
      await close();
    }
  });

  for (const [what, range] of [
    ['no days', { from: '2026-03-03', to: '2026-03-02' }],
    ['93 days', { from: '2026-01-01', to: '2026-04-03' }],
    ['a day that does not exist', { from: '2026-02-30', to: '2026-03-02' }],
    ['no day at all', { from: 'yesterday', to: '2026-03-02' }],
  ] as const)
    it(`refuses ${what}`, async () => {
      const { tracker, close } = await embeddedTracker();
      try {
        const failure = await tracker.funnel(range).catch((error: unknown) => error);
        expect(failure).to.include({ code: 'invalid-range' });
      } finally {
        await close();
      }
    });

  it('refuses a machine that there is not', async () => {
    const { tracker, close } = await embeddedTracker();
    try {
      const failure = await tracker.funnel({ ...DAY_ONE, machine: 'none' }).catch((error: unknown) => error);
      expect(failure).to.include({ code: 'unknown-machine' });
    } finally {
      await close();
    }
  });
});

async function logOf(store: Awaited<ReturnType<typeof embeddedTracker>>['store'], customerId: string) {
  const { body } = (await store.read(recordIdOf('connect', customerId)))!;
  return (decode(() => connect, body) as Customer).record.log;
}

function queriesFrom(from: string, to: string): FunnelQuery[] {
  return [
    { from, to },
    { from, to, institutionId: '101732' },
    { from, to, institutionId: '102176', connection: 'legacy' },
    { from, to, connection: 'oauth' },
  ];
}

type Folded = Folding & { readonly log: Awaited<ReturnType<typeof logOf>> };

/** The funnel as somebody would count it who looks at every step of every session. */
function recomputed(foldings: readonly Folded[], { from, to, institutionId, connection }: FunnelQuery) {
  const reached: Record<string, number> = {};
  const dropped: Record<string, number> = {};
  const dwells: Record<string, Record<string, number>> = {};
  const outcomes = { open: 0, completed: 0, cancelled: 0, unfinished: 0, abandoned: 0, failed: 0 };
  let sessions = 0;
  for (const { folded, steps, log } of foldings)
    for (const [index, session] of folded.sessions.entries()) {
      const context = session.snapshot.context as ConnectContext;
      const began = dayOf(log[session.opener]!.at);
      const way = context.oauth === undefined ? 'unknown' : context.oauth ? 'oauth' : 'legacy';
      if (began < from || began > to || (connection !== undefined && way !== connection)) continue;
      const own = steps.filter((step) => step.session === index);
      const stays = own.flatMap((step, at) => {
        const entered = at === 0 || step.after.path.length > own[at - 1]!.after.path.length;
        const where = (step.after.snapshot.context as ConnectContext).institutionId;
        return entered ? [{ step, where, stage: step.stage }] : [];
      });
      const here = stays.filter(({ where }) => institutionId === undefined || where === institutionId);
      if (institutionId !== undefined && here.length === 0) continue;
      sessions += 1;
      outcomes[context.outcome] += 1;
      for (const stage of new Set(here.map((stay) => stay.stage))) reached[stage] = (reached[stage] ?? 0) + 1;
      for (const [at, stay] of stays.entries()) {
        const next = stays[at + 1]?.step;
        if (!here.includes(stay) || next?.entry === undefined || hasEnded(stay.step.after)) continue;
        const bucket = bucketOf(next.at - stay.step.at);
        const counted = dwells[stay.stage] ?? {};
        dwells[stay.stage] = { ...counted, [bucket]: (counted[bucket] ?? 0) + 1 };
      }
      const over = !['open', 'completed'].includes(context.outcome);
      const left = institutionId !== undefined && stays.at(-1)!.where !== institutionId;
      const fine = institutionId !== undefined && here.some(({ stage }) => stage === 'added');
      const last = here.findLast(({ stage }) => stage !== 'done' && stage !== 'abandoned');
      if ((over || left) && !fine && last) dropped[last.stage] = (dropped[last.stage] ?? 0) + 1;
    }
  const view: Partial<FunnelView> = {
    machine: 'connect',
    from,
    to,
    ...(institutionId === undefined ? {} : { institutionId }),
    ...(connection === undefined ? {} : { connection }),
    sessions,
    ...(institutionId === undefined ? { outcomes } : {}),
    stages: Object.keys(connect.machine.states).flatMap((stage) => {
      if (!reached[stage]) return [];
      const histogram = dwells[stage];
      const count = Object.values(histogram ?? {}).reduce((sum, one) => sum + one, 0);
      const at = (share: number) => Math.round(quantile(histogram!, share));
      const dwell = count === 0 ? {} : { dwell: { count, medianMs: at(0.5), p95Ms: at(0.95) } };
      return [{ stage, reached: reached[stage]!, dropped: dropped[stage] ?? 0, ...dwell }];
    }),
  };
  return view;
}

function hasEnded({ snapshot }: Session): boolean {
  return ['done', 'abandoned'].includes(stageOf(snapshot));
}
