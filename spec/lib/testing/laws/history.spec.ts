import { expect } from 'chai';
import { describeHistory } from '../../../../lib/testing/laws/describe.ts';
import {
  arrivalsOf,
  type Copy,
  type Happening,
  type History,
  START,
} from '../../../../lib/testing/laws/history.ts';

function happening(type: string, gap: number, ...copies: readonly Partial<Copy>[]): Happening {
  return {
    type,
    gap,
    id: 1,
    key: undefined,
    data: {},
    copies: copies.map((copy) => ({ delay: 0, turn: 0, swept: false, ...copy })),
  };
}

function history(happenings: readonly Happening[], rest: Partial<History> = {}): History {
  return { happenings, shuffled: false, sweep: 0, later: 5, ...rest };
}

const two = [
  happening('started', 10, { delay: 100, turn: 1 }, { turn: 3 }),
  { ...happening('news', 20, { delay: 0, turn: 2, swept: true }), key: 'A', status: 'unknown' as const },
];

describe('the deliveries of a history', () => {
  it('come in the order of their receipt, then of their turns', () => {
    const arrivals = arrivalsOf(history(two), 0).map(({ event }) => [event.type, event.at, event.receivedAt]);
    expect(arrivals).to.deep.equal([
      ['started', 10, 10],
      ['news', 30, 30],
      ['started', 10, 110],
    ]);
    const tied = [happening('a', 0, { turn: 2 }), happening('b', 0, { turn: 1 })];
    expect(arrivalsOf(history(tied)).map(({ event }) => event.type)).to.deep.equal(['b', 'a']);
  });

  it('come in any order where they are shuffled', () => {
    const arrivals = arrivalsOf(history(two, { shuffled: true }), 0);
    expect(arrivals.map(({ event }) => event.receivedAt)).to.deep.equal([110, 30, 10]);
  });

  it('carry the event as a record keeps it', () => {
    const [, news] = arrivalsOf(history(two));
    expect(news).to.deep.equal({
      swept: true,
      event: {
        type: 'news',
        id: 'e1',
        at: START + 30,
        receivedAt: START + 30,
        data: {},
        key: 'A',
        status: 'unknown',
      },
    });
    expect(arrivalsOf(history(two))[0]?.event).not.to.have.any.keys('key', 'status');
  });

  it('are told one a line', () => {
    expect(describeHistory(history(two, { sweep: 7 }))).to.equal(
      [
        '  1. started (e1) {}: happened at 10, received at 10',
        '  2. news (e1, key A) {}: happened at 30, received at 30, looked at 7 ms later',
        '  3. started (e1) {}: happened at 10, received at 110',
        '  looked at 5 ms after the last receipt',
      ].join('\n'),
    );
  });
});
