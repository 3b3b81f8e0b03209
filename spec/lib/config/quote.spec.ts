import { expect } from 'chai';
import { quote } from '../../../lib/config/quote.ts';

describe('quote', () => {
  it('gives back a name as it is', () => {
    expect(quote('verification/deposited@10 1')).to.equal('verification/deposited@10 1');
  });

  it('cuts a long name to 60 characters, and says so', () => {
    expect(quote('a'.repeat(60))).to.equal('a'.repeat(60));
    expect(quote('a'.repeat(1_000_000))).to.equal(`${'a'.repeat(59)}…`);
  });

  for (const [what, name] of [
    ['an escape sequence', 'a\u001b[31mb'],
    ['a line end', 'a\nb'],
    ['a mark that turns the direction of writing', 'a\u202eb'],
    ['half a character', `a\ud83db`],
    ['a character that it cuts in half', `${'a'.repeat(58)}😀bc`],
  ] as const)
    it(`replaces ${what}`, () => {
      expect(quote(name))
        .to.match(/\ufffd/)
        .and.to.match(/^[a-z[\d\ufffd…]+$/);
    });
});
