import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { expect } from 'chai';

const root = new URL('../../', import.meta.url);
const page = readFileSync(new URL('docs/security.md', root), 'utf8');
const rows = [...page.matchAll(/^\| (A\d\d) \|(.+)\|$/gm)].map(([, row = '', cells = '']) => ({
  row,
  cells: cells.split('|').map((cell) => cell.trim()),
}));
const specsOf = (text: string) => [...text.matchAll(/`(spec\/[\w./-]+)`/g)].map(([, path = '']) => path);

describe('the table of threats', () => {
  it('has each attack once, in order', () => {
    const attacks = Array.from({ length: 21 }, (_, index) => `A${String(index + 1).padStart(2, '0')}`);
    expect(rows.map(({ row }) => row)).to.deep.equal(attacks);
  });

  it('says of each what it is, what stops it, and which specs prove that', () => {
    for (const { row, cells } of rows) {
      const [attack, answer, proof = ''] = cells;
      expect([attack, answer], row).not.to.include('');
      expect(specsOf(proof), row).not.to.be.empty;
      for (const path of specsOf(proof)) expect(existsSync(new URL(path, root)), path).to.equal(true);
    }
  });

  it('names every spec about abuse, each of which says which rows it is about', () => {
    const folder = 'spec/system/abuse/';
    const files = readdirSync(new URL(folder, root)).filter((file) => file.endsWith('.spec.ts'));
    for (const file of files) {
      const path = `${folder}${file}`;
      const about = rows.filter(({ cells }) => specsOf(cells[2] ?? '').includes(path)).map(({ row }) => row);
      expect(about, path).not.to.be.empty;
      for (const row of about) expect(readFileSync(new URL(path, root), 'utf8'), path).to.include(row);
    }
  });
});
