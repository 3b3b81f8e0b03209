import { readFileSync } from 'node:fs';
import { expect } from 'chai';

const root = new URL('../../../', import.meta.url);
const json = (path: string) => JSON.parse(readFileSync(new URL(path, root), 'utf8'));

interface Locked {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly devOptional?: boolean;
  readonly link?: boolean;
  readonly hasInstallScript?: boolean;
}

const manifest = json('package.json');
const { '': _, ...locked } = json('package-lock.json').packages as Record<string, Locked>;
/** What is installed from elsewhere; the workspaces of this repository are not. */
const installed = Object.entries(locked).filter(
  ([path, { link }]) => path.startsWith('node_modules/') && link !== true,
);
const shipped = installed.filter(([, { dev, devOptional }]) => dev !== true && devOptional !== true);
const nameOf = (path: string) => path.replace(/^.*node_modules\//, '');

const REGISTRY = 'https://registry.npmjs.org/';
/** The versions in which holes were mended; `npm audit`, which knows all, asks the network and so is no part of the specs. */
const MENDED: Readonly<Record<string, readonly [least: string, hole: string]>> = {
  ajv: ['8.18.0', 'CVE-2025-69873'],
  'path-to-regexp': ['8.4.0', 'CVE-2026-4926'],
};
const LICENCES = ['MIT', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', '0BSD', 'BlueOak-1.0.0'];

/** What it holds is tried in spec/package/, where it is packed. */
describe('the package (A21)', () => {
  it('runs nothing when it is installed', () => {
    const names = ['preinstall', 'install', 'postinstall', 'preprepare', 'prepare', 'postprepare'];
    expect(manifest.scripts).not.to.have.any.keys(...names, 'prepublish', 'dependencies');
    expect(manifest).not.to.have.any.keys('bundleDependencies', 'bundledDependencies', 'gypfile');
  });

  it('depends on exact versions alone', () => {
    const { dependencies, devDependencies } = manifest;
    for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies }))
      expect(version, name).to.match(/^\d+\.\d+\.\d+$/);
  });

  it('depends on nothing that comes from elsewhere than the registry, or that nobody checks', () => {
    expect(installed.length).to.be.above(100);
    for (const [path, { resolved = REGISTRY, integrity }] of installed) {
      expect(resolved.startsWith(REGISTRY), path).to.equal(true);
      expect(integrity, path).to.match(/^sha512-/);
    }
  });

  it('brings nothing of which a hole is known that we were open to', () => {
    for (const [name, [least, hole]] of Object.entries(MENDED))
      for (const [path, { version = '' }] of shipped.filter(([path]) => nameOf(path) === name))
        expect(version.localeCompare(least, 'en', { numeric: true }), `${path} (${hole})`).to.be.at.least(0);
  });

  it('brings no licence that asks more of its users than to be named', () => {
    expect(manifest.license).to.equal('MIT');
    for (const [path, { license }] of shipped) expect(license, path).to.be.oneOf(LICENCES);
  });

  it('brings nothing that runs when it is installed, but the native parts of the embedded store', () => {
    const running = shipped
      .filter(([, { hasInstallScript }]) => hasInstallScript)
      .map(([path]) => nameOf(path));
    expect(running.sort()).to.deep.equal(['lmdb', 'msgpackr-extract']);
  });
});
