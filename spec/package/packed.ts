import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

export const run = promisify(execFile);
const root = fileURLToPath(new URL('../..', import.meta.url));

/** What the package is made of, and what its check is held against. */
const SOURCES = [
  ...['lib', 'machines', 'schemas', 'scripts', 'ops', 'docs/public-api'],
  ...['package.json', 'tsconfig.json', 'tsconfig.build.json', 'biome.json'],
  ...['README.md', 'CHANGELOG.md', 'LICENSE'],
];

/** The package as it would be published, installed in a folder of its own. */
export interface Packed {
  /** Where programs that use it can stand. */
  readonly folder: string;
  /** The package itself. */
  readonly installed: string;
  /** Its files, with `/` between folders, and their sizes in bytes. */
  readonly files: readonly { readonly path: string; readonly size: number }[];
  readonly manifest: {
    readonly exports: Readonly<Record<string, string | Readonly<Record<'import' | 'require', Target>>>>;
    readonly dependencies: Readonly<Record<string, string>>;
    readonly peerDependencies: Readonly<Record<string, string>>;
  };
  remove(): Promise<void>;
}

interface Target {
  readonly types: string;
  readonly default: string;
}

/** A copy of what the package is made of, in which it can be built: others may be using `dist`. */
export async function copySources(temporary: string): Promise<string> {
  const source = join(temporary, 'source');
  for (const path of SOURCES) await cp(join(root, path), join(source, path), { recursive: true });
  await symlink(join(root, 'node_modules'), join(source, 'node_modules'));
  return source;
}

/** Builds and packs the package, and installs it. */
export async function packPackage(): Promise<Packed> {
  const temporary = await mkdtemp(join(tmpdir(), 'connect-tracker-packed-'));
  const remove = () => rm(temporary, { recursive: true });
  try {
    return { ...(await packInto(temporary)), remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

async function packInto(temporary: string): Promise<Omit<Packed, 'remove'>> {
  const source = await copySources(temporary);
  const pack = ['pack', '--json', '--silent', '--offline', '--pack-destination', temporary];
  const { stdout } = await run('npm', pack, { cwd: source });
  const [{ filename, files }] = JSON.parse(stdout.slice(stdout.indexOf('[\n'))) as [
    { filename: string; files: Packed['files'] },
  ];
  const folder = join(temporary, 'user');
  const installed = join(folder, 'node_modules/connect-tracker');
  await mkdir(installed, { recursive: true });
  await run('tar', ['xzf', join(temporary, filename), '-C', installed, '--strip-components=1']);
  // For the package and for the programs that use it, which find it above them.
  await symlink(join(root, 'node_modules'), join(temporary, 'node_modules'));
  const manifest = JSON.parse(await readFile(join(installed, 'package.json'), 'utf8'));
  return { folder, installed, files, manifest };
}

interface Entry extends Readonly<Record<'import' | 'require', Target>> {
  readonly specifier: string;
}

/** What it exports, without what is a plain file. */
export function entriesOf({ manifest }: Packed): readonly Entry[] {
  return Object.entries(manifest.exports).flatMap(([subpath, target]) =>
    typeof target === 'string' ? [] : [{ specifier: subpath.replace('.', 'connect-tracker'), ...target }],
  );
}

/** The texts of its files whose names end so. */
export async function textsOf({ installed }: Packed, extension: string): Promise<readonly string[]> {
  const names = await readdir(installed, { recursive: true });
  const wanted = names.filter((name) => name.endsWith(extension));
  return Promise.all(wanted.map((name) => readFile(join(installed, name), 'utf8')));
}
