import { execFile } from 'node:child_process';
import { cp, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect } from 'chai';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../..', import.meta.url));
const generate = (folder: string, ...flags: string[]) =>
  run(process.execPath, [join(folder, 'scripts/generate-types.mjs'), ...flags]);

describe('schemas/types.ts', () => {
  it('is in step with the schemas', async () => {
    await generate(root, '--check');
  });

  describe('in a copy', () => {
    let copy: string;

    beforeEach(async () => {
      copy = await mkdtemp(join(tmpdir(), 'generate-types-'));
      await cp(join(root, 'schemas'), join(copy, 'schemas'), { recursive: true });
      await cp(join(root, 'scripts'), join(copy, 'scripts'), { recursive: true });
      await symlink(join(root, 'node_modules'), join(copy, 'node_modules'));
    });

    afterEach(() => rm(copy, { recursive: true }));

    it('that is out of step makes the check fail with a sentence, until it is written anew', async () => {
      await writeFile(join(copy, 'schemas/types.ts'), '// old\n');
      const failure = await generate(copy, '--check').catch((error) => error);
      expect(failure).to.include({
        code: 1,
        stderr: 'schemas/types.ts is out of step with the schemas; run: node scripts/generate-types.mjs\n',
      });
      await generate(copy);
      await generate(copy, '--check');
    });
  });
});
