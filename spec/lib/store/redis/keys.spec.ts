import { expect } from 'chai';
import {
  counterKey,
  dueKey,
  feedKey,
  feedSinceKey,
  indexKey,
  LAYOUT_KEY,
  layoutOf,
  partitionOf,
  probeKey,
  REJECTIONS_KEY,
  recordKey,
} from '../../../../lib/store/redis/keys.ts';
import { newId } from '../../../support/records.ts';

describe('the keys in Redis', () => {
  it('stay what they are, since records are found by them', () => {
    expect([recordKey(7, 'ab12'), dueKey(7), probeKey(63), REJECTIONS_KEY, LAYOUT_KEY, layoutOf(64)]).to.eql([
      'ct:{p07}:r:ab12',
      'ct:{p07}:due',
      'ct:{p63}:probe',
      'ct:{rejections}',
      'ct:{layout}',
      'format=1 partitions=64',
    ]);
  });

  it('keep the change feed and the counters of a partition beside its records', () => {
    expect([feedKey(7), feedSinceKey(7), counterKey(7, '{a}:b c')]).to.eql([
      'ct:{p07}:feed',
      'ct:{p07}:feed:since',
      'ct:{p07}:c:{a}:b c',
    ]);
  });

  it('hold the name of an index as it is, and know the due index by its own', () => {
    expect(indexKey(7, 'failing:connect/{a}:b c')).to.equal('ct:{p07}:x:failing:connect/{a}:b c');
    expect(indexKey(7, 'due')).to.equal(dueKey(7));
  });

  it('put a record into the partition that its first 32 bits name', () => {
    expect(partitionOf('00000007ffffffff', 64)).to.equal(7);
    expect(partitionOf('ffffffff00000000', 64)).to.equal(63);
    expect(partitionOf('80000041', 64)).to.equal(1);
    expect(partitionOf('80000041', 60)).to.equal(13);
    expect(partitionOf('f', 64)).to.equal(15);
  });

  it('spread random records evenly', () => {
    const counts = new Map<number, number>();
    for (let i = 0; i < 64_000; i += 1) {
      const partition = partitionOf(newId(), 64);
      counts.set(partition, (counts.get(partition) ?? 0) + 1);
    }
    expect(counts.size).to.equal(64);
    for (const count of counts.values()) expect(count).to.be.within(800, 1200);
  });
});
