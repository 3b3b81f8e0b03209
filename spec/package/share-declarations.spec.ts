import { expect } from 'chai';

interface Rollup {
  readonly path: string;
  readonly text: string;
}

interface Shared {
  readonly shared: string;
  readonly rollups: readonly Rollup[];
}

describe('what the entries declare alike', () => {
  /** The texts without empty lines: of what is shared, then of each entry. */
  async function share(...texts: string[]): Promise<string[][]> {
    const script = new URL('../../scripts/share-declarations.mjs', import.meta.url).href;
    const { shareDeclarations } = await import(script);
    const given = texts.map((text, index) => ({ path: `entry${index}`, text }));
    const { shared, rollups } = shareDeclarations(given, () => './shared.js') as Shared;
    return [shared, ...rollups.map(({ text }) => text)].map((text) =>
      text.split(/\n+/).filter((line) => line !== ''),
    );
  }

  it('stands in one place, and is exported by those that exported it', async () => {
    const place = 'declare interface Place { x: number }';
    const [shared, first, second] = await share(
      `/** Where. */\nexport ${place}\n\nexport declare function find(): Place;`,
      `/** Where. */\n${place}\n\nexport declare const here: Place;`,
    );
    expect(shared).to.deep.equal(['/** Where. */', `export ${place}`]);
    expect(first).to.deep.equal([
      "import { Place } from './shared.js';",
      "export { Place } from './shared.js';",
      'export declare function find(): Place;',
    ]);
    expect(second).to.deep.equal([
      "import { Place } from './shared.js';",
      'export declare const here: Place;',
    ]);
  });

  it('stays where it is when it refers to something that is not the same, however far away', async () => {
    const alike = 'declare type Outer = Middle[];\n\ndeclare type Middle = Inner[];';
    const [shared, ...entries] = await share(
      `${alike}\n\ndeclare type Inner = 1;`,
      `${alike}\n\ndeclare type Inner = 2;`,
    );
    expect(shared).to.deep.equal([]);
    expect(entries.map((lines) => lines.filter((line) => /Outer|Middle/.test(line)))).to.deep.equal([
      ['declare type Outer = Middle[];', 'declare type Middle = Inner[];'],
      ['declare type Outer = Middle[];', 'declare type Middle = Inner[];'],
    ]);
  });

  it('stays where it is when a name comes from another package there', async () => {
    const [shared] = await share(
      "import { Value } from 'one';\n\ndeclare type Box = Value[];",
      "import { Value } from 'two';\n\ndeclare type Box = Value[];",
      'declare type Value = 3;\n\ndeclare type Box = Value[];',
    );
    expect(shared).to.deep.equal([]);
  });

  it('takes along what it needs of other packages, and leaves nobody with what is not needed any more', async () => {
    const text =
      "import { Value } from 'one';\nimport type { Other } from 'two';\n\ndeclare type Box = Value[];";
    const [shared, first] = await share(text, `${text}\n\nexport declare const it: Other;`);
    expect(shared).to.deep.equal(["import { Value } from 'one';", 'export declare type Box = Value[];']);
    expect(first).to.deep.equal([]);
  });

  it('keeps overloads together', async () => {
    const find = ['export declare function find(a: 1): 1;', 'export declare function find(a: 2): 2;'];
    const [shared, first, second] = await share(find.join('\n\n'), find.join('\n\n'));
    expect(shared).to.deep.equal(find);
    expect([first, second]).to.deep.equal([
      ["export { find } from './shared.js';"],
      ["export { find } from './shared.js';"],
    ]);
  });
});
