import { expect } from 'chai';
import { flows } from '../../lib/testing/index.ts';
import { read, sectionOf } from './pages.ts';

describe('the page about testing', () => {
  it('lists every flow, and what happens in it', () => {
    const rows = [...sectionOf(read('docs/testing.md'), 'Flows').matchAll(/^\| `(\w+)` \| (.+) \|$/gm)];
    const listed = rows.map(([, name, description]) => [name, description]);
    expect(listed).to.deep.equal(Object.entries(flows).map(([name, { description }]) => [name, description]));
  });
});
