import { expect } from 'chai';
import type { CustomerView, SessionView } from '../../../../lib/tracker/views.ts';
import { startLocalServer } from '../local-server.ts';
import { runCli } from '../run-cli.ts';

const SECRET = 'test-partner-secret';

type Server = Awaited<ReturnType<typeof startLocalServer>>;

describe('send and status', () => {
  let server: Server;
  before(async () => {
    server = await startLocalServer();
  });
  after(() => server.close());

  it('send a flow and then show how it went', async () => {
    const env = { CONNECT_TRACKER_URL: server.url };
    const sent = await runCli(['send', '--flow', 'full-mfa', '--customer', '42', '--session-key', 'k'], {
      env,
    });
    expect(sent).to.include({ code: 0, stderr: '' });
    expect(sent.stdout)
      .to.match(/ {2}ping +200 {2}ok\n/)
      .and.match(/ {2}42 +mfa +200 {2}applied\n/);
    expect(sent.stdout).to.match(/\n {2}connect-tracker status 42\n$/);

    const { code, stdout } = await runCli(['status', '42'], { env });
    expect(code).to.equal(0);
    expect(stdout)
      .to.match(/^Customer 42 \(connect\): done, completed\n/)
      .and.match(/ session +.+, key k\n/);
    expect(stdout)
      .to.match(/\+27\.8 s +mfa +mfa\n/)
      .and.not.match(/unexpected|late|\p{Cc}(?<!\n)/u);
  });

  it('print JSON that holds what the API said', async () => {
    const args = ['--json', '--provider', 'yodlee', '--url', server.url];
    const sent = await runCli([
      'send',
      '--flow',
      'micro-deposits',
      '--customer',
      'cd30',
      '--copies',
      '2',
      ...args,
    ]);
    const { deliveries } = JSON.parse(sent.stdout) as { deliveries: { answer: unknown }[] };
    expect(deliveries.map(({ answer }) => answer)).to.deep.equal(
      Array(3)
        .fill([{ status: 'applied' }, { status: 'duplicate' }])
        .flat(),
    );

    const { stdout } = await runCli(['status', 'cd30', ...args]);
    const { customer, session } = JSON.parse(stdout) as { customer: CustomerView; session: SessionView };
    expect(customer).to.include({ customerId: 'cd30', stage: 'success', outcome: 'completed', sessions: 1 });
    expect(session.timeline.map(({ stage, duplicates }) => [stage, duplicates])).to.deep.equal([
      ['initiated', 1],
      ['deposited', 1],
      ['success', 1],
    ]);
  });

  it('fail for a customer who is not known', async () => {
    const { code, stdout, stderr } = await runCli(['status', 'nobody', '--url', server.url]);
    expect({ code, stdout }).to.deep.equal({ code: 1, stdout: '' });
    expect(stderr).to.equal(`error: customer nobody of connect is not known at ${server.url}.\n`);
  });
});

describe('send to a server that checks signatures', () => {
  let server: Server;
  before(async () => {
    server = await startLocalServer([SECRET]);
  });
  after(() => server.close());

  it('is accepted with the secret', async () => {
    const env = { CONNECT_SECRETS: `${SECRET},older` };
    const { code, stdout } = await runCli(['send', 'started', '--url', server.url], { env });
    expect({ code, said: /200 {2}applied/.test(stdout) }).to.deep.equal({ code: 0, said: true });
  });

  it('is refused without it, and says so and what to do', async () => {
    const { code, stdout, stderr } = await runCli(['send', '--flow', 'full', '--url', server.url]);
    expect(code).to.equal(1);
    expect(stdout).to.match(/^\S+ +ping +401 {2}\S+\n$/);
    expect(stderr).to.match(
      /^error: http:\/\/127.* refused ping: 401 .+ Sign with --secret or CONNECT_SECRETS/,
    );
  });
});
