import { expect } from 'chai';
import fc from 'fast-check';
import { formatDuration, parseDuration } from '../../lib/duration.ts';

const UNITS = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1_000],
  ['ms', 1],
] as const;

/** The shortest text of a duration in ms, e.g. `1d12h`. */
function write(ms: number): string {
  let left = ms;
  const parts = UNITS.map(([unit, size]) => {
    const amount = Math.floor(left / size);
    left -= amount * size;
    return amount === 0 ? '' : `${amount}${unit}`;
  });
  return parts.join('') || '0s';
}

describe('a duration', () => {
  for (const [text, ms] of [
    ['500ms', 500],
    ['2s', 2_000],
    ['1.5m', 90_000],
    ['2h', 7_200_000],
    ['3d', 259_200_000],
    ['2h15m', 8_100_000],
    ['1d12h', 129_600_000],
    ['1m30s', 90_000],
    ['1d2h3m4s5ms', 93_784_005],
    ['1m5ms', 60_005],
    [' 5m\n', 300_000],
    ['0s', 0],
    ['90m', 5_400_000],
    ['1h90m', 9_000_000],
    ['2', undefined],
    ['-1s', undefined],
    ['1e3s', undefined],
    ['', undefined],
    ['m', undefined],
    ['5M', undefined],
    ['5 m', undefined],
    ['1h 5m', undefined],
    ['15m2h', undefined],
    ['1m1m', undefined],
    ['1h30', undefined],
    ['1.5h30m', undefined],
    ['1h1.5m', undefined],
    ['1.h', undefined],
    ['.5h', undefined],
    ['1.2345s', undefined],
    ['1234567890s', undefined],
    ['5m, 6m', undefined],
    ['٥m', undefined],
  ] as const)
    it(`is ${ms ?? 'refused'} when read from "${text.replace('\n', '\\n')}"`, () => {
      expect(parseDuration(text)).to.equal(ms);
    });

  it('gives back whatever was written', () => {
    fc.assert(
      fc.property(fc.oneof(fc.nat(), fc.nat(100_000), fc.nat({ max: 2 ** 40 })), (ms) => {
        expect(parseDuration(write(ms))).to.equal(ms);
      }),
    );
  });

  it('is refused when its units do not descend', () => {
    const parts = fc.array(fc.tuple(fc.integer({ min: 1, max: 999 }), fc.nat(4)), {
      minLength: 1,
      maxLength: 6,
    });
    fc.assert(
      fc.property(parts, (given) => {
        const text = given.map(([amount, at]) => `${amount}${UNITS[at]![0]}`).join('');
        const descend = given.every(([, at], index) => index === 0 || given[index - 1]![1] < at);
        const sum = given.reduce((ms, [amount, at]) => ms + amount * UNITS[at]![1], 0);
        expect(parseDuration(text)).to.equal(descend ? sum : undefined);
      }),
    );
  });

  it('is a duration or nothing, whatever the text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[\d.dhms]{0,12}$/)), (text) => {
        const ms = parseDuration(text);
        expect(ms === undefined || (Number.isInteger(ms) && ms >= 0)).to.equal(true);
      }),
    );
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
