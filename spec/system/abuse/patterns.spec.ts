import { readdirSync, readFileSync } from 'node:fs';
import { expect } from 'chai';
import { fastestOf } from '../../lib/providers/delivery.ts';

const root = new URL('../../../', import.meta.url);

/** Where a slash begins a pattern, not a division: after what no value ends with. */
const LITERAL =
  /(?<=(?:[(=,:?[!&|;{>]|\breturn)\s*)\/(?![*/])((?:[^\\/[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+)\/([dgimsuvy]*)/g;

/** Every pattern that is written in the code, and the place of each. */
function patternsInCode(): Map<string, RegExp> {
  const patterns = new Map<string, RegExp>();
  for (const folder of ['lib', 'machines'])
    for (const file of readdirSync(new URL(folder, root), { recursive: true, encoding: 'utf8' })) {
      // That command wraps the descriptions of its own flows, which take a constant time for each character.
      if (!file.endsWith('.ts') || file === 'cli/commands/send.ts') continue;
      const code = readFileSync(new URL(`${folder}/${file}`, root), 'utf8').replace(
        /^\s*(?:\/?\*|\/\/).*$/gm,
        '',
      );
      for (const [, source = '', flags] of code.matchAll(LITERAL))
        if (!source.includes('${')) patterns.set(`${folder}/${file}: ${source}`, new RegExp(source, flags));
    }
  return patterns;
}

/** In characters. The short ones show what would take for ever of the long one. */
const SIZES = [24, 1_000, 64 * 1024];

/** Texts of what a pattern itself looks for, over and over, that at last is not what it looks for. */
function hostileTexts({ source }: RegExp, size: number): string[] {
  const own = new Set([...source.replace(/\\u[0-9a-f]{4}|\\p\{\w+\}|\\[bdsw]/gi, ''), ...'a0 -.:/_\n']);
  const words = [...(source.match(/[a-z0-9]{2,}/gi) ?? []), '1a', ' a', '\\"', '%3'];
  return [...own, ...words].flatMap((piece) => {
    const text = piece.repeat(size / piece.length);
    return [text, `${text}\0`, `1${text}!`];
  });
}

function timeOf(run: () => unknown): number {
  const began = performance.now();
  run();
  return performance.now() - began;
}

describe('64 KB of text that is made to be slow (A09)', function () {
  this.timeout(60_000);
  const patterns = patternsInCode();

  it('meets the patterns there are', () => {
    expect(patterns.size).to.be.above(60);
    const places = [...patterns.keys()].join('\n');
    for (const file of ['connect/signature', 'exposure', 'json-scan', 'fields', 'delivery-body'])
      expect(places).to.include(file);
  });

  for (const [place, pattern] of patterns)
    it(`takes less than 5 ms of ${place}`, async () => {
      for (const size of SIZES)
        for (const text of hostileTexts(pattern, size)) {
          const run = () => {
            pattern.lastIndex = 0;
            pattern.test(text);
          };
          // A busy machine may be late once, but not three times more.
          const took = timeOf(run);
          if (took >= 5) expect(await fastestOf(run), JSON.stringify(text.slice(0, 20))).to.be.below(5);
        }
    });
});
