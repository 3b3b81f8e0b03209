import { expect } from 'chai';
import fc from 'fast-check';
import { aged, counted, type Histogram, merged, quantile, total } from '../../../lib/deadlines/histogram.ts';

const of = (durations: readonly number[]): Histogram => durations.reduce(counted, {});

/** From a ms to weeks, with as many short as long ones. */
const duration = fc.double({ min: 0, max: 21.5, noNaN: true }).map((power) => Math.exp(power));
const durations = fc.array(duration, { minLength: 1, maxLength: 300 });
const share = fc.double({ min: 0, max: 1, noNaN: true });

/** The least of the durations that so large a share of all does not exceed. */
function exact(given: readonly number[], share: number): number {
  const sorted = [...given].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length - 1e-9) - 1)]!;
}

describe('a histogram of durations', () => {
  it('gives any quantile of any sample, at most 5 % off', () => {
    fc.assert(
      fc.property(durations, share, (given, share) => {
        const wanted = exact(given, share);
        expect(quantile(of(given), share)).to.be.within(wanted * 0.95, wanted * 1.05);
      }),
      { numRuns: 1_000 },
    );
  });

  it('gives both ends, and the only one of one', () => {
    const histogram = of([1_000, 60_000, 3_600_000]);
    expect(quantile(histogram, 0)).to.be.closeTo(1_000, 50);
    expect(quantile(histogram, 0.5)).to.be.closeTo(60_000, 3_000);
    expect(quantile(histogram, 1)).to.be.closeTo(3_600_000, 180_000);
    for (const share of [0, 0.5, 0.999, 1]) expect(quantile(of([500]), share)).to.be.closeTo(500, 25);
  });

  it('gives of a hundred the ninety-ninth, also when they have aged', () => {
    const histogram = of([...Array<number>(99).fill(1_000), 60_000]);
    for (const factor of [1, 1 / 3, 0.7])
      expect(quantile(aged(histogram, factor), 0.99)).to.be.closeTo(1_000, 50);
    expect(quantile(histogram, 0.991)).to.be.closeTo(60_000, 3_000);
  });

  it('gives 0 where nothing was counted', () => {
    expect(quantile({}, 0.99)).to.equal(0);
    expect(total({})).to.equal(0);
  });

  it('takes no time at all, and a clock that went back, for the shortest', () => {
    for (const ms of [0, -5, 0.2]) expect(quantile(of([ms]), 0.5)).to.equal(1);
  });

  it('counts, and leaves what it was given as it is', () => {
    const one = of([10]);
    expect(total(counted(one, 10))).to.equal(2);
    expect(total(one)).to.equal(1);
  });

  it('is the same whichever way samples are put together', () => {
    fc.assert(
      fc.property(durations, durations, durations, (a, b, c) => {
        const [one, two, three] = [of(a), of(b), of(c)];
        expect(merged(one, two)).to.deep.equal(merged(two, one));
        expect(merged(merged(one, two), three)).to.deep.equal(merged(one, merged(two, three)));
        expect(merged(one, two)).to.deep.equal(of([...a, ...b]));
        expect(merged(one, {})).to.deep.equal(one);
      }),
      { numRuns: 200 },
    );
  });

  it('lets counts weigh less without moving the quantiles', () => {
    fc.assert(
      fc.property(durations, share, fc.double({ min: 0.1, max: 1, noNaN: true }), (given, share, factor) => {
        const histogram = of(given);
        const old = aged(histogram, factor);
        expect(total(old)).to.be.closeTo(total(histogram) * factor, 1e-6);
        // Where the share falls on a bound, either neighbour is right.
        const [low, high] = [share - 1e-6, share + 1e-6].map((near) =>
          quantile(histogram, Math.min(1, Math.max(0, near))),
        );
        expect(quantile(old, share)).to.be.within(low! - 1e-6, high! + 1e-6);
      }),
      { numRuns: 300 },
    );
  });

  it('forgets what has aged to nothing', () => {
    const histogram = { ...of([10]), ...of(Array<number>(100).fill(60_000)) };
    expect(Object.keys(aged(histogram, 0.005))).to.have.length(1);
    expect(aged(histogram, 0)).to.deep.equal({});
  });

  it('lets the new outweigh the old', () => {
    const before = of(Array<number>(100).fill(1_000));
    const now = of(Array<number>(100).fill(60_000));
    expect(quantile(merged(aged(before, 0.5), now), 0.5)).to.be.closeTo(60_000, 3_000);
  });

  it('stays small whatever it counts', () => {
    const many = Array.from({ length: 5_000 }, (_, index) => (index + 1) * 7_919);
    expect(Object.keys(of(many)).length).to.be.below(120);
  });

  it('survives JSON', () => {
    const histogram = aged(of([1, 10, 1e9]), 1 / 3);
    expect(JSON.parse(JSON.stringify(histogram))).to.deep.equal(histogram);
  });
});
