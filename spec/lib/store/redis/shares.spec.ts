import { expect } from 'chai';
import { mergeShares, shareOf } from '../../../../lib/store/redis/shares.ts';

/** Partitions whose numbers change before each is asked for the whole: `lists` are those of then, `shares` of before. */
function partitions(shares: readonly (readonly number[])[], lists: readonly (readonly number[])[]) {
  const asked: number[] = [];
  const merge = (share: number, limit: number): Promise<number[]> =>
    mergeShares(shares, {
      share,
      limit,
      order: (a, b) => a - b,
      whole: async (partition) => {
        asked.push(partition);
        return (lists[partition] ?? []).slice(0, limit);
      },
    });
  return { asked, merge };
}

describe('the shares of partitions', () => {
  it('are enough where each is short or ends behind the last that is wanted', async () => {
    const { asked, merge } = partitions([[1, 5, 9], [2, 6, 7], [3]], []);
    expect(await merge(3, 5)).to.eql([1, 2, 3, 5, 6]);
    expect(asked).to.eql([]);
  });

  it('are asked for more where they end before it', async () => {
    const { asked, merge } = partitions([[1, 2, 3], [4, 50, 60], [30]], [[1, 2, 3, 5, 6], [], []]);
    expect(await merge(3, 5)).to.eql([1, 2, 3, 4, 5]);
    expect(asked).to.eql([0]);
  });

  it('are asked for more where there are too few of all, once each', async () => {
    const { asked, merge } = partitions([[1, 2], [3, 4], [5]], [[1, 2], [3, 4, 6], []]);
    expect(await merge(2, 9)).to.eql([1, 2, 3, 4, 5, 6]);
    expect(asked).to.eql([0, 1]);
  });

  it('are asked again when what went in the meantime lets others move up', async () => {
    const { asked, merge } = partitions([[1, 2, 3], [4, 5, 20], [30]], [[25], [4, 5, 20, 22, 23], []]);
    expect(await merge(3, 5)).to.eql([4, 5, 20, 22, 23]);
    expect(asked).to.eql([0, 1]);
  });

  it('that were asked for the whole are not asked again', async () => {
    const { asked, merge } = partitions([[1, 2], [3]], [[1, 2, 4], []]);
    expect(await merge(2, 2)).to.eql([1, 2]);
    expect(asked).to.eql([]);
  });

  it('are few, and never more than what is wanted', () => {
    expect([shareOf(50, 64), shareOf(1, 64), shareOf(1000, 64), shareOf(10, 1)]).to.eql([4, 1, 19, 10]);
  });
});
