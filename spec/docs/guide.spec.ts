import { expect } from 'chai';
import { settings } from '../../lib/config/settings.ts';
import { read, sectionOf } from './pages.ts';

describe('the guide', () => {
  it('lists every setting, with its flag, its variable and its key', () => {
    const rows = [
      ...sectionOf(read('docs/guide.md'), 'Settings').matchAll(/^\|(.*?)\| `(\w+)` \| `(\w+)` \|/gm),
    ];
    const listed = rows.map(([, flag = '', variable, name]) => [
      flag.replaceAll(/[ `]/g, ''),
      variable,
      name,
    ]);
    expect(listed).to.deep.equal(settings.map(({ flag = '', variable, name }) => [flag, variable, name]));
  });
});
