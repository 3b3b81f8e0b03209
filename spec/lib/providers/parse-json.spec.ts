import { expect } from 'chai';
import fc from 'fast-check';
import { parseJson } from '../../../lib/providers/parse-json.ts';
import { fastestOf } from './delivery.ts';

const parse = (body: string | Buffer) => parseJson(Buffer.from(body as string));
const problem = (body: string | Buffer) => {
  const parsed = parse(body);
  return parsed.ok ? 'accepted' : `${parsed.code}: ${parsed.detail}`;
};
const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
const keys = (count: number) => `{${Array.from({ length: count }, (_, n) => `"k${n}":0`).join()}}`;

describe('parseJson', () => {
  it('gives the value of a JSON body', () => {
    expect(parse('{"a":[1,"é",null]}')).to.deep.equal({ ok: true, value: { a: [1, 'é', null] } });
  });

  it('skips a byte order mark', () => {
    expect(parse('\ufeff{"a":1}')).to.deep.equal({ ok: true, value: { a: 1 } });
  });

  it('names the first byte that is not UTF-8', () => {
    expect(problem(Buffer.from([0x22, 0xc3, 0xa9, 0xff, 0x22]))).to.equal(
      'invalid-utf8: the body is not UTF-8 at byte 3',
    );
    expect(problem(Buffer.from([0x22, 0xe2, 0x82]))).to.match(/^invalid-utf8: .* at byte \d+$/);
  });

  for (const [body, place] of [
    ['{"a":x}', 5],
    ['{"a":1,}', 7],
    ['{"a" 1}', 5],
    ['{a:1}', 1],
    ['[1 2]', 3],
    ['[1}', 2],
    ['[01]', 2],
    ['["a\nb"]', 1],
    ['"\\x"', 0],
    ['{} {}', 3],
    ['{"a":1', 6],
    ['  ', 2],
    ['4111111111111111 is my card', 17],
  ] as const) {
    it(`names the place where ${JSON.stringify(body)} stops being JSON`, () => {
      expect(problem(body)).to.equal(`invalid-json: the body is not JSON at character ${place}`);
    });
  }

  it('says so when the body is empty', () => {
    expect(problem('')).to.equal('invalid-json: the body is empty');
  });

  it('takes 32 levels and refuses 33, naming the place', () => {
    expect(problem(nested(32))).to.equal('accepted');
    expect(problem(nested(33))).to.equal(`too-deep: ${'/0'.repeat(32)} is nested deeper than 32 levels`);
    expect(problem(`{"a":[7,{"b/c~":${nested(30)}}]}`)).to.equal(
      `too-deep: /a/1/?${'/0'.repeat(29)} is nested deeper than 32 levels`,
    );
  });

  it('takes 10,000 keys and refuses one more', () => {
    expect(problem(keys(10_000))).to.equal('accepted');
    expect(problem(keys(10_001))).to.equal('too-many-keys: the body has more than 10000 keys and elements');
  });

  it('counts keys that are written twice, and elements, since each costs time', () => {
    expect(problem(`{${'"a":1,'.repeat(10_000)}"a":1}`)).to.match(/^too-many-keys/);
    expect(problem(`[${'0,'.repeat(10_000)}0]`)).to.match(/^too-many-keys/);
  });

  describe('refuses a key that could reach a prototype (A07):', () => {
    for (const [body, place] of [
      ['{"__proto__":{"isAdmin":true}}', '/__proto__'],
      ['{"a":[{"b":{"__proto__":1}}]}', '/a/0/b/__proto__'],
      ['{"\\u005f_proto\\u005F_":1}', '/__proto__'],
      ['{"constructor":{"prototype":{"isAdmin":true}}}', '/constructor/prototype'],
      ['{"constructor":{"x":1,"prototype":1}}', '/constructor/prototype'],
    ] as const) {
      it(body, () => {
        expect(problem(body)).to.equal(`forbidden-key: ${place} is a key that is not allowed`);
        expect(({} as { isAdmin?: boolean }).isAdmin).to.equal(undefined);
      });
    }

    it('but not the words in values, and not a constructor or a prototype alone', () => {
      expect(problem('{"a":"__proto__","constructor":"x","prototype":{"constructor":1}}')).to.equal(
        'accepted',
      );
      expect(problem('{"constructor":[{"prototype":1}]}')).to.equal('accepted');
    });
  });

  it('shows no key that could be somebody’s name, number or address, nor one that no log line holds', () => {
    const keys = [
      '4111111111111111',
      'Ann Smith',
      'ann@example.com',
      'é\u202e',
      'k'.repeat(41),
      '',
      'a/b',
      '<b>',
    ];
    for (const key of keys) {
      const body = JSON.stringify({ known_Name: { [key]: { ['__proto__']: 0 } } });
      expect(problem(body)).to.equal('forbidden-key: /known_Name/?/__proto__ is a key that is not allowed');
    }
  });

  it('accepts and understands what JSON.parse does, for any JSON', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 6 }), fc.constantFrom('', ' ', '\r\n\t'), (json, space) => {
        fc.pre(!json.includes('__proto__'));
        expect(parse(space + json + space)).to.deep.equal({ ok: true, value: JSON.parse(json) });
      }),
    );
  });

  it('accepts nothing that JSON.parse refuses, however a JSON text is damaged', () => {
    const damage = fc.record({
      json: fc.json(),
      at: fc.nat(),
      drop: fc.nat(2),
      add: fc.string({ maxLength: 2 }),
    });
    fc.assert(
      fc.property(damage, ({ json, at, drop, add }) => {
        const place = at % (json.length + 1);
        const text = json.slice(0, place) + add + json.slice(place + drop);
        fc.pre(!text.includes('__proto__'));
        expect(parse(text).ok).to.equal(isJson(text));
      }),
      { numRuns: 2000 },
    );
  });

  it('never quotes the body in its detail', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('{', '}', '[', ']', ',', '"', 'Ω', '9', '\\') }),
        (text) => {
          expect(problem(text)).to.match(
            /^(accepted|invalid-json: the body is (empty|not JSON at character \d+))$/,
          );
        },
      ),
    );
  });

  describe('takes less than 50 ms for 256 KB (A06):', () => {
    const size = 256 * 1024;
    const hostile = {
      '20,000 levels': nested(20_000),
      'as many levels as fit': nested(size / 2),
      'levels that are never closed': '['.repeat(size),
      'levels of objects': '{"":'.repeat(size / 4),
      '50,000 keys': keys(50_000).slice(0, size),
      'many small containers': `[${'{},'.repeat(size / 3 - 2)}{}]`,
      'an endless string': `"${'a'.repeat(size)}`,
      'a string of escapes': `"${'\\n'.repeat(size / 2 - 1)}"`,
      'broken escapes': `"${'\\u00e'.repeat(size / 5)}"`,
      'white space': ' '.repeat(size),
      'a number that does not end': `${'9'.repeat(size)}x`,
      'escaped keys': `{${'"\\u0061":0,'.repeat(9_999)}"`,
    };
    for (const [name, body] of Object.entries(hostile)) {
      it(name, async () => {
        expect(await fastestOf(() => parse(body))).to.be.below(50);
      });
    }
  });
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
