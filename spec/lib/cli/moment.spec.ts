import { expect } from 'chai';
import { InvalidArgumentError } from 'commander';
import { toDay, toMoment } from '../../../lib/cli/moment.ts';

const NOW = Date.parse('2026-03-02T09:10:00Z');

describe('a moment on the command line', () => {
  const moments: [text: string, iso: string][] = [
    ['2026-03-02T09:00:00Z', '2026-03-02T09:00:00.000Z'],
    ['2026-03-02T09:00:00.123Z', '2026-03-02T09:00:00.123Z'],
    ['2026-03-02T09:00+02:00', '2026-03-02T07:00:00.000Z'],
    ['2026-03-02T09:00:00-05:30', '2026-03-02T14:30:00.000Z'],
    ['2026-03-02T09:00', '2026-03-02T09:00:00.000Z'],
    ['2026-03-02 09:00:30', '2026-03-02T09:00:30.000Z'],
    ['2026-03-02', '2026-03-02T00:00:00.000Z'],
    ['10m', '2026-03-02T09:00:00.000Z'],
    ['2h15m', '2026-03-02T06:55:00.000Z'],
    ['1.5h', '2026-03-02T07:40:00.000Z'],
  ];
  for (const [text, iso] of moments)
    it(`may be ${text}`, () => {
      expect(new Date(toMoment(text, NOW)).toISOString()).to.equal(iso);
    });

  const wrong = [
    '',
    'yesterday',
    '10',
    '2026-02-30',
    '2026-13-01T00:00Z',
    '2026-03-02T25:00Z',
    '2026-03-02T09:00:00 CET',
    '2026-03-02TZ',
    '999999d',
    '+10m',
  ];
  for (const text of wrong)
    it(`is not ${JSON.stringify(text)}`, () => {
      expect(() => toMoment(text, NOW)).to.throw(InvalidArgumentError, 'such as 2026-03-02T09:00:00Z');
    });
});

describe('a day on the command line', () => {
  it('is one that exists', () => {
    expect(toDay('2024-02-29')).to.equal('2024-02-29');
    for (const text of ['2025-02-29', '2025-2-1', '2025-02', '2025-02-01T00:00Z', '10d'])
      expect(() => toDay(text), text).to.throw(InvalidArgumentError, 'such as 2026-03-02');
  });
});
