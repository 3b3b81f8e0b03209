import { expect } from 'chai';
import { checkCommit } from '../../../lib/store/check.ts';
import { LAST_FOLLOWED, nextVersion } from '../../../lib/store/next-version.ts';

const ROUND = 2 ** 24;

describe('the next version', () => {
  it('is greater than the one before, in the next round, whatever that is', () => {
    for (const current of [0, 1, 7, ROUND - 1, ROUND, 5 * ROUND + 1, 2 ** 40, LAST_FOLLOWED]) {
      const next = nextVersion(current);
      expect(next, `after ${current}`).to.be.above(current);
      expect(Math.floor(next / ROUND), `after ${current}`).to.equal(Math.floor(current / ROUND) + 1);
      expect(Number.isSafeInteger(next), `after ${current}`).to.equal(true);
    }
  });

  it('is another each time, also after the same one', () => {
    const versions = Array.from({ length: 1000 }, () => nextVersion(7));
    // By chance two of them are the same once in 30 times, and ten never.
    expect(new Set(versions).size).to.be.above(990);
  });

  it('takes its numbers from all over the round', () => {
    const quarters = Array.from({ length: 1000 }, () => Math.floor((4 * nextVersion(0)) / ROUND) - 4);
    for (const quarter of [0, 1, 2, 3]) {
      expect(quarters.filter((each) => each === quarter).length, `${quarter}`).to.be.above(100);
    }
  });

  it('is missing after the last round, which a commit is told before anything is written', () => {
    const change = { recordId: 'ab', expectedVersion: LAST_FOLLOWED, body: Buffer.from('any') };
    expect(() => checkCommit(change)).not.to.throw();
    const { body: _, ...removal } = { ...change, expectedVersion: LAST_FOLLOWED + 1 };
    expect(() => checkCommit({ ...change, ...removal })).to.throw(RangeError, 'can only be removed');
    expect(() => checkCommit(removal)).not.to.throw();
    expect(Number.isSafeInteger(nextVersion(LAST_FOLLOWED + 1))).to.equal(false);
  });
});
