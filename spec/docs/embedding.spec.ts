import { expect } from 'chai';
import { read, sectionOf } from './pages.ts';

/** The first cells of the table that begins with these headings. */
function subjectsOf(text: string, head: string): string[] {
  const lines = text.split('\n').map((line) => line.replace(/^ \* /, ''));
  const rows = lines.slice(lines.indexOf(head) + 2);
  const end = rows.findIndex((row) => !row.startsWith('|'));
  return rows.slice(0, end).map((row) => row.split(' | ')[0]!.slice(2));
}

describe('the page about embedding', () => {
  it('says of a machine what the reference says', () => {
    const head = '| for | it needs | without it |';
    const told = subjectsOf(sectionOf(read('docs/embedding.md'), 'A machine of your own'), head);
    expect(told).to.have.length.above(10);
    expect(told).to.deep.equal(subjectsOf(read('machines/session.ts'), head));
  });
});
