import { expect } from 'chai';
import { alignColumns, count, printable } from '../../../lib/cli/text.ts';

describe('text on a terminal', () => {
  it('loses what could steer the terminal', () => {
    expect(printable('\u001b[31mred\u001b[0m')).to.equal('red');
    expect(printable('a\u001b]0;title\u0007b\rc\nd')).not.to.match(/\p{Cc}/u);
    expect(printable('a\u202eb')).to.equal('a\ufffdb');
    expect(printable('Zoë 7001')).to.equal('Zoë 7001');
  });

  it('is aligned in columns as wide as their widest cell, rows of different lengths included', () => {
    expect(alignColumns([['a', 'bb', 'c'], ['aaa', 'b'], ['a']])).to.deep.equal([
      'a    bb  c',
      'aaa  b',
      'a',
    ]);
    expect(alignColumns([])).to.deep.equal([]);
  });

  it('has no room for a column that is empty throughout', () => {
    expect(
      alignColumns([
        ['a', '', 'c'],
        ['b', '', 'd'],
      ]),
    ).to.deep.equal(['a  c', 'b  d']);
  });

  it('counts one thing and several', () => {
    expect([count(1, 'line'), count(0, 'line'), count(1_200, 'line')]).to.deep.equal([
      '1 line',
      '0 lines',
      '1,200 lines',
    ]);
  });
});
