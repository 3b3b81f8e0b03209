import { expect } from 'chai';
import { difference, isSame } from '../../../../lib/testing/laws/difference.ts';

describe('a difference', () => {
  it('is none between what is the same as JSON', () => {
    for (const [a, b] of [
      [1, 1],
      [0, -0],
      [
        { a: [1, { b: 'x' }], c: null },
        { c: null, a: [1, { b: 'x' }] },
      ],
      [{ a: undefined, b: 1 }, { b: 1 }],
      [{ b: 1 }, { a: undefined, b: 1 }],
      [[], []],
    ])
      expect(isSame(a, b), JSON.stringify([a, b])).to.equal(true);
  });

  it('is told by its place and both values', () => {
    for (const [a, b, words] of [
      [{ a: [1, { b: 'x' }] }, { a: [1, { b: 'y' }] }, 'a.1.b is "x" and "y"'],
      [{ a: 1 }, {}, 'a is 1 and undefined'],
      [{}, { a: null }, 'a is undefined and null'],
      [{ a: [1] }, { a: [1, 2] }, 'a.1 is undefined and 2'],
      [{ a: [] }, { a: {} }, 'a is [] and {}'],
      [{ a: Number.NaN }, { a: null }, 'a is NaN and null'],
      [{ a: new Map() }, { a: {} }, 'a is a Map, which JSON does not keep and {}'],
      [{ a: 'x'.repeat(500) }, {}, `a is "${'x'.repeat(119)}… and undefined`],
    ] as const) {
      expect(isSame(a, b), words).to.equal(false);
      expect(difference(a, b)).to.equal(words);
    }
  });

  it('is there between two things that JSON does not keep, though they look alike', () => {
    expect(isSame({ a: new Map() }, { a: new Map() })).to.equal(false);
    const one = new Map();
    expect(isSame({ a: one }, { a: one })).to.equal(true);
  });
});
