import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { parseDeadlines } from '../../../../lib/deadlines/parse-deadlines.ts';
import { connectProvider } from '../../../../lib/providers/connect/index.ts';
import { openStore } from '../../../../lib/store/open.ts';
import { flows } from '../../../../lib/testing/index.ts';
import { decode } from '../../../../lib/tracker/codec.ts';
import { createDefinitions } from '../../../../lib/tracker/definitions.ts';
import { recordIdOf } from '../../../../lib/tracker/ids.ts';
import { runCli } from '../run-cli.ts';

const lines = (customerId: string) =>
  flows.full({ startAt: Date.UTC(2025, 10, 22), customerId }).map(({ body }) => `${JSON.stringify(body)}\n`);

describe('import', () => {
  let folder: string;
  let store: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'connect-tracker-import-'));
    store = `lmdb://${join(folder, 'data')}`;
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('records a file, tells bad lines by number, and stores nothing twice when run again', async () => {
    const file = join(folder, 'webhooks.jsonl');
    await writeFile(file, [...lines('42'), 'not json\n', ...lines('43')].join(''));
    const first = await runCli(['import', file, '--store', store]);
    expect(first).to.include({ code: 1, stderr: 'error: 1 line could not be used.\n' });
    expect(first.stdout)
      .to.match(/^applied +12$/m)
      .and.match(/^ping +2$/m);
    expect(first.stdout).to.match(/^line 8 +invalid-json /m);

    const again = await runCli(['import', file, '--json'], { env: { STORE_URL: store } });
    expect(JSON.parse(again.stdout).counts).to.include({ applied: 0, duplicate: 12, unusable: 1 });
    expect(JSON.parse(again.stderr).error).to.include({ code: 'unusable-lines' });
  });

  it('reads standard input', async () => {
    const { code, stdout } = await runCli(['import', '-', '--store', store, '--json'], {
      input: lines('42').join(''),
    });
    expect(code).to.equal(0);
    expect(JSON.parse(stdout)).to.deep.include({ unusable: [] }).and.nested.include({ 'counts.applied': 6 });
  });

  it('folds by the deadlines of the settings, so that a server with the same need not fold it anew', async () => {
    const env = { STORE_URL: store, STUCK_AFTER: 'mfa=1m' };
    await runCli(['import', '-'], { input: lines('42').join(''), env });
    const { definitionOf } = createDefinitions({
      providers: [connectProvider()],
      stuckAfter: parseDeadlines({ mfa: '1m' }),
      observed: () => ({ measured: {} }),
    });
    const opened = await openStore(store);
    const stored = await opened.read(recordIdOf('connect', '42'));
    expect(decode(definitionOf, stored!.body))
      .to.include({ kind: 'customer' })
      .and.not.have.property('refolded');
    const own = createDefinitions({ providers: [connectProvider()], observed: () => ({ measured: {} }) });
    expect(decode(own.definitionOf, stored!.body)).to.have.property('refolded');
    await opened.close();
  });

  it('says which file it cannot read', async () => {
    const { code, stderr } = await runCli(['import', join(folder, 'none.jsonl'), '--store', store]);
    expect({ code, stderr }).to.deep.equal({
      code: 1,
      stderr: `error: cannot read ${folder}/none.jsonl (ENOENT).\n`,
    });
  });
});
