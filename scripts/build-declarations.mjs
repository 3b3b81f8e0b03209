// Writes what the package has for TypeScript and for CommonJS beside each entry in dist: one .d.ts, and a .cjs that requires
// the ES module with its .d.cts. Fails when the public names differ from those in docs/public-api; --accept writes these anew.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { commonJsTypes } from './commonjs-types.mjs';
import { entries, root } from './entries.mjs';
import { rollUp } from './rollup.mjs';
import { shareDeclarations } from './share-declarations.mjs';

/** Types that nobody has to name: what they hold is seen in what is exported, or is nobody's business. */
const UNNAMED = ['CellFilter', 'DataOf', 'SessionFacts', 'Statechart'];

const dist = join(root, 'dist');
const accept = process.argv.includes('--accept');
const from = join(dist, '.declarations');
const rolled = join(from, 'rolled');

mkdirSync(from, { recursive: true });
try {
  run('typescript/bin/tsc', [
    ...['-p', join(root, 'tsconfig.build.json'), '--declaration', '--emitDeclarationOnly'],
    ...['--removeComments', 'false', '--outDir', from],
  ]);
  const { changed, forgotten, faults } = rollUp(entries, { from, to: rolled, accept });
  const rollups = entries.map(({ path }) => ({
    path,
    text: readFileSync(join(rolled, `${path}.d.ts`), 'utf8'),
  }));
  writeDeclarations(rollups.map(({ path, text }) => ({ path, text: text + globalsOf(path) })));
  if (faults.length > 0) refuse(faults.join('\n'));
  for (const { specifier, symbol } of unnameable(forgotten, rollups))
    refuse(`${specifier} uses the type ${symbol}, which no entry exports: nobody could name it.`);
  if (changed.length > 0 && accept) console.log(`Written anew in docs/public-api: ${changed.join(', ')}.`);
  else if (changed.length > 0)
    refuse(
      `The public names or signatures of ${changed.join(', ')} are not those in docs/public-api. If that is meant, accept them with: npm run api`,
    );
} finally {
  rmSync(from, { recursive: true });
}
// The compiler indents by four spaces; with tabs the package is a tenth smaller, and as readable.
const format =
  '--write --log-level=error --vcs-enabled=false --indent-style=tab --line-width=200 --expand=never';
run('@biomejs/biome/bin/biome', ['format', ...format.split(' '), dist], 'ignore');

function run(program, args, output = 'inherit') {
  const script = join(root, 'node_modules', program);
  const { status } = spawnSync(process.execPath, [script, ...args], {
    cwd: root,
    stdio: ['ignore', output, 'inherit'],
  });
  if (status !== 0) throw new Error(`${program} failed`);
}

function refuse(reason) {
  console.error(reason);
  process.exitCode = 1;
}

function namesIn(declarations) {
  return Array.from(
    declarations.matchAll(/^export declare (?:const|function|class|interface|type) (\w+)/gm),
    ([, name]) => name,
  );
}

/** What one entry exports can be named, also where another one uses it. Constants are no types. */
function unnameable(forgotten, rollups) {
  const named = new Set([...UNNAMED, ...rollups.flatMap(({ text }) => namesIn(text))]);
  return forgotten.filter(({ symbol }) => /^[A-Z].*[a-z]/.test(symbol) && !named.has(symbol));
}

/** What is declared for all modules is no export, so the rollup leaves it out. */
function globalsOf(path) {
  const source = join(from, 'lib/testing/chai-types.d.ts');
  if (path !== 'lib/testing/index' || !existsSync(source)) return '';
  const blocks = readFileSync(source, 'utf8').split(/^(?=declare global)/m)[1];
  if (blocks === undefined) throw new Error('lib/testing/chai-types.ts declares nothing global');
  return `\n${blocks.replace(/^export \{\};?\n?/gm, '')}`;
}

function writeDeclarations(rollups) {
  for (const { path, text } of rollups) {
    const name = basename(path);
    mkdirSync(dirname(join(dist, path)), { recursive: true });
    writeFileSync(join(dist, `${path}.cjs`), `'use strict';\nmodule.exports = require('./${name}.js');\n`);
    writeFileSync(join(dist, `${path}.d.cts`), commonJsTypes(name, text));
  }
  const toShared = (path) => `${'../'.repeat(path.split('/').length - 1)}shared.js`;
  const { shared, rollups: own } = shareDeclarations(rollups, toShared);
  writeFileSync(join(dist, 'shared.d.ts'), shared);
  for (const { path, text } of own) writeFileSync(join(dist, `${path}.d.ts`), text);
}
