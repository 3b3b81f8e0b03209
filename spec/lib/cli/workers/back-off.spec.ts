import { expect } from 'chai';
import { createBackOff } from '../../../../lib/cli/workers/back-off.ts';

/** The pauses, in ms, after deaths at these seconds. */
function pausesAt(...seconds: readonly number[]): number[] {
  let now = 0;
  const pauseOf = createBackOff(() => now);
  return seconds.map((second) => {
    now = second * 1_000;
    return pauseOf();
  });
}

describe('what dies', () => {
  it('is replaced at once when that is rare', () => {
    expect(pausesAt(1, 62, 200)).to.deep.equal([0, 0, 0]);
  });

  it('is replaced later and later when it dies again and again, and after half a minute at most', () => {
    expect(pausesAt(1, 2, 3, 4, 5, 6, 7, 8, 9)).to.deep.equal([
      0, 500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000,
    ]);
  });

  it('is forgiven after a minute', () => {
    expect(pausesAt(1, 2, 3, 62.5)).to.deep.equal([0, 500, 1_000, 500]);
  });
});
