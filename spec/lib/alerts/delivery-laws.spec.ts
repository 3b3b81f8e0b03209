import { expect } from 'chai';
import fc from 'fast-check';
import type { Alert, Delivery, NoticeKind } from '../../../lib/alerts/alert.ts';
import { claim, release, settle } from '../../../lib/alerts/attempts.ts';
import { close, hush, raise, resend } from '../../../lib/alerts/deliveries.ts';
import { type Due, isUnsettled, nextAt, type Recipient } from '../../../lib/alerts/delivery.ts';
import { group } from '../../../lib/alerts/ledger.ts';
import { DAY, MINUTE, SECOND, T0 } from '../../support/fold.ts';
import { recipient, stuckAlert } from './example.ts';

const CASES = Number(process.env['PROPERTY_CASES'] ?? 5_000);

const plain = recipient('plain');
const showing = recipient('showing', { tellsAcknowledged: true });
const forgetful = recipient('forgetful', { tellsAcknowledged: true, refreshEvery: 5 * MINUTE });
const all = [plain, showing, forgetful];
const ORDER: readonly NoticeKind[] = ['raised', 'acknowledged', 'resolved'];

interface UnderWay {
  readonly to: Recipient;
  readonly due: Due;
  readonly at: number;
}

/** An alert, the tries that are under way, and what each sink may have heard. */
interface World {
  now: number;
  alert: Alert;
  underWay: UnderWay[];
  readonly begun: Record<string, NoticeKind[]>;
  /** Sinks that were told an end by hand. */
  readonly byHand: Set<string>;
}

type Step = (world: World) => void;

const which = fc.subarray(all, { minLength: 1 });
const pick = fc.nat(20);
const random = fc.double({ min: 0, max: 0.999, noNaN: true });

const claims: fc.Arbitrary<Step> = which.map((sinks) => (world) => {
  const { alert, claimed } = claim(world.alert, sinks, world.now);
  for (const due of claimed) {
    const to = sinks.find(({ name }) => name === due.sink)!;
    const begun = world.begun[due.sink]!;
    const mayEnd = begun.length > 0 || world.byHand.has(due.sink);
    expect(due.notice !== 'resolved' || mayEnd, 'an end was told before its beginning').to.equal(true);
    const last = begun.at(-1) ?? 'raised';
    expect(ORDER.indexOf(due.notice), 'notices went back').to.be.at.least(ORDER.indexOf(last));
    begun.push(due.notice);
    world.underWay.push({ to, due, at: world.now });
  }
  world.alert = alert;
});

const ends: fc.Arbitrary<Step> = fc
  .record({
    pick,
    random,
    outcome: fc.constantFrom('delivered', 'delivered', 'sink-timeout'),
    final: fc.constantFrom(false, false, false, true),
    retryAfter: fc.constantFrom(0, 0, MINUTE),
  })
  .map(({ pick, random, outcome, final, retryAfter }) => (world) => {
    const [one] = world.underWay.splice(pick % Math.max(1, world.underWay.length), 1);
    if (one === undefined) return;
    const failure = outcome === 'delivered' ? {} : { final, retryAfter };
    const tried = { at: one.at, ms: world.now - one.at, outcome, ...failure };
    world.alert = settle(world.alert, one.to, one.due.notice, tried, () => random);
  });

/** A process dies, and with it what it was about to tell. */
const dies: fc.Arbitrary<Step> = pick.map((pick) => (world) => {
  world.underWay.splice(pick % Math.max(1, world.underWay.length), 1);
});

/** Nobody is told after all: another alert tells of it. That is found out while the lease lasts. */
const diverted: fc.Arbitrary<Step> = pick.map((pick) => (world) => {
  const one = world.underWay[pick % Math.max(1, world.underWay.length)];
  if (one?.due.notice !== 'raised' || world.now >= one.at + one.to.lease) return;
  world.underWay = world.underWay.filter((other) => other !== one);
  world.begun[one.to.name]!.pop();
  world.alert = group(release(world.alert, [one.due], world.now), 'bb_01', world.now);
});

const passes: fc.Arbitrary<Step> = fc
  .constantFrom(0, 1, SECOND, 11 * SECOND, 6 * MINUTE, DAY)
  .map((ms) => (world) => {
    world.now += ms;
  });

const acknowledges: fc.Arbitrary<Step> = fc.constant((world) => {
  if (world.alert.acknowledged || world.alert.resolved) return;
  world.alert = hush({ ...world.alert, acknowledged: { at: world.now } }, all, world.now);
});

const resolves: fc.Arbitrary<Step> = fc.constant((world) => over(world));

const resends: fc.Arbitrary<Step> = which.map((sinks) => (world) => {
  if (world.alert.resolved) for (const { name } of sinks) world.byHand.add(name);
  world.alert = resend(world.alert, sinks, world.now);
});

function over(world: World): void {
  if (world.alert.resolved) return;
  const resolved = { at: world.now, reason: 'recovered' } as const;
  world.alert = close({ ...world.alert, resolved }, world.now);
}

const step = fc.oneof(
  { weight: 5, arbitrary: claims },
  { weight: 5, arbitrary: ends },
  { weight: 4, arbitrary: passes },
  { weight: 1, arbitrary: dies },
  { weight: 1, arbitrary: diverted },
  { weight: 1, arbitrary: acknowledges },
  { weight: 1, arbitrary: resolves },
  { weight: 1, arbitrary: resends },
);

function expectSound({ alert }: World): void {
  for (const { name, refreshEvery } of all) {
    const own = alert.deliveries.filter(({ sink }) => sink === name);
    expect(own.filter(({ leased }) => leased).length, 'two notices under way').to.be.at.most(1);
    expect(new Set(own.map(({ notice }) => notice)).size, 'a notice twice').to.equal(own.length);
    for (const delivery of own) {
      expect(isWaiting(delivery), `${delivery.status}, nextAt ${delivery.nextAt}`).to.equal(
        delivery.status === 'pending' || (refreshEvery !== undefined && isRefreshing(alert, delivery)),
      );
      expect(delivery.leased !== true || isWaiting(delivery), 'a lease without end').to.equal(true);
      expect(delivery.tries.length).to.be.at.most(Math.min(5, delivery.attempts));
    }
  }
}

const isWaiting = ({ nextAt }: Delivery) => nextAt !== undefined;

/** An alert that is open and unacknowledged, told to a sink that forgets; or one whose telling is under way. */
function isRefreshing(alert: Alert, { sink, notice, status, leased }: Delivery): boolean {
  if (notice !== 'raised' || status !== 'delivered') return false;
  if (leased) return true;
  const isClosed = alert.deliveries.some((one) => one.sink === sink && one.notice === 'resolved');
  return !alert.resolved && !alert.acknowledged && !isClosed;
}

/** From now on nobody dies and every sink answers: all that is due is told. */
function drain(world: World, outcome: string): void {
  world.underWay = [];
  for (let rounds = 0; isUnsettled(world.alert); rounds++) {
    expect(rounds, 'it does not end').to.be.below(2_000);
    const times = all.flatMap(({ name }) => nextAt(world.alert, name) ?? []);
    world.now = Math.max(world.now, Math.min(...times));
    const { alert, claimed } = claim(world.alert, all, world.now);
    world.alert = claimed.reduce((kept, { sink, notice }) => {
      world.begun[sink]!.push(notice);
      const to = all.find(({ name }) => name === sink)!;
      return settle(kept, to, notice, { at: world.now, ms: 0, outcome }, () => 0.5);
    }, alert);
    expectSound(world);
  }
}

function play(steps: readonly Step[]): World {
  const alert = raise(stuckAlert(), all, T0);
  const begun = Object.fromEntries(all.map(({ name }) => [name, []]));
  const world: World = { now: T0, alert, underWay: [], begun, byHand: new Set() };
  for (const step of steps) {
    step(world);
    expectSound(world);
  }
  return world;
}

describe('the laws of deliveries', function () {
  this.timeout(120_000);
  const histories = fc.array(step, { maxLength: 40 });

  it(`hold for ${CASES} random histories: one notice at a time and never backwards, no end without a beginning, nothing waits that should not`, () => {
    fc.assert(
      fc.property(histories, (steps) => void play(steps)),
      { numRuns: CASES },
    );
  });

  it('whatever happened, everything ends delivered or withdrawn once sinks answer, or dead', () => {
    fc.assert(
      fc.property(histories, fc.constantFrom('delivered', 'sink-refused'), (steps, outcome) => {
        const world = play(steps);
        over(world);
        drain(world, outcome);
        for (const { status, nextAt, leased } of world.alert.deliveries) {
          expect(status).to.be.oneOf(['delivered', 'withdrawn', 'dead']);
          expect(nextAt).to.equal(undefined);
          expect(leased).to.equal(undefined);
        }
      }),
      { numRuns: CASES / 5 },
    );
  });

  it('whoever may have heard of an alert hears of its end, unless it was given up', () => {
    fc.assert(
      fc.property(histories, (steps) => {
        const world = play(steps);
        over(world);
        drain(world, 'delivered');
        for (const { name } of all) {
          const own = world.alert.deliveries.filter(({ sink }) => sink === name);
          if (own.some(({ status }) => status === 'dead')) continue;
          if (world.begun[name]!.length > 0) expect(world.begun[name]!.at(-1), name).to.equal('resolved');
        }
      }),
      { numRuns: CASES / 5 },
    );
  });
});
