import { expect } from 'chai';
import { formatDuration, parseDuration } from '../../../lib/cli/duration.ts';

describe('a duration', () => {
  for (const [text, ms] of [
    ['500ms', 500],
    ['2s', 2_000],
    ['1.5m', 90_000],
    ['2h', 7_200_000],
    ['3d', 259_200_000],
    ['2', undefined],
    ['-1s', undefined],
    ['1e3s', undefined],
    ['', undefined],
  ] as const)
    it(`is ${ms ?? 'refused'} when read from "${text}"`, () => {
      expect(parseDuration(text)).to.equal(ms);
    });

  for (const [ms, text] of [
    [0, '0 ms'],
    [290, '290 ms'],
    [12_798, '12.8 s'],
    [59_949, '59.9 s'],
    [59_999, '1 min'],
    [252_000, '4 min 12 s'],
    [3_599_900, '1 h'],
    [8_100_000, '2 h 15 min'],
    [86_399_999, '1 d'],
    [266_400_000, '3 d 2 h'],
  ] as const)
    it(`of ${ms} ms is shown as ${text}`, () => {
      expect(formatDuration(ms)).to.equal(text);
    });
});
