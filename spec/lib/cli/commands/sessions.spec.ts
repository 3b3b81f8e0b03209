import { expect } from 'chai';
import type { SessionSummary } from '../../../../lib/tracker/views.ts';
import { answer, startReceiver } from '../../../support/receiver.ts';
import { enterStage, getStuck, MINUTE } from '../../server/stuck-customer.ts';
import { withServer } from '../../server/test-server.ts';
import { runCli } from '../run-cli.ts';

describe('sessions', () => {
  it('lists sessions, the longest in their stage first', async () => {
    await withServer({}, async ({ url, tracker }) => {
      await getStuck(tracker, { customerId: '7001', institutionId: '101732' });
      await enterStage(tracker, { customerId: '7002', ago: 90_000, stage: 'adding' });
      await enterStage(tracker, { customerId: '7003', ago: 40 * MINUTE, stage: 'done' });
      await tracker.sweep();
      const { code, stdout, stderr } = await runCli(['sessions', '--url', url]);
      expect({ code, stderr }).to.deep.equal({ code: 0, stderr: '' });
      const [head, ...lines] = stdout.split('\n');
      expect(head).to.match(/^customer {2}stage +in it for +state +waiting on +institution +session$/);
      expect(lines[0]).to.match(/^7003 +done +ended 40 min.* ago +cancelled {4,}\w{24}-\w{10}$/);
      expect(lines[1]).to.match(/^7001 +mfa +10 min.* +stuck +customer +101732 +\w{24}-\w{10}$/);
      expect(lines[2]).to.match(/^7002 +adding +1 min 3\d s +open +institution +\w{24}-\w{10}$/);
      expect(lines.slice(3)).to.deep.equal(['']);
    });
  });

  it('follows the pages as far as it is asked to, and says when there are more', async () => {
    await withServer({}, async ({ url, tracker }) => {
      const ids = Array.from({ length: 120 }, (_, index) => `c${String(index).padStart(3, '0')}`);
      for (const [index, customerId] of ids.entries())
        await enterStage(tracker, { customerId, ago: MINUTE - index * 100 });
      const run = async (...args: string[]) =>
        (await runCli(['sessions', ...args], { env: { CONNECT_TRACKER_URL: url } })).stdout;
      const customers = (table: string) => table.match(/^c\d+/gm);
      const MORE = '\n\nThere are more: --limit says how many to list.\n';
      const first = await run();
      expect(customers(first)).to.deep.equal(ids.slice(0, 50));
      expect(first.endsWith(MORE)).to.equal(true);
      const most = await run('--limit', '119');
      expect(customers(most)).to.deep.equal(ids.slice(0, 119));
      expect(most.endsWith(MORE)).to.equal(true);
      const all = await run('--all');
      expect(customers(all)).to.deep.equal(ids);
      expect(all).not.to.include('more');
      const page = JSON.parse(await run('--limit', '2', '--json'));
      expect(page.more).to.equal(true);
      expect(page.sessions.map(({ customerId }: SessionSummary) => customerId)).to.deep.equal(
        ids.slice(0, 2),
      );
    });
  });

  it('asks for exactly those that the options name', async () => {
    const receiver = await startReceiver();
    try {
      receiver.always(answer(200, { body: '{"sessions":[]}' }));
      const run = (...args: string[]) => runCli(['sessions', '--url', receiver.url, ...args]);
      const filters = ['--stage', 'mfa', '--stuck', '--outcome', 'open', '--institution', 'a b'];
      const some = await run(...filters, '--machine', 'connect', '--limit', '7');
      expect(some.stdout).to.equal('There is no such session.\n');
      await run('--no-stuck', '--all');
      const none = await run('--json');
      expect(JSON.parse(none.stdout)).to.deep.equal({ sessions: [] });
      expect((await run()).stdout).to.equal('There is no session yet.\n');
      expect(receiver.requests.map(({ path }) => path)).to.deep.equal([
        '/v1/sessions?stage=mfa&stuck=true&outcome=open&institutionId=a+b&machine=connect&limit=8',
        '/v1/sessions?stuck=false&limit=100',
        '/v1/sessions?limit=51',
        '/v1/sessions?limit=51',
      ]);
    } finally {
      await receiver.close();
    }
  });

  it('fails for a stage that there is not, and names those that there are', async () => {
    await withServer({}, async ({ url }) => {
      const { code, stdout, stderr } = await runCli(['sessions', '--stage', 'mfaa', '--url', url]);
      expect({ code, stdout }).to.deep.equal({ code: 1, stdout: '' });
      expect(stderr).to.match(/^error: http.* refused: 400 invalid-query: .*"stage" must be one of: .*mfa, /);
    });
  });

  it('is called wrongly with an outcome that there is not, or with a limit beside --all', async () => {
    for (const args of [
      ['--outcome', 'lost'],
      ['--all', '--limit', '5'],
      ['--limit', '0'],
    ])
      expect((await runCli(['sessions', ...args])).code, args.join(' ')).to.equal(2);
  });
});
