import { expect } from 'chai';
import { mintTime } from '../../../lib/testing/mint.ts';

const { now } = Date;

/** Runs with a clock that stands at a time, as fake timers have it. */
function at<T>(time: number, run: () => T): T {
  Date.now = () => time;
  try {
    return run();
  } finally {
    Date.now = now;
  }
}

describe('the time of an event that is made now', () => {
  it('is now', () => {
    const later = now() + 60_000;
    expect(at(later, mintTime)).to.equal(later);
  });

  it('is later than the one before, also where no time has passed', () => {
    const first = mintTime();
    expect(at(first, mintTime)).to.equal(first + 1);
    expect(at(first, mintTime)).to.equal(first + 2);
    expect(at(first - 1_000, mintTime)).to.equal(first + 3);
  });

  it('follows a clock that is set back on purpose', () => {
    const past = Date.UTC(2020, 0, 1);
    expect(at(past, mintTime)).to.equal(past);
    expect(at(past, mintTime)).to.equal(past + 1);
    expect(mintTime()).to.be.within(now() - 1_000, now());
  });
});
