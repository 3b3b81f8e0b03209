import { stripVTControlCharacters } from 'node:util';
import { expect } from 'chai';
import { changeLine } from '../../../../lib/cli/stream/change-line.ts';
import type { ChangeView } from '../../../../lib/tracker/views.ts';
import { changeOf } from './change-of.ts';

const line = (change: Partial<ChangeView> = {}) => stripVTControlCharacters(changeLine(changeOf(change)));

describe('the line of a change', () => {
  it('tells when, who, from where to where, and by what', () => {
    expect(line()).to.equal(`2026-03-02 09:00:00  7001          ${'adding -> mfa'.padEnd(36)}  mfa`);
  });

  it('tells one stage where it stays the same, and a provider that is not the usual one', () => {
    expect(line({ from: 'mfa', provider: 'yodlee', customerId: 'a' })).to.match(
      /^\S+ \S+ {2}a \(yodlee\) {4}mfa {35}mfa$/,
    );
  });

  const marks: [what: string, change: Partial<ChangeView>, marks: string][] = [
    ['that it is stuck', { type: 'sessionStuck', stuck: true }, 'stuck'],
    ['that it was late and unexpected', { late: true, expected: false }, 'late, unexpected'],
    ['how it ended', { type: 'done', outcome: 'completed' }, 'completed'],
    ['only how it ended, when it was stuck before', { stuck: true, outcome: 'abandoned' }, 'abandoned'],
  ];
  for (const [what, change, expected] of marks)
    it(`marks ${what}`, () => {
      expect(line(change).split(/ {2,}/).at(-1)).to.equal(expected);
    });

  it('lets nothing through that could steer a terminal', () => {
    const hostile = 'a\u001b]0;x\u0007\n';
    expect(changeLine(changeOf({ customerId: hostile, type: hostile }))).not.to.match(/\p{Cc}/u);
  });
});
