import { readdirSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** Each folder of `examples/`. */
export const examples = readdirSync(join(root, 'examples'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

export interface Manifest {
  readonly name: string;
  readonly private?: boolean;
  readonly scripts?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

export function manifestAt(folder: string): Manifest {
  return JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
}

export function declaredBy({ dependencies, devDependencies }: Manifest): Record<string, string> {
  return { ...dependencies, ...devDependencies };
}

/** The packages that a program imports or requires, each once; what is Node's own or beside it is none. */
export function packagesOf(text: string): string[] {
  const named = text.matchAll(/(?:\bfrom|\bimport|\bimport\(|\brequire\()\s*'([^'.][^']*)'/g);
  const packages = [...named].flatMap(([, name = '']) => (isBuiltin(name) ? [] : [packageOf(name)]));
  return [...new Set(packages)].sort();
}

/** All that an example imports, each once. */
export function importsOf(example: string): string[] {
  const folder = join(root, 'examples', example);
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (path) => /\.[cm]?[jt]s$/.test(path) && !path.includes('node_modules'),
  );
  return [...new Set(files.flatMap((path) => packagesOf(readFileSync(join(folder, path), 'utf8'))))].sort();
}

function packageOf(name: string): string {
  return name
    .split('/')
    .slice(0, name.startsWith('@') ? 2 : 1)
    .join('/');
}
