import { expect } from 'chai';
import type { Tally } from '../../../bench/correctness/correctness.ts';
import { toMarkdown } from '../../../bench/correctness/markdown.ts';

const tally = (one: Partial<Tally>): Tally => ({
  case: 'swapped',
  contender: 'redis',
  sessions: 200,
  right: 200,
  lost: 0,
  duplicates: 0,
  ...one,
});

describe('the table of correctness', () => {
  it('has a line for each case and a column for each contender', () => {
    const tallies = [
      tally({}),
      tally({ case: 'shuffled', right: 199 }),
      tally({ contender: 'plain', right: 171, lost: 12, duplicates: 3 }),
      tally({ case: 'shuffled', contender: 'plain', right: 0 }),
    ];
    expect(toMarkdown(tallies).split('\n')).to.deep.equal([
      '| what happens | connect-tracker, Redis | by hand, plain |',
      '| --- | --- | --- |',
      '| swapped | 100 % right | 85.5 % right, 12 lost, 3 twice |',
      '| shuffled | 99.5 % right | 0 % right |',
    ]);
  });
});
