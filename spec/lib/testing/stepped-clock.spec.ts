import { expect } from 'chai';
import { createSteppedClock } from '../../../lib/testing/stepped-clock.ts';

/** A clock that writes down what fires, and when. */
function clockWithLog() {
  const clock = createSteppedClock();
  const log: string[] = [];
  const arm = (name: string, ms: number, then = () => {}) =>
    clock.setTimeout(() => {
      log.push(`${name} ${clock.now()}`);
      then();
    }, ms);
  return { clock, log, arm };
}

describe('a stepped clock', () => {
  it('lets everything happen at its time, also what is armed on the way', () => {
    const { clock, log, arm } = clockWithLog();
    arm('b', 20);
    arm('a', 10, () => arm('c', 15));
    clock.advanceTo(100);
    expect(log).to.deep.equal(['a 10', 'b 20', 'c 25']);
    expect(clock.now()).to.equal(100);
  });

  it('holds back what is due at the end until that moment is over', () => {
    const { clock, log, arm } = clockWithLog();
    arm('a', 10);
    clock.advanceTo(10);
    clock.advanceTo(10);
    expect(log).to.deep.equal([]);
    clock.advanceTo(11);
    expect(log).to.deep.equal(['a 10']);
  });

  it('forgets what is cleared, also in the moment in which it is due', () => {
    const { clock, log, arm } = clockWithLog();
    const [early, due] = [arm('a', 5), arm('b', 10)];
    clock.clearTimeout(early);
    clock.advanceTo(10);
    clock.clearTimeout(due);
    clock.settle();
    expect(log).to.deep.equal([]);
  });

  it('lets happen at the end of a moment also what is armed for that moment', () => {
    const { clock, log, arm } = clockWithLog();
    arm('a', 10, () => arm('b', 0));
    clock.advanceTo(10);
    clock.settle();
    expect(log).to.deep.equal(['a 10', 'b 10']);
  });
});
