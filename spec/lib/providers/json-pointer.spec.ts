import { expect } from 'chai';
import { ConfigurationError } from '../../../lib/errors.ts';
import { parsePointer, valueAt } from '../../../lib/providers/json-pointer.ts';

describe('a JSON pointer', () => {
  const body = { a: { 'b/c~': [10, 20] } };

  it('leads to a value, through keys with escapes and through arrays', () => {
    expect(valueAt(body, parsePointer('/a/b~1c~0/1'))).to.equal(20);
    expect(valueAt(body, parsePointer(''))).to.equal(body);
  });

  it('leads nowhere where there is no such place, and never to something inherited', () => {
    for (const pointer of [
      '/x',
      '/a/b',
      '/a/b~1c~0/2',
      '/a/b~1c~0/1/x',
      '/constructor/name',
      '/a/toString',
    ]) {
      expect(valueAt(body, parsePointer(pointer)), pointer).to.equal(undefined);
    }
  });

  it('is refused with its own text when it is none', () => {
    for (const pointer of ['webhookData', 'a/b', '/a~2', '/~']) {
      expect(() => parsePointer(pointer), pointer).to.throw(ConfigurationError, `"${pointer}"`);
    }
  });
});
