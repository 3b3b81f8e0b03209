import { execFile } from 'node:child_process';
import { cp, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const root = fileURLToPath(new URL('..', import.meta.url));

/** The processes of this folder and what they import, compiled, in a folder of its own. */
export interface PlainBuild {
  /** The path of a file that was compiled, e.g. `lib/cli/main`. */
  scriptOf(source: string): string;
  remove(): Promise<void>;
}

/** What is compiled on the fly is slower also when it has long been compiled: each function is given its name by a call. */
export async function buildPlain(): Promise<PlainBuild> {
  const folder = await mkdtemp(join(tmpdir(), 'connect-tracker-bench-'));
  const compiler = join(root, 'node_modules/.bin/tsc');
  await promisify(execFile)(compiler, ['-p', join(root, 'bench/tsconfig.json'), '--outDir', folder]);
  await promisify(execFile)(process.execPath, [join(root, 'scripts/copy-assets.mjs'), folder]);
  await cp(join(root, 'package.json'), join(folder, 'package.json'));
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
  return {
    scriptOf: (source) => join(folder, `${source}.js`),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
