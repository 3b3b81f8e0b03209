import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { answer, startReceiver } from '../../../support/receiver.ts';
import { getStuck } from '../../server/stuck-customer.ts';
import { withServer } from '../../server/test-server.ts';
import { runCli } from '../run-cli.ts';

const KEY = /^ctk_([0-9a-f]{8})_[\w-]{43}\n$/;
const DAY = 86_400_000;

describe('keys', () => {
  let folder: string;
  let env: Record<string, string>;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'keys-'));
    env = { STORE_URL: `lmdb://${folder}/store` };
  });
  afterEach(() => rm(folder, { recursive: true }));

  const keys = (...args: string[]) => runCli(['keys', ...args], { env });
  const create = (...args: string[]) => keys('create', '--name', 'anna', '--scope', 'read', ...args);
  const listed = async () => JSON.parse((await keys('list', '--json')).stdout).keys;

  it('create prints the key alone, once, and says on standard error what to know about it', async () => {
    const { code, stdout, stderr } = await create('--expires', '90d');
    const [, id] = KEY.exec(stdout)!;
    expect(code).to.equal(0);
    expect(stderr).to.contain(`Key ${id} "anna" (read, expires `).and.contain(`lmdb://${folder}/store`);
    expect(stderr).to.contain('It is the first').and.contain('CONNECT_TRACKER_KEY');
    expect(stderr).not.to.contain(stdout.trim().slice(13));
    const [view] = await listed();
    expect(view).to.include({ keyId: id, name: 'anna', status: 'active' });
    expect(Date.parse(view.expiresAt) - Date.parse(view.createdAt)).to.be.within(90 * DAY - 5_000, 90 * DAY);
    expect((await create()).stderr).not.to.contain('It is the first');
  });

  it('create prints JSON', async () => {
    const { stdout, stderr } = await create('--json');
    const { key, createdAt, ...view } = JSON.parse(stdout);
    expect(`${key}\n`).to.match(KEY);
    expect(createdAt).to.match(/^\d{4}-\d\d-\d\dT.+Z$/);
    expect(view).to.deep.equal({ keyId: key.slice(4, 12), name: 'anna', scopes: ['read'], status: 'active' });
    expect(stderr).to.equal('');
  });

  it('list shows each key and what became of it, and nothing that it could be found out by', async () => {
    expect((await keys('list')).stdout).to.match(/^There are no keys in lmdb:.+keys create/);
    const first = (await create()).stdout;
    const second = JSON.parse((await keys('create', '--name', 'ben', '--scope', 'admin', '--json')).stdout);
    await keys('revoke', first.slice(4, 12));
    const { stdout } = await keys('list');
    const [heading, one, other] = stdout.trim().split('\n');
    expect(heading).to.match(/^ID +NAME +SCOPE +STATUS +CREATED +ENDS$/);
    expect(one).to.match(new RegExp(`^${second.keyId} +ben +admin +active +\\S+ \\S+ +never$`));
    expect(other).to.match(new RegExp(`^${first.slice(4, 12)} +anna +read +revoked +\\S+ \\S+ +\\S+ \\S+$`));
    const all = stdout + JSON.stringify(await listed());
    expect(all)
      .not.to.contain(first.slice(13).trim())
      .and.not.to.match(/[0-9a-f]{64}|digest/);
  });

  it('revoke says that it did, and what follows when none is left', async () => {
    const [one, other] = [(await create()).stdout.slice(4, 12), (await create()).stdout.slice(4, 12)];
    const first = await keys('revoke', one);
    expect([first.code, first.stderr]).to.deep.equal([0, '']);
    expect(first.stdout).to.match(
      new RegExp(`^Key ${one} "anna" \\(read, revoked .+\\): no server takes it any more\\.\n$`),
    );
    const last = await keys('revoke', other, '--json');
    expect(JSON.parse(last.stdout)).to.include({ keyId: other, status: 'revoked' });
    const again = await keys('revoke', other);
    expect([again.code, again.stderr]).to.deep.equal([
      0,
      'It was the last: from now on only the machine of a server may ask it, without a key.\n',
    ]);
  });

  it('takes the store from --store and --config, as serve does', async () => {
    await writeFile(join(folder, 'c.json'), JSON.stringify({ store: `lmdb://${folder}/other` }));
    await keys('create', '--name', 'file', '--scope', 'read', '--config', join(folder, 'c.json'));
    // The variable goes before the file, and the flag before both.
    expect(await listed()).to.have.nested.property('[0].name', 'file');
    env = {};
    await keys('create', '--name', 'other', '--scope', 'read', '--config', join(folder, 'c.json'));
    const { stdout } = await keys('list', '--json', '--store', `lmdb://${folder}/other`);
    expect(JSON.parse(stdout).keys.map(({ name }: { name: string }) => name)).to.deep.equal(['other']);
  });

  const wrong: [what: string, args: string[], code: number, message: RegExp][] = [
    [
      'an id that no key has',
      ['revoke', '0123abcd'],
      1,
      /^error: no key in lmdb:.+ has the id 0123abcd; .+keys list/,
    ],
    ['what is no id', ['revoke', 'ctk_0123abcd_secret'], 2, /^error: keys revoke: expected the id of a key/],
    ['no name', ['create', '--scope', 'read'], 2, /^error: required option '--name <name>'/],
    ['no scope', ['create', '--name', 'anna'], 2, /^error: required option '--scope <scope>'/],
    ['another scope', ['create', '--name', 'a', '--scope', 'all'], 2, /Allowed choices are read, admin/],
    ['a name that cannot be', ['create', '--name', '\u001b[2J', '--scope', 'read'], 2, /1 to 100 printable/],
    [
      'no duration',
      ['create', '--name', 'a', '--scope', 'read', '--expires', 'soon'],
      2,
      /from 1m to 3650d such as 90d/,
    ],
    [
      'too short a time',
      ['create', '--name', 'a', '--scope', 'read', '--expires', '0s'],
      2,
      /from 1m to 3650d/,
    ],
    ['a store that is none', ['list', '--store', 'mysql://host'], 1, /^error: .*store.*mysql/i],
  ];
  for (const [what, args, code, message] of wrong)
    it(`fails in one sentence for ${what}`, async () => {
      const ran = await keys(...args);
      expect(ran.stderr).to.match(message).and.not.to.contain('secret');
      expect([ran.code, ran.stdout]).to.deep.equal([code, '']);
    });
});

describe('a command that asks a server', () => {
  it('sends the key of the environment, and otherwise says what to do', async () => {
    await withServer({}, async ({ url, tracker }) => {
      await getStuck(tracker, { customerId: '7001' });
      const read = await tracker.keys.create({ name: 'anna', scope: 'read' });
      const admin = await tracker.keys.create({ name: 'ben', scope: 'admin' });
      const run = (key: string | undefined, ...args: string[]) =>
        runCli([...args, '--url', url], { env: key === undefined ? {} : { CONNECT_TRACKER_KEY: key } });
      const reading = [['stuck'], ['status', '7001'], ['alerts']];
      for (const args of reading) {
        expect(await run(` ${read.key}\n`, ...args)).to.include({ code: 0, stderr: '' });
        const refused = await run(undefined, ...args);
        expect(refused.code).to.equal(1);
        expect(refused.stderr).to.match(
          /^error: .+401 missing-key: .+ Set CONNECT_TRACKER_KEY .+keys create"\.\n$/,
        );
        expect((await run('ctk_wrong', ...args)).stderr).to.match(
          /401 invalid-key: .+ Set CONNECT_TRACKER_KEY .+keys list/,
        );
      }
      const [alert] = (await tracker.alerts()).alerts;
      const changing = [
        ['alerts', 'ack', alert!.alertId],
        ['erase', '7001', '--yes'],
      ];
      for (const args of changing) {
        expect((await run(read.key, ...args)).stderr).to.match(
          /403 scope-missing: .+admin.+--scope admin"\.\n$/,
        );
        expect((await run(admin.key, ...args)).code).to.equal(0);
      }
    });
  }).timeout(60_000);

  it('says on a machine that may not ask how it could', async () => {
    const receiver = await startReceiver();
    try {
      receiver.always(answer(403, { body: '{"code":"loopback-only","detail":"No."}' }));
      const { stderr } = await runCli(['stuck', '--url', receiver.url]);
      expect(stderr).to.match(
        /403 loopback-only: No\. Ask on the machine .+CONNECT_TRACKER_KEY.+keys create"\.\n$/,
      );
    } finally {
      await receiver.close();
    }
  });

  it('refuses a key that no header can hold, and does not quote it', async () => {
    const { code, stderr } = await runCli(['stuck'], { env: { CONNECT_TRACKER_KEY: 'ctk_a b' } });
    expect(code).to.equal(2);
    expect(stderr).to.match(/^error: environment variable CONNECT_TRACKER_KEY: expected an API key/);
    expect(stderr).not.to.contain('ctk_');
  });

  it('gives the key to no webhook', async () => {
    const receiver = await startReceiver();
    try {
      receiver.always(answer(200, { body: '{"status":"applied"}' }));
      await runCli(['send', 'started', '--url', receiver.url], {
        env: { CONNECT_TRACKER_KEY: 'ctk_secret' },
      });
      expect(receiver.requests).to.have.length(1);
      expect(JSON.stringify(receiver.requests)).not.to.contain('ctk_secret');
    } finally {
      await receiver.close();
    }
  });
});
