import { expect } from 'chai';
import { deadLinksOf } from '../docs/pages.ts';
import { declaredBy, examples, importsOf, manifestAt } from './example.ts';

const ours = declaredBy(manifestAt('.'));

/** Declared for what they do and not to be imported: what the test script runs, what it loads, and types. */
const isTool = (name: string, script: string) =>
  name.startsWith('@types/') || name === 'tsx' || script.includes({ typescript: 'tsc' }[name] ?? name);

describe('the examples', () => {
  it('are these', () => {
    expect(examples).to.have.members(['custom-provider', 'mocha-test', 'own-express-app', 'vitest-test']);
  });
});

for (const example of examples)
  describe(`the example ${example}`, () => {
    const manifest = manifestAt(`examples/${example}`);
    const declared = declaredBy(manifest);

    it('declares each package that it imports', () => {
      expect(Object.keys(declared)).to.include.members(importsOf(example));
    });

    it('declares nothing that it has no use for', () => {
      const imported = importsOf(example);
      const idle = Object.keys(declared).filter(
        (name) => !imported.includes(name) && !isTool(name, manifest.scripts?.['test'] ?? ''),
      );
      expect(idle).to.deep.equal([]);
    });

    it('names exact versions, those of this repository where it has the package', () => {
      const { 'connect-tracker': tracker, ...others } = declared;
      expect(tracker).to.equal('*');
      for (const [name, version] of Object.entries(others)) {
        expect(version, name).to.match(/^\d+\.\d+\.\d+$/);
        expect(version, name).to.equal(ours[name] ?? version);
      }
    });

    it('has a page whose links lead somewhere', () => {
      expect(deadLinksOf(`examples/${example}/README.md`)).to.deep.equal([]);
    });

    it('cannot be published by mistake', () => {
      expect(manifest.private).to.equal(true);
    });
  });
