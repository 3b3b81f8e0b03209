import fc from 'fast-check';

const markup = fc.constantFrom('&', '<', '>', '*', '`', '|', '\n', '😀', 'a');

/** Texts of any characters and lengths: halves of characters, control characters and what markup is made of included. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 300 }),
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc
    .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 300 })
    .map((units) => String.fromCharCode(...units)),
  fc
    .tuple(fc.array(markup, { minLength: 1, maxLength: 10 }), fc.nat({ max: 1_000 }))
    .map(([units, times]) => units.join('').repeat(times)),
);
