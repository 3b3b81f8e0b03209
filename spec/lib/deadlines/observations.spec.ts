import { expect } from 'chai';
import fc from 'fast-check';
import {
  add,
  LEAD,
  measure,
  measuredAt,
  nothingObserved,
  type Observations,
  observe,
  placeOf,
} from '../../../lib/deadlines/observations.ts';
import { DAY, HOUR, MINUTE, T0 } from '../../support/fold.ts';

const MFA = placeOf('connect', 'mfa');
const SHARES = [0.99];

/** So many durations of one length at a place. */
function seen(count: number, ms: number, place = MFA): Observations['counts'] {
  let counts: Observations['counts'] = {};
  for (let index = 0; index < count; index++) counts = observe(counts, place, ms);
  return counts;
}

const observed = (count: number, ms: number, before = nothingObserved) => add(before, seen(count, ms));
const measured = (count: number, ms: number, at = T0, before = nothingObserved) =>
  measure(observed(count, ms, before), SHARES, at);
const median = (observations: Observations, at: number, place = MFA) =>
  measuredAt(observations, place, at)?.['0.5'];
const totalOf = (observations: Observations, place = MFA) =>
  Object.values(observations.counts[place] ?? {}).reduce((sum, count) => sum + count, 0);

describe('what was observed of how long stages last', () => {
  it('names a place, at one institution or at all of them', () => {
    expect(placeOf('connect', 'mfa')).to.equal('connect/mfa');
    expect(placeOf('connect', 'mfa', '101732')).to.equal('connect/mfa@101732');
  });

  it('adds up what several processes have seen', () => {
    const both = add(add(nothingObserved, seen(2, MINUTE)), {
      ...seen(3, MINUTE),
      ...seen(1, MINUTE, 'connect/adding'),
    });
    expect([totalOf(both), totalOf(both, 'connect/adding')]).to.deep.equal([5, 1]);
    expect(nothingObserved.counts).to.deep.equal({});
  });

  it('is measured in whole ms, by the quantiles that are asked for and the median', () => {
    const { measured: all } = measure(observed(100, MINUTE), [0.99, 0.9], T0);
    const [{ from, quantiles } = { from: 0, quantiles: {} }] = all[MFA]!;
    expect(from).to.equal(T0 + LEAD);
    expect(Object.keys(quantiles)).to.have.members(['0.5', '0.9', '0.99']);
    for (const ms of Object.values(quantiles)) {
      expect(ms).to.be.closeTo(MINUTE, 3_000);
      expect(Number.isInteger(ms)).to.equal(true);
    }
  });

  it('is measured from a hundred durations on', () => {
    expect(measured(99, MINUTE).measured).to.deep.equal({});
    expect(measured(100, MINUTE).measured).to.have.property(MFA);
  });

  it('is measured once an hour', () => {
    const first = measured(100, MINUTE);
    const more = observed(500, HOUR, first);
    expect(measure(more, SHARES, T0 + HOUR - 1)).to.equal(more);
    expect(measure(more, SHARES, T0 - DAY)).to.equal(more);
    expect(measure(more, SHARES, T0 + HOUR).measured[MFA]).to.have.length(2);
    expect(measure(more, SHARES, T0 + HOUR).measuredAt).to.equal(T0 + HOUR);
  });

  it('is in force when every process has read it, and not before', () => {
    const first = measured(100, MINUTE);
    expect(median(first, T0 + LEAD - 1)).to.equal(undefined);
    expect(median(first, T0 + LEAD)).to.be.closeTo(MINUTE, 3_000);
    expect(measuredAt(first, 'connect/adding', T0 + LEAD)).to.equal(undefined);
  });

  it('is for those who came before what it was before', () => {
    const later = measured(500, HOUR, T0 + HOUR, measured(100, MINUTE));
    expect(median(later, T0 + HOUR + LEAD - 1)).to.be.closeTo(MINUTE, 3_000);
    expect(median(later, T0 + HOUR + LEAD)).to.be.closeTo(HOUR, HOUR * 0.05);
  });

  it('takes a tenth more or less for noise', () => {
    const first = measured(100, MINUTE);
    const near = measured(10_000, MINUTE * 1.05, T0 + HOUR, first);
    expect(near.measured[MFA]).to.equal(first.measured[MFA]);
    const far = measured(10_000, MINUTE * 1.3, T0 + HOUR, first);
    expect(far.measured[MFA]).to.have.length(2);
  });

  it('is measured anew where another quantile is asked for', () => {
    const other = measure(measured(100, MINUTE), [0.9], T0 + HOUR);
    expect(measuredAt(other, MFA, T0 + HOUR + LEAD)).to.have.property('0.9');
  });

  it('counts half after seven days', () => {
    const first = measured(1_000, MINUTE);
    expect(totalOf(first)).to.equal(1_000);
    expect(totalOf(measure(first, SHARES, T0 + 7 * DAY))).to.be.closeTo(500, 1e-6);
    let hourly = first;
    for (let at = T0 + HOUR; at <= T0 + 7 * DAY; at += HOUR) hourly = measure(hourly, SHARES, at);
    expect(totalOf(hourly)).to.be.closeTo(500, 1e-6);
  });

  it('stays in force where too little is seen to measure it anew', () => {
    const quiet = measure(measured(100, MINUTE), SHARES, T0 + 100 * DAY);
    expect(median(quiet, T0 + 100 * DAY)).to.be.closeTo(MINUTE, 3_000);
  });

  it('is forgotten seven days after it was replaced', () => {
    let observations = nothingObserved;
    for (let day = 0; day < 30; day++) {
      const counts = seen(200, day % 2 === 0 ? MINUTE : HOUR);
      observations = measure({ ...observations, counts }, SHARES, T0 + day * DAY);
    }
    const kept = observations.measured[MFA]!;
    expect(kept.length).to.be.within(7, 9);
    expect(kept[0]!.from).to.be.at.most(T0 + 22 * DAY + LEAD);
  });

  it('is kept of the two thousand places at which most is seen', () => {
    const counts = Object.fromEntries(
      Array.from({ length: 2_100 }, (_, index) => [`connect/mfa@${index}`, { 100: index < 100 ? 1 : 2 }]),
    );
    const { counts: kept } = measure(add(nothingObserved, counts), SHARES, T0);
    expect(Object.keys(kept)).to.have.length(2_000);
    expect(kept).not.to.have.property('connect/mfa@99');
    expect(kept).to.have.property('connect/mfa@100');
    expect(kept).to.have.property('connect/mfa@2099');
  });

  it('never changes once it is in force: a session folded anew within seven days ends as it did', () => {
    const step = fc.record({
      pause: fc.constantFrom(MINUTE, 20 * MINUTE, HOUR, 5 * HOUR, DAY, 3 * DAY),
      count: fc.constantFrom(0, 50, 200, 1_000),
      ms: fc.constantFrom(1_000, 30_000, 10 * MINUTE, HOUR),
    });
    fc.assert(
      fc.property(
        fc.array(step, { minLength: 1, maxLength: 15 }),
        fc.array(step, { minLength: 1, maxLength: 15 }),
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 5, maxLength: 5 }),
        (earlier, later, moments) => {
          let now = T0;
          const live = (observations: Observations, { pause, count, ms }: (typeof earlier)[number]) => {
            now += pause;
            return measure(
              add(observations, { [MFA]: { [Math.round(Math.log(ms) * 10)]: count } }),
              SHARES,
              now,
            );
          };
          const before = earlier.reduce(live, nothingObserved);
          const then = now;
          const after = later.reduce(live, before);
          const oldest = Math.max(T0, now - 7 * DAY);
          const latest = then + LEAD;
          if (oldest >= latest) return;
          for (const part of [0, ...moments, 1]) {
            const at = Math.floor(oldest + part * (latest - oldest));
            expect(measuredAt(after, MFA, at)).to.deep.equal(measuredAt(before, MFA, at));
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});
