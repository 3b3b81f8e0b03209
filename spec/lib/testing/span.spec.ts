import { expect } from 'chai';
import { toMs } from '../../../lib/testing/span.ts';

describe('a length of time that a test gives', () => {
  it('is a text with units, or ms', () => {
    expect(['10m', '2h15m', '1.5h', '500ms', 250, 0].map((span) => toMs(span, 'advance()'))).to.deep.equal([
      600_000, 8_100_000, 5_400_000, 500, 250, 0,
    ]);
  });

  it('is refused with the place and an example when it is none', () => {
    for (const wrong of ['10 minutes', '', '10', -1, 0.5, Number.NaN, Number.POSITIVE_INFINITY])
      expect(() => toMs(wrong, 'advance()'), String(wrong)).to.throw(
        RangeError,
        /^advance\(\) takes a length of time such as 10m, .*, or a whole number of ms from 0, not /,
      );
  });
});
