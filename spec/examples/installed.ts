import { cp, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { copySources } from '../package/packed.ts';
import { blocks } from './blocks.ts';
import { declaredBy, examples, manifestAt, packagesOf, root } from './example.ts';
import { runProgram } from './programs.ts';

/** The examples and the code of the documents outside the checkout, with the package as it would be published. */
export interface Installed {
  exampleFolder(example: string): string;
  readonly documentsFolder: string;
  remove(): Promise<void>;
}

const TARBALL = 'connect-tracker.tgz';

const tsconfig = {
  compilerOptions: {
    target: 'es2023',
    module: 'nodenext',
    types: ['node', 'mocha'],
    strict: true,
    noUncheckedIndexedAccess: true,
    exactOptionalPropertyTypes: true,
    allowImportingTsExtensions: true,
    skipLibCheck: true,
    noEmit: true,
  },
};

/** All of them are workspaces of one folder, so that one `npm install` serves them. */
export async function installPublished(): Promise<Installed> {
  const folder = await mkdtemp(join(tmpdir(), 'connect-tracker-examples-'));
  const exampleFolder = (example: string) => join(folder, 'examples', example);
  const documentsFolder = join(folder, 'documents');
  await pack(folder);
  for (const example of examples) await copyExample(example, exampleFolder(example));
  await writeDocuments(documentsFolder);
  await writeJson(join(folder, 'package.json'), {
    private: true,
    workspaces: ['examples/*', 'documents'],
  });
  await runProgram(['npm', 'install', '--no-audit', '--no-fund', '--prefer-offline'], { cwd: folder });
  return { exampleFolder, documentsFolder, remove: () => rm(folder, { recursive: true, force: true }) };
}

async function pack(folder: string): Promise<void> {
  await runProgram(['npm', 'pack', '--pack-destination', folder], { cwd: await copySources(folder) });
  const [packed = ''] = (await readdir(folder)).filter((name) => name.endsWith('.tgz'));
  await rename(join(folder, packed), join(folder, TARBALL));
}

async function copyExample(example: string, target: string): Promise<void> {
  await cp(join(root, 'examples', example), target, {
    recursive: true,
    filter: (path) => !['node_modules', 'data'].includes(basename(path)),
  });
  const manifest = join(target, 'package.json');
  const declared = JSON.parse(await readFile(manifest, 'utf8'));
  for (const field of ['dependencies', 'devDependencies'])
    if (declared[field]?.['connect-tracker'] !== undefined)
      declared[field]['connect-tracker'] = `file:../../${TARBALL}`;
  await writeJson(manifest, declared);
}

/** The blocks of a page in one folder, so that they can import each other. */
async function writeDocuments(folder: string): Promise<void> {
  for (const { page, file, code } of blocks) {
    await mkdir(join(folder, page), { recursive: true });
    await writeFile(join(folder, page, file), code);
  }
  const folders = ['.', ...examples.map((example) => `examples/${example}`)];
  const versions = Object.assign({}, ...folders.map((name) => declaredBy(manifestAt(name))));
  const tools = [
    'mocha',
    'tsx',
    'typescript',
    '@types/mocha',
    '@types/node',
    '@types/chai',
    '@types/express',
  ];
  const names = [...tools, ...blocks.flatMap(({ code }) => packagesOf(code))];
  const dependencies = Object.fromEntries(names.map((name) => [name, versions[name] ?? 'declared nowhere']));
  await writeJson(join(folder, 'package.json'), {
    name: 'documents',
    private: true,
    type: 'module',
    dependencies: { ...dependencies, 'connect-tracker': `file:../${TARBALL}` },
  });
  await writeJson(join(folder, 'tsconfig.json'), tsconfig);
}

async function writeJson(path: string, value: unknown): Promise<void> {
  await writeFile(path, `${JSON.stringify(value, null, 2)}\n`);
}
