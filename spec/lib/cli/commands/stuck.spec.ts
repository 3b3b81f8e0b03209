import { expect } from 'chai';
import type { AlertView } from '../../../../lib/tracker/views.ts';
import { answer, startReceiver } from '../../../support/receiver.ts';
import { getStuck, MINUTE } from '../../server/stuck-customer.ts';
import { withServer } from '../../server/test-server.ts';
import { runCli } from '../run-cli.ts';

describe('stuck', () => {
  it('lists who is stuck, the longest first', async () => {
    await withServer({}, async ({ url, tracker }) => {
      await getStuck(
        tracker,
        { customerId: '7001', institutionId: '101732' },
        { customerId: '7002', ago: 40 * MINUTE, stage: 'adding' },
      );
      const { code, stdout, stderr } = await runCli(['stuck', '--url', url]);
      expect({ code, stderr }).to.deep.equal({ code: 0, stderr: '' });
      expect(stdout.split('\n')[0]).to.match(
        /^customer {2}stage +stuck for +waiting on +institution +alert$/,
      );
      expect(stdout).to.match(/\n7002 +adding +35 min.* +institution +\w{24}_\w{10}\n7001 +mfa +5 min/);
    });
  });

  it('keeps to its filters, and prints JSON', async () => {
    await withServer({}, async ({ url, tracker }) => {
      const [, second] = await getStuck(
        tracker,
        { customerId: '7001', institutionId: '1' },
        { customerId: '7002', institutionId: '2' },
        { customerId: '7003', institutionId: '2', stage: 'adding' },
      );
      const env = { CONNECT_TRACKER_URL: url };
      const found = async (...args: string[]) => {
        const { stdout } = await runCli(['stuck', '--json', ...args], { env });
        return JSON.parse(stdout) as { alerts: AlertView[]; more?: true };
      };
      const filters = ['--stage', 'mfa', '--institution', '2', '--provider', 'connect'];
      expect(await found(...filters)).to.deep.equal({ alerts: [second] });
      expect(await found('--provider', 'yodlee')).to.deep.equal({ alerts: [] });
      const first = await found('--limit', '1');
      expect([first.alerts.length, first.more]).to.deep.equal([1, true]);
    });
  });

  it('asks for customers only, not for institutions', async () => {
    const receiver = await startReceiver();
    try {
      receiver.always(answer(200, { body: '{"alerts":[]}' }));
      await runCli(['stuck', '--url', receiver.url]);
      expect(receiver.requests.map(({ path }) => path)).to.deep.equal([
        '/v1/alerts?effect=sessionStuck&limit=51',
      ]);
    } finally {
      await receiver.close();
    }
  });

  it('says so when nobody is', async () => {
    await withServer({}, async ({ url }) => {
      const { code, stdout } = await runCli(['stuck', '--url', url]);
      expect({ code, stdout }).to.deep.equal({ code: 0, stdout: 'Nobody is stuck.\n' });
    });
  });

  it('fails for a stage that there is not, and names those that there are', async () => {
    await withServer({}, async ({ url }) => {
      const { code, stdout, stderr } = await runCli(['stuck', '--stage', 'mfaa', '--url', url]);
      expect({ code, stdout }).to.deep.equal({ code: 1, stdout: '' });
      expect(stderr).to.match(/^error: http.* refused: 400 invalid-query: .*"stage" must be one of: .*mfa, /);
    });
  });

  it('is called wrongly with a limit of nothing', async () => {
    const { code, stderr } = await runCli(['stuck', '--limit', '0']);
    expect(code).to.equal(2);
    expect(stderr).to.include('--limit');
  });
});
