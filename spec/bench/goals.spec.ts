import { expect } from 'chai';
import { ratios, verdict } from '../../bench/goals.ts';

describe('the goals of the benches', () => {
  it('hold by the median, at the bound too', () => {
    expect(verdict({ name: 'x', atLeast: 0.6 }, [0.1, 0.6, 0.9]).holds).to.equal(true);
    expect(verdict({ name: 'x', atLeast: 0.6 }, [0.1, 0.59, 0.9]).holds).to.equal(false);
    expect(verdict({ name: 'x', atMost: 1.5 }, [0.1, 1.5, 9]).holds).to.equal(true);
    expect(verdict({ name: 'x', atMost: 1.5 }, [0.1, 1.51, 9]).holds).to.equal(false);
  });

  it('tell the ratio by CPU beside, and do not judge by it', () => {
    const { byCpu, holds } = verdict({ name: 'x', atLeast: 1 }, [2, 2, 2], [0.1, 0.2, 0.3]);
    expect({ byCpu, holds }).to.deep.equal({ byCpu: 0.2, holds: true });
    expect(verdict({ name: 'x', atLeast: 1 }, [2])).not.to.have.property('byCpu');
  });

  it('hold what is compared against the same round', () => {
    expect(ratios([2, 30], [1, 10])).to.deep.equal([2, 3]);
  });
});
