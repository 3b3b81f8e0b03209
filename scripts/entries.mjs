/** The entries of the package, as package.json exports them: a name, the ES module behind it, and where its files lie. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

const { exports } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));

/** `path` is without its extension and relative to `dist`; `title` is what reports and pages of the entry are called. */
export const entries = Object.entries(exports)
  .filter(([, target]) => typeof target === 'object')
  .map(([subpath, target]) => ({
    specifier: subpath.replace('.', 'connect-tracker'),
    title: subpath === '.' ? 'connect-tracker' : subpath.slice(2).replaceAll('/', '-'),
    path: target.import.default.replace('./dist/', '').replace(/\.js$/, ''),
  }));
