import { expect } from 'chai';
import { placeOrder } from '../../../../lib/store/places.ts';
import { type Fetch, placesBehind } from '../../../../lib/store/redis/places-behind.ts';
import type { Place } from '../../../../lib/store/store.ts';

/** Members that share the score 7, in the order of the alphabet. */
function ties(count: number, suffix = ''): Place[] {
  return Array.from({ length: count }, (_, i) => ({ score: 7, member: String(i).padStart(4, '0') + suffix }));
}

/** A partition whose places change before each fetch, as `states` tell; the last state stays. Notes what is fetched. */
function partition(...states: readonly (readonly Place[])[]) {
  const fetched: { offset: number; count: number }[] = [];
  const fetch: Fetch = async (offset, count) => {
    const state = states[Math.min(fetched.length, states.length - 1)] ?? [];
    fetched.push({ offset, count });
    if (fetched.length > 50) throw new Error('fetches for ever');
    return state.toSorted(placeOrder({})).slice(offset, offset + count);
  };
  return { fetch, fetched };
}

describe('the places of a partition behind another', () => {
  const all = ties(1000);
  const nth = (i: number): Place => all[i] ?? { score: 0, member: '' };

  it('are found with one fetch where few share its score', async () => {
    const { fetch, fetched } = partition(all);
    expect(await placesBehind(fetch, { limit: 10 })).to.eql(all.slice(0, 10));
    expect(await placesBehind(fetch, { limit: 10, after: { score: 6, member: 'z' } })).to.eql(
      all.slice(0, 10),
    );
    expect(await placesBehind(fetch, { limit: 10, after: nth(0) })).to.eql(all.slice(1, 11));
    expect(fetched.map(({ offset }) => offset)).to.eql([0, 0, 0]);
  });

  it('are found behind however many that share its score, a few hundred at a time', async () => {
    for (const place of [0, 1, 9, 10, 11, 199, 208, 209, 210, 500, 989, 990, 998, 999]) {
      const { fetch, fetched } = partition(all);
      const found = await placesBehind(fetch, { limit: 10, after: nth(place) });
      expect(found, `behind ${place}`).to.eql(all.slice(place + 1, place + 11));
      expect(fetched.length, `behind ${place}`).to.be.below(8);
      expect(Math.max(...fetched.map(({ count }) => count))).to.be.at.most(200);
    }
  });

  it('are as many as were asked for, also when that is more than one fetch skips', async () => {
    const { fetch } = partition(all);
    expect(await placesBehind(fetch, { limit: 700, after: nth(250) })).to.eql(all.slice(251, 951));
  });

  it('are not missed when some in front of them go while we look', async () => {
    for (const gone of [1, 5, 200, 201, 450, 500]) {
      const { fetch } = partition(all, all, all, all.slice(gone));
      const found = await placesBehind(fetch, { limit: 10, after: nth(500) });
      expect(found, `${gone} gone`).to.eql(all.slice(501, 511));
    }
  });

  it('are not missed when all in front of them go, and then more', async () => {
    const { fetch } = partition(all, all, all.slice(501), all.slice(503));
    expect(await placesBehind(fetch, { limit: 10, after: nth(500) })).to.eql(all.slice(503, 513));
  });

  it('are none when the partition is emptied while we look', async () => {
    const { fetch } = partition(all, all, []);
    expect(await placesBehind(fetch, { limit: 10, after: nth(500) })).to.eql([]);
  });

  it('are given once when others come in front of them while we look', async () => {
    const more = [...all, ...ties(300, '-')];
    const { fetch } = partition(all, all, more);
    const found = await placesBehind(fetch, { limit: 10, after: nth(500) });
    expect(found).to.eql(all.slice(501, 511));
  });
});
