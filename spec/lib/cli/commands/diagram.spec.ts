import { expect } from 'chai';
import { runCli } from '../run-cli.ts';

describe('diagram', () => {
  it('prints the statechart of Connect, or of another machine, as Mermaid text', async () => {
    const [connect, verification] = await Promise.all([
      runCli(['diagram']),
      runCli(['diagram', 'verification']),
    ]);
    expect(connect.stdout).to.include('stateDiagram-v2').and.include('added --> adding : adding');
    expect(verification.stdout).to.include('initiated --> deposited : deposited');
    expect([connect.code, verification.code]).to.deep.equal([0, 0]);
  });

  it('prints the same as JSON', async () => {
    const { machine, mermaid } = JSON.parse((await runCli(['diagram', '--json'])).stdout);
    expect(machine).to.equal('connect');
    expect(mermaid).to.include('stateDiagram-v2');
  });

  it('prints a picture, also as JSON', async () => {
    const [svg, json] = await Promise.all([
      runCli(['diagram', 'verification', '--format', 'svg']),
      runCli(['diagram', 'verification', '--format', 'svg', '--json']),
    ]);
    expect(svg.stdout)
      .to.match(/^<svg .*<\/svg>\s*$/s)
      .and.include('deposited');
    expect(JSON.parse(json.stdout)).to.deep.equal({
      machine: 'verification',
      svg: svg.stdout.replace(/\n$/, ''),
    });
  });

  it('refuses a format that does not exist', async () => {
    const { code, stderr } = await runCli(['diagram', '--format', 'png']);
    expect(code).to.equal(2);
    expect(stderr).to.include('mermaid, svg');
  });

  it('refuses a machine that does not exist', async () => {
    const { code, stderr } = await runCli(['diagram', 'plaid']);
    expect(code).to.equal(2);
    expect(stderr).to.include('connect, verification');
  });
});
