import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { copySources, run } from './packed.ts';

/** That they are in step is seen where the package is packed. */
describe('the reports of the public API', function () {
  this.timeout(120_000);
  let temporary: string;
  let source: string;

  beforeEach(async () => {
    temporary = await mkdtemp(join(tmpdir(), 'public-api-'));
    source = await copySources(temporary);
  });

  afterEach(() => rm(temporary, { recursive: true }));

  const build = (...flags: string[]) =>
    run(process.execPath, [join(source, 'scripts/build-declarations.mjs'), ...flags], { cwd: source });

  it('make a build fail that has other names, until they are accepted; types that nobody could name never are', async () => {
    const entry = join(source, 'machines/index.ts');
    const text = await readFile(entry, 'utf8');
    await writeFile(
      entry,
      `${text}interface Hidden { readonly a: 1 }\nexport declare const added: Hidden;\n`,
    );
    const failure = await build().catch((error) => error);
    expect(failure).to.include({ code: 1 });
    expect(failure.stderr.trim().split('\n')).to.deep.equal([
      'connect-tracker/machines uses the type Hidden, which no entry exports: nobody could name it.',
      'The public names or signatures of machines are not those in docs/public-api. If that is meant, accept them with: npm run api',
    ]);
    await writeFile(entry, `${text}export declare const added: 1;\n`);
    await build('--accept');
    const report = await readFile(join(source, 'docs/public-api/machines.api.md'), 'utf8');
    expect(report).to.include('export const added: 1;');
  });
});
