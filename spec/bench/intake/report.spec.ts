import { expect } from 'chai';
import type { ContenderName } from '../../../bench/contenders.ts';
import type { IntakeSample } from '../../../bench/intake/intake.ts';
import { judgeIntake } from '../../../bench/intake/report.ts';

const sample = (rate: number, p99 = 5): IntakeSample => ({ rate, p50: 1, p99, server: 100, store: 20 });

/** Whether each goal holds, in the order in which they are told. */
function judged(...samples: readonly (readonly [ContenderName, IntakeSample])[]): boolean[] {
  return judgeIntake(new Map(samples.map(([name, one]) => [name, [one]]))).map(({ holds }) => holds);
}

describe('the goals of intake', () => {
  const others = [
    ['nodeSet', sample(10_000)],
    ['plain', sample(2_000)],
    ['lock', sample(1_200)],
  ] as const;

  it('hold at their bounds', () => {
    const redis = { ...sample(6_000), roundTrips: 1 };
    expect(judged(...others, ['redisSigned', redis], ['embeddedSigned', sample(4_000)])).to.deep.equal(
      Array(6).fill(true),
    );
  });

  it('fall short below them', () => {
    const redis = { ...sample(5_900, 6), roundTrips: 1.01 };
    expect(judged(...others, ['redisSigned', redis], ['embeddedSigned', sample(3_900)])).to.deep.equal(
      Array(6).fill(false),
    );
  });

  it('are told only of those who took part', () => {
    expect(judged(['nodeSet', sample(1)], ['redisSigned', sample(1)])).to.deep.equal([true]);
  });

  it('tell by CPU how much less ours uses, Redis included', () => {
    const used = { ...sample(1), server: 300, store: 100 };
    const [first] = judgeIntake(
      new Map([
        ['nodeSet', [{ ...sample(1), server: 180, store: 20 }]],
        ['redisSigned', [used]],
      ]),
    );
    expect(first?.byCpu).to.equal(0.5);
  });
});
