import { expect } from 'chai';
import { createHits } from '../../../../lib/server/guards/hits.ts';

describe('the counts of a rate limit', () => {
  it('begin anew when their time is over', () => {
    let now = 1_000;
    const hits = createHits(10, 60_000, () => now);
    expect(hits.increment('a')).to.include({ totalHits: 1 });
    now = 60_999;
    expect(hits.increment('a')).to.deep.equal({ totalHits: 2, resetTime: new Date(61_000) });
    expect(hits.increment('b')).to.include({ totalHits: 1 });
    now = 61_000;
    expect(hits.get?.('a')).to.equal(undefined);
    expect(hits.increment('a')).to.deep.equal({ totalHits: 1, resetTime: new Date(121_000) });
  });

  it('can be taken back', () => {
    const hits = createHits(10, 60_000, () => 0);
    hits.increment('a');
    hits.increment('a');
    hits.decrement('a');
    expect(hits.get?.('a')).to.include({ totalHits: 1 });
    hits.resetKey('a');
    expect(hits.get?.('a')).to.equal(undefined);
  });

  it('are bounded, however many are counted, and those in use stay', () => {
    const hits = createHits(1_000, 60_000, () => 0);
    for (let index = 0; index < 1_000_000; index += 1) {
      hits.increment(`2001:db8:${index}::/64`);
      if (index % 500 === 0) hits.increment('10.0.0.1');
    }
    const kept = Array.from({ length: 1_000_000 }, (_, index) => hits.get?.(`2001:db8:${index}::/64`));
    expect(kept.filter(Boolean)).to.have.length(999);
    expect(hits.get?.('10.0.0.1')).to.include({ totalHits: 2_000 });
  });
});
