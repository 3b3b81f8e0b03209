import { expect } from 'chai';
import {
  comparePositions,
  formatPosition,
  parsePosition,
  positionOf,
  startBehind,
  startOf,
} from '../../../../lib/store/redis/positions.ts';

describe('a position in the change feed on Redis', () => {
  it('is the time, the partition from 1, and the number', () => {
    const position = positionOf(63, '1790000000000-2');
    expect(formatPosition(position)).to.equal('1790000000000-64-2');
    expect(parsePosition('1790000000000-64-2', 64)).to.eql(position);
    expect(formatPosition(startOf(5))).to.equal('5-0-0');
    expect(parsePosition('5-0-0', 64)).to.eql(startOf(5));
  });

  it('comes behind one of an earlier time, then of a lesser partition, then of a lesser number', () => {
    const sorted = ['4-64-9', '5-0-0', '5-1-0', '5-1-2', '5-1-10', '5-2-1', '10-1-0'];
    const positions = sorted.map((text) => parsePosition(text, 64));
    expect([...positions].reverse().sort(comparePositions).map(formatPosition)).to.eql(sorted);
  });

  it('begins in each partition behind what has been read', () => {
    const position = parsePosition('5-3-7', 64);
    expect([1, 2, 3].map((partition) => startBehind(position, partition))).to.eql(['6-0', '(5-7', '5-0']);
    expect(startBehind(startOf(5), 0)).to.equal('5-0');
  });

  it('is refused when nothing has written it', () => {
    for (const text of [
      ...[
        '',
        '1',
        '1-1',
        '1-1-1-1',
        'a-1-1',
        '1-a-1',
        '1-1-a',
        '-1-1-1',
        '1--1',
        '1-1-',
        ' 1-1-1',
        '1-1-1\n',
      ],
      ...['01-1-1', '1-01-1', '1-1-01', '1.5-1-1', '1e3-1-1', '0x1-1-1', '1-65-0', '1-0-1'],
      ...['9007199254740993-1-1', '1-1-9007199254740993', 'Infinity-1-1', '-0-1-1'],
    ]) {
      expect(() => parsePosition(text, 64), JSON.stringify(text)).to.throw(TypeError);
    }
  });
});
