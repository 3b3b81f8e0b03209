import { expect } from 'chai';
import { cut, onOneLine, wellFormed } from '../../../../lib/alerts/sinks/text.ts';

describe('a text for a sink', () => {
  it('is cut to a length, and shows that it is', () => {
    expect(cut('abc', 3)).to.equal('abc');
    expect(cut('abcd', 3)).to.equal('ab…');
    expect(cut('', 3)).to.equal('');
  });

  it('is not cut within a character', () => {
    expect(cut('a😀b', 4)).to.equal('a😀b');
    expect(cut('a😀bc', 4)).to.equal('a😀…');
    expect(cut('a😀bc', 3)).to.equal('a…');
  });

  it('is put on one line, and shown as it is', () => {
    expect(onOneLine('a\nb\r\u2028c\u202ed\u0000e\u001b[1m')).to.equal(
      'a\ufffdb\ufffd\ufffdc\ufffdd\ufffde\ufffd[1m',
    );
    expect(onOneLine('é 😀 日本')).to.equal('é 😀 日本');
  });

  it('has no halves of characters', () => {
    expect(wellFormed('\ud800a\udc00😀\ud83d')).to.equal('\ufffda\ufffd😀\ufffd');
  });
});
