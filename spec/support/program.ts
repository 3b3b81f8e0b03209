import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const SOURCES = ['lib', 'machines', 'schemas', 'package.json', 'tsconfig.json', 'tsconfig.build.json'];
const cache = join(root, 'node_modules/.cache/connect-tracker');

/** Named after its sources, so that nobody takes what was compiled of others. */
const folder = join(cache, String(Math.round(newest())));

/** The command line as it is published: from its source it would take three times as long to start, a hundred times over. */
export const program = join(folder, 'lib/cli/main.js');

/** Before it is started first; Mocha has it done before all specs. */
export function compileProgram(): void {
  if (existsSync(folder)) return;
  mkdirSync(cache, { recursive: true });
  const made = mkdtempSync(join(cache, 'made-'));
  const compiler = join(root, 'node_modules/.bin/tsc');
  const maps = ['--sourceMap', '--inlineSources'];
  execFileSync(compiler, ['-p', join(root, 'tsconfig.build.json'), '--outDir', made, ...maps]);
  execFileSync(process.execPath, [join(root, 'scripts/copy-assets.mjs'), made]);
  cpSync(join(root, 'package.json'), join(made, 'package.json'));
  forgetOld();
  if (existsSync(folder)) rmSync(made, { recursive: true });
  else renameSync(made, folder);
}

export const mochaGlobalSetup = compileProgram;

/** In ms: other runs may still start what they have compiled. */
const KEPT = 60 * 60 * 1000;

function forgetOld(): void {
  for (const name of readdirSync(cache)) {
    const old = join(cache, name);
    if (statSync(old).mtimeMs < Date.now() - KEPT) rmSync(old, { recursive: true, force: true });
  }
}

/** When a source was changed last, added or removed, in ms since the epoch. */
function newest(): number {
  const all = SOURCES.flatMap((source) => {
    const path = join(root, source);
    if (!statSync(path).isDirectory()) return [path];
    return [path, ...readdirSync(path, { recursive: true }).map((name) => join(path, String(name)))];
  });
  return Math.max(...all.map((path) => statSync(path).mtimeMs));
}
