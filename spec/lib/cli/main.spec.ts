import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { runCli } from './run-cli.ts';

const NOBODY = 'http://127.0.0.1:1';

describe('connect-tracker', () => {
  it('without arguments prints its help and succeeds', async () => {
    const { code, stdout, stderr } = await runCli([]);
    expect(stdout)
      .to.match(/^Usage: connect-tracker/)
      .and.include('Exit codes:');
    expect({ code, stderr }).to.deep.equal({ code: 0, stderr: '' });
  });

  it('says the version of its package', async () => {
    const { version } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'));
    expect(await runCli(['--version'])).to.deep.equal({ code: 0, stdout: `${version}\n`, stderr: '' });
  });

  it('suggests a command for a misspelt one and exits with 2', async () => {
    const { code, stdout, stderr } = await runCli(['stauts']);
    expect(stderr).to.include("unknown command 'stauts'").and.include('Did you mean status?');
    expect({ code, stdout }).to.deep.equal({ code: 2, stdout: '' });
  });

  it('says in one sentence that no server answers, where, and what to do', async () => {
    const { code, stdout, stderr } = await runCli(['status', '42', '--url', NOBODY]);
    expect(stderr).to.match(
      /^error: no server answers at http:\/\/127\.0\.0\.1:1 \(.+\)\. Start one with "connect-tracker serve".+\n$/,
    );
    expect({ code, stdout }).to.deep.equal({ code: 1, stdout: '' });
  });

  it('says the same as JSON where JSON was asked for', async () => {
    const { code, stderr } = await runCli(['status', '42', '--json'], {
      env: { CONNECT_TRACKER_URL: NOBODY },
    });
    expect(JSON.parse(stderr).error).to.include({ code: 'unreachable' });
    expect(code).to.equal(1);
  });

  it('exits with 2 when the environment is wrong, and names the variable', async () => {
    const { code, stderr } = await runCli(['send', 'ping', '--url', NOBODY], { env: { PORT: 'x' } });
    expect(stderr).to.match(/^error: .*PORT/);
    expect(code).to.equal(2);
  });
});
