import { expect } from 'chai';
import fc from 'fast-check';
import { parsePlace, parseRule } from '../../../lib/deadlines/rule.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const usual = (quantile: number, factor: number, floor = MINUTE, ceiling = DAY) => ({
  kind: 'usual',
  quantile,
  factor,
  floor,
  ceiling,
});

describe('parseRule', () => {
  const rules: readonly (readonly [string, object | undefined])[] = [
    ['5m', { kind: 'fixed', ms: 5 * MINUTE }],
    ['2h15m', { kind: 'fixed', ms: 135 * MINUTE }],
    ['1ms', { kind: 'fixed', ms: 1 }],
    ['366d', { kind: 'fixed', ms: 366 * DAY }],
    ['p99 * 3', usual(0.99, 3)],
    ['p99*3', usual(0.99, 3)],
    [' p99  *  3 ', usual(0.99, 3)],
    ['p50 * 1', usual(0.5, 1)],
    ['p99.9 * 100', usual(0.999, 100)],
    ['p95.5 * 1.25', usual(0.955, 1.25)],
    ['p99 * 3 from 30s to 1h', usual(0.99, 3, 30_000, HOUR)],
    ['p95*2 from 30s', usual(0.95, 2, 30_000)],
    ['p99 * 3 to 2h', usual(0.99, 3, MINUTE, 2 * HOUR)],
    ['p99 * 3 from 1h to 1h', usual(0.99, 3, HOUR, HOUR)],
    ['p99 * 3 from 2d to 366d', usual(0.99, 3, 2 * DAY, 366 * DAY)],
    ['', undefined],
    ['0s', undefined],
    ['0.1ms', undefined],
    ['367d', undefined],
    ['p49 * 3', undefined],
    ['p100 * 3', undefined],
    ['p99.95 * 3', undefined],
    ['p5 * 3', undefined],
    ['P99 * 3', undefined],
    ['99 * 3', undefined],
    ['p99', undefined],
    ['p99 *', undefined],
    ['p99 3', undefined],
    ['p99 x 3', undefined],
    ['3 * p99', undefined],
    ['p99 * 0.9', undefined],
    ['p99 * 0', undefined],
    ['p99 * -3', undefined],
    ['p99 * 100.1', undefined],
    ['p99 * 101', undefined],
    ['p99 * 1e1', undefined],
    ['p99 * 3from 1m', undefined],
    ['p99 * 3 from', undefined],
    ['p99 * 3 from soon', undefined],
    ['p99 * 3 to 1h from 1m', undefined],
    ['p99 * 3 from 1h to 1m', undefined],
    ['p99 * 3 from 1m from 2m', undefined],
    ['p99 * 3 from 0s', undefined],
    ['p99 * 3 to 367d', undefined],
    ['p99 * 3 from 2d', undefined],
    ['p99 * 3 to 30s', undefined],
    ['from 1m to 1h', undefined],
    ['5m from 1m', undefined],
  ];
  for (const [text, rule] of rules)
    it(`${rule === undefined ? 'refuses' : 'reads'} "${text}"`, () => {
      expect(parseRule(text)).to.deep.equal(rule);
    });

  it('gives back whatever was written', () => {
    const blanks = fc.constantFrom('', ' ', '  ');
    const bounds = fc.option(fc.integer({ min: 1, max: 999_999_999 }), { nil: undefined });
    fc.assert(
      fc.property(
        fc.integer({ min: 500, max: 999 }),
        fc.integer({ min: 100, max: 10_000 }),
        bounds,
        bounds,
        blanks,
        (permille, percent, from, to, blank) => {
          const bound = (word: string, ms: number | undefined) =>
            ms === undefined ? '' : ` ${word} ${ms}ms`;
          const percentile = `p${Math.floor(permille / 10)}${permille % 10 === 0 ? '' : `.${permille % 10}`}`;
          const text = `${percentile}${blank}*${blank}${percent / 100}${bound('from', from)}${bound('to', to)}`;
          const [floor, ceiling] = [from ?? MINUTE, to ?? DAY];
          expect(parseRule(text), text).to.deep.equal(
            floor > ceiling ? undefined : usual(permille / 1000, percent / 100, floor, ceiling),
          );
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('parsePlace', () => {
  const places: readonly (readonly [string, object | undefined])[] = [
    ['*', {}],
    ['mfa', { stage: 'mfa' }],
    ['adding@101732', { stage: 'adding', institutionId: '101732' }],
    ['*@101732', { institutionId: '101732' }],
    ['verification/deposited', { machine: 'verification', stage: 'deposited' }],
    ['verification/*', { machine: 'verification' }],
    ['connect/mfa@a/b@c=d', { machine: 'connect', stage: 'mfa', institutionId: 'a/b@c=d' }],
    ['my-machine/my_stage2', { machine: 'my-machine', stage: 'my_stage2' }],
    ['constructor/toString', { machine: 'constructor', stage: 'toString' }],
    ['', undefined],
    ['/', undefined],
    ['/mfa', undefined],
    ['connect/', undefined],
    ['@101732', undefined],
    ['mfa@', undefined],
    ['*/mfa', undefined],
    ['a/b/c', undefined],
    ['**', undefined],
    ['mfa*', undefined],
    [' mfa', undefined],
    ['mfa@1 2', undefined],
    ['mfa@\u00e9', undefined],
    ['2mfa', undefined],
    ['__proto__', undefined],
    [`mfa@${'1'.repeat(101)}`, undefined],
    [`${'m'.repeat(65)}/mfa`, undefined],
    ['s'.repeat(65), undefined],
  ];
  for (const [text, place] of places)
    it(`${place === undefined ? 'refuses' : 'reads'} "${text.slice(0, 40)}"`, () => {
      expect(parsePlace(text)).to.deep.equal(place);
    });

  it('gives back whatever was written', () => {
    const name = fc.option(fc.stringMatching(/^[A-Za-z][\w-]{0,20}$/), { nil: undefined });
    const institution = fc.option(fc.stringMatching(/^[!-~]{1,30}$/), { nil: undefined });
    fc.assert(
      fc.property(name, name, institution, (machine, stage, institutionId) => {
        const text = `${machine === undefined ? '' : `${machine}/`}${stage ?? '*'}${institutionId === undefined ? '' : `@${institutionId}`}`;
        expect(parsePlace(text)).to.deep.equal(JSON.parse(JSON.stringify({ machine, stage, institutionId })));
      }),
      { numRuns: 500 },
    );
  });
});

describe('a hostile text', () => {
  const long = 1_000_000;
  const texts = {
    digits: '9'.repeat(long),
    'digits after a percentile': `p99 * ${'9'.repeat(long)}`,
    'blanks around the sign': `p99${' '.repeat(long)}*${' '.repeat(long)}x`,
    'blanks before a bound': `p99 * 3${' '.repeat(long)}fro`,
    'bounds without end': `p99 * 3${' from 1m to 1h'.repeat(long / 10)}`,
    units: '1m'.repeat(long),
    letters: 'a'.repeat(long),
    slashes: 'a/'.repeat(long),
    'signs of institutions': 'a@'.repeat(long),
  };
  for (const [what, text] of Object.entries(texts))
    it(`is neither a rule nor a place, and is so in no time: ${what}`, () => {
      const begun = performance.now();
      expect(parseRule(text)).to.equal(undefined);
      expect(parsePlace(text)).to.equal(undefined);
      expect(performance.now() - begun).to.be.below(100);
    });
});
