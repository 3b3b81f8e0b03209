import { expect } from 'chai';
import { cases } from '../../../bench/correctness/cases.ts';

const BODIES = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];

/** What is delivered, in its order, and how many at once at most. */
async function delivered(name: string, number: number): Promise<{ bodies: string[]; atOnce: number }> {
  const bodies: string[] = [];
  let [inFlight, atOnce] = [0, 0];
  const post = async (body: string) => {
    bodies.push(body);
    atOnce = Math.max(atOnce, ++inFlight);
    await Promise.resolve();
    inFlight--;
  };
  await cases.find((one) => one.name === name)!.deliver(post, BODIES, number);
  return { bodies, atOnce };
}

describe('the cases of correctness', () => {
  it('deliver different events at once', async () => {
    expect(await delivered('all 8 events at once', 0)).to.deep.equal({ bodies: BODIES, atOnce: 8 });
  });

  it('deliver eight copies of each at once, one event after the other', async () => {
    const { bodies, atOnce } = await delivered('8 copies of each at once', 0);
    expect(bodies).to.deep.equal(BODIES.flatMap((body) => Array(8).fill(body)));
    expect(atOnce).to.equal(8);
  });

  it('swap each pair of neighbours in turn', async () => {
    expect(await delivered('two neighbours swapped', 0)).to.deep.equal({
      bodies: [...'bacdefgh'],
      atOnce: 1,
    });
    expect((await delivered('two neighbours swapped', 6)).bodies.join('')).to.equal('abcdefhg');
    expect((await delivered('two neighbours swapped', 7)).bodies.join('')).to.equal('bacdefgh');
  });

  it('shuffle all, the same for everybody and another way for each session', async () => {
    const [one, again, other] = [
      await delivered('all at once, shuffled', 3),
      await delivered('all at once, shuffled', 3),
      await delivered('all at once, shuffled', 4),
    ];
    expect(one).to.deep.equal(again);
    expect(one.bodies).not.to.deep.equal(other.bodies);
    expect(one.atOnce).to.equal(8);
    expect(one.bodies.toSorted()).to.deep.equal(BODIES);
  });

  it('let an event come after the last', async () => {
    expect((await delivered('an old event after `done`', 1)).bodies.join('')).to.equal('acdefghb');
    expect((await delivered('an old event after `done`', 6)).bodies.join('')).to.equal('abcdefhg');
  });
});
