import { readdirSync } from 'node:fs';
import { expect } from 'chai';
import { deadLinksOf } from './pages.ts';

const root = new URL('../../', import.meta.url);

const pages = ['', 'docs/', 'docs/decisions/', 'docs/reference/'].flatMap((folder) =>
  readdirSync(new URL(folder, root))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `${folder}${name}`),
);

describe('the links of the documents', () => {
  for (const page of pages) {
    it(`lead somewhere: ${page}`, () => {
      expect(deadLinksOf(page)).to.deep.equal([]);
    });
  }
});
