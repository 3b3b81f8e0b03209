import { expect } from 'chai';
import { blocks, printedBy, sections } from './blocks.ts';
import { examples } from './example.ts';
import { type Installed, installPublished } from './installed.ts';
import { runProgram } from './programs.ts';
import { pathOf, runSection } from './run-blocks.ts';

/** How many tests passed, by what mocha (`5 passing`) or vitest (`Tests  5 passed`) says. */
function passedIn(output: string): number {
  const [, mocha, vitest] = /(\d+) passing|Tests +(\d+) passed/.exec(output) ?? [];
  return Number(mocha ?? vitest ?? 0);
}

/** How many tests a block declares. */
const testsIn = (code: string) => [...code.matchAll(/^ *it\(/gm)].length;

describe('the published package', function () {
  this.timeout(180_000);

  let installed: Installed;
  before(async () => {
    installed = await installPublished();
  });
  after(() => installed?.remove());

  describe('runs the example', () => {
    for (const example of examples)
      it(example, async () => {
        const { stdout } = await runProgram(['npm', 'test'], { cwd: installed.exampleFolder(example) });
        expect(passedIn(stdout), stdout).to.be.above(0);
      });
  });

  describe('does what the documents say', () => {
    const runInDocuments = async (program: string, ...args: string[]) =>
      (await runProgram(['npx', '--no-install', program, ...args], { cwd: installed.documentsFolder }))
        .stdout;

    it('in types', () => runInDocuments('tsc', '--noEmit'));

    for (const runner of ['mocha', 'vitest'] as const)
      it(`in tests of ${runner}`, async () => {
        const tests = blocks.filter(({ kind }) => kind === runner);
        const files = tests.map(pathOf);
        const args =
          runner === 'mocha'
            ? ['--import=tsx', '--forbid-pending', '--reporter=dot', '--timeout=20000']
            : ['run'];
        const output = await runInDocuments(runner, ...args, ...files);
        const declared = tests.reduce((sum, { code }) => sum + testsIn(code), 0);
        expect(passedIn(output), output).to.be.at.least(Math.max(declared, 1));
      });

    for (const [name, section] of sections)
      it(`in ${name}`, async () => {
        const printed = await runSection(installed.documentsFolder, section);
        for (const [{ file, code }, lines] of printed) expect(lines, file).to.deep.equal(printedBy(code));
      });
  });
});
