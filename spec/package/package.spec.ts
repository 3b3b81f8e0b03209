import { cp, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { build } from 'esbuild';
import { entriesOf, type Packed, packPackage, run, textsOf } from './packed.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const reachedPackages = fileURLToPath(new URL('reached-packages.mjs', import.meta.url));

/** What may be in the package: what it runs, its types, its contract, its alert rules, and what npm always adds. */
const ALLOWED = [
  /^dist\/(lib|machines)\/[\w./-]+\.(js|css|lua)$/,
  /^dist\/schemas\/[\w./-]+\.(js|json)$/,
  /^ops\/[\w./-]+\.yml$/,
  /^(package\.json|README\.md|LICENSE|CHANGELOG\.md)$/,
];

/** In bytes, of all its files. */
const LIMIT = 1_000_000;

/** The packages that are loaded with an entry, before anything of it is called. */
const REACHED: Readonly<Record<string, readonly string[]>> = {
  'connect-tracker': ['ajv', 'ipaddr.js', 'lru-cache', 'p-map', 'xstate'],
  'connect-tracker/machines': ['xstate'],
  'connect-tracker/express': [
    '@dagrejs/dagre',
    '@opentelemetry/api',
    'ajv',
    'express',
    'express-rate-limit',
    'helmet',
    'lru-cache',
    'pino',
    'proxy-addr',
    'raw-body',
    'xstate',
  ],
  'connect-tracker/testing': ['ajv', 'lru-cache', 'p-map', 'xstate'],
  'connect-tracker/testing/laws': ['fast-check', 'lru-cache', 'xstate'],
  'connect-tracker/testing/store-contract': ['chai'],
  'connect-tracker/stores/embedded': ['lmdb'],
  'connect-tracker/stores/redis': ['ioredis', 'p-map'],
};

/** `ajv` of `ajv/dist/2020.js`. */
const packageOf = (specifier: string) => /^(?:@[^/]+\/)?[^/]+/.exec(specifier)![0];
const sorted = (names: Iterable<string>) => [...new Set(names)].sort();

describe('the package as it is published', function () {
  this.timeout(120_000);
  let packed: Packed;

  before(async () => {
    packed = await packPackage();
  });

  after(() => packed?.remove());

  /** What a program prints that uses the package. Nothing may go to standard error, not even a warning. */
  async function printed(...args: string[]): Promise<string> {
    const { stdout, stderr } = await run(process.execPath, args, { cwd: packed.folder });
    expect(stderr).to.equal('');
    return stdout;
  }

  it('holds nothing but what its users need', () => {
    const entries = entriesOf(packed)
      .flatMap((entry) => [entry.import, entry.require])
      .flatMap(({ types, default: module }) => [types, module]);
    const files = new Set([...entries.map((path) => path.replace('./', '')), 'dist/shared.d.ts']);
    const others = packed.files.map(({ path }) => path).filter((path) => !files.delete(path));
    expect([...files], 'what it exports and has not').to.deep.equal([]);
    expect(others.filter((path) => !ALLOWED.some((allowed) => allowed.test(path)))).to.deep.equal([]);
    expect(others).to.include.members(['package.json', 'README.md', 'LICENSE', 'CHANGELOG.md']);
  });

  it('holds each schema once', async () => {
    const schemas = (await readdir(join(root, 'schemas'), { recursive: true })).filter((it) =>
      it.endsWith('.json'),
    );
    const paths = packed.files.map(({ path }) => path).filter((path) => /schemas\/.*\.json$/.test(path));
    expect(paths.sort()).to.deep.equal(schemas.map((path) => `dist/schemas/${path}`).sort());
    const exported = "require('connect-tracker/schemas/connect/mfa.json').title";
    expect(await printed('-p', exported)).to.equal('ConnectMfa\n');
  });

  it(`has less than ${LIMIT.toLocaleString('en')} bytes`, () => {
    expect(packed.files.reduce((sum, { size }) => sum + size, 0)).to.be.below(LIMIT);
  });

  it('brings the command', async () => {
    const output = await printed(join(packed.installed, 'dist/lib/cli/main.js'), 'diagram');
    expect(output).to.include('\nstateDiagram-v2\n');
  });

  it('depends on every package that it loads, and that its declarations need', async () => {
    const texts = await textsOf(packed, '.d.ts');
    const imported = texts.flatMap((text) =>
      Array.from(text.matchAll(/^import .* from '([^'.][^']*)';/gm), ([, it]) => it!),
    );
    const named = Object.keys({ ...packed.manifest.dependencies, ...packed.manifest.peerDependencies });
    expect(imported).to.include('xstate');
    const needed = imported.filter((it) => !it.startsWith('node:')).map(packageOf);
    expect([...needed, ...Object.values(REACHED).flat()].filter((it) => !named.includes(it))).to.deep.equal(
      [],
    );
  });

  it('has these entries and no others', () => {
    expect(
      entriesOf(packed)
        .map(({ specifier }) => specifier)
        .sort(),
    ).to.deep.equal(Object.keys(REACHED).sort());
  });

  for (const [specifier, packages] of Object.entries(REACHED)) {
    describe(specifier, () => {
      it(`loads ${packages.join(', ')} and nothing else of others`, async () => {
        const load = `await import('${specifier}')`;
        const output = await printed('--import', reachedPackages, '--input-type=module', '--eval', load);
        expect(sorted(output.trim().split('\n').map(packageOf))).to.deep.equal(packages);
      });

      it('is the same module for require and for import, without a warning, and declared as such', async () => {
        const load = `const required = require('${specifier}');
          import('${specifier}').then((imported) => console.log(JSON.stringify(
            Object.keys(imported).map((name) => [name, imported[name] === required[name]]))));`;
        const output = await printed('--input-type=commonjs', '--eval', load);
        const names = new Map<string, boolean>(JSON.parse(output));
        expect([...names.values()])
          .to.include(true)
          .and.not.to.include(false);

        const entry = entriesOf(packed).find((it) => it.specifier === specifier)!;
        const text = await readFile(join(packed.installed, entry.require.types), 'utf8');
        const declared = Array.from(text.matchAll(/^export declare const (\w+)/gm), ([, name]) => name!);
        expect(declared.sort()).to.deep.equal([...names.keys()].sort());
      });
    });
  }

  it('gives a bundle only what is used', async () => {
    const stdin = {
      contents:
        "import { explainCode } from 'connect-tracker/machines'; console.log(explainCode(102).whoActs);",
      resolveDir: packed.folder,
    };
    const { metafile, outputFiles } = await build({
      stdin,
      bundle: true,
      format: 'esm',
      metafile: true,
      write: false,
    });
    const [output] = Object.values(metafile.outputs);
    const used = Object.entries(output!.inputs).filter(([, { bytesInOutput }]) => bytesInOutput > 0);
    expect(used.map(([path]) => path.replace(/^.*node_modules\//, ''))).to.deep.equal([
      'connect-tracker/dist/machines/codes.js',
      '<stdin>',
    ]);
    expect(outputFiles[0]!.text).to.include('whoActs');
  });

  it('can be used by a CommonJS program in TypeScript', async () => {
    const program = join(root, 'spec/consumer/commonjs.cts');
    const options = ['--target', 'es2023', '--module', 'node16', '--types', 'node', '--strict'];
    const compiler = join(root, 'node_modules/typescript/bin/tsc');
    await cp(program, join(packed.folder, 'commonjs.cts'));
    await run(process.execPath, [compiler, ...options, 'commonjs.cts'], { cwd: packed.folder });
    expect(JSON.parse(await printed('commonjs.cjs'))).to.deep.equal({
      stage: 'mfa',
      waitingOn: 'customer',
      router: 3,
      functions: ['function', 'function'],
      refused: true,
      isTrackerError: true,
    });
  });
});
