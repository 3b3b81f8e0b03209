import { expect } from 'chai';
import type { SessionView } from '../../../../lib/tracker/views.ts';
import { answer, startReceiver } from '../../../support/receiver.ts';
import { enterStage, MINUTE } from '../../server/stuck-customer.ts';
import { withServer } from '../../server/test-server.ts';
import { runCli } from '../run-cli.ts';

describe('session', () => {
  it('shows a session with its timeline, also by the id it had before a late event', async () => {
    await withServer({}, async ({ url, tracker }) => {
      await enterStage(tracker, { customerId: '7001', ago: 2 * MINUTE });
      const { sessionId: old } = (await tracker.customer('7001'))!;
      await enterStage(tracker, { customerId: '7001', ago: 4 * MINUTE, stage: 'started' });
      const { sessionId: fresh } = (await tracker.customer('7001'))!;
      expect(old).not.to.equal(fresh);
      const { code, stdout, stderr } = await runCli(['session', old, '--url', url]);
      expect({ code, stderr }).to.deep.equal({ code: 0, stderr: '' });
      expect(stdout).to.match(/^Customer 7001 \(connect\): mfa, open\n {2}stage +mfa, since .+ \(2 min/);
      expect(stdout).to.include(`  session        ${fresh}\n`);
      expect(stdout).to.match(/\+2 min +started +started +late\n {2}.+ mfa +mfa/);
      expect((await runCli(['session', fresh, '--url', url])).stdout.split('\n')[0]).to.equal(
        stdout.split('\n')[0],
      );
    });
  });

  it('shows it as it was, to people and to programs', async () => {
    await withServer({}, async ({ url, tracker }) => {
      await enterStage(tracker, { customerId: '7001', ago: 20 * MINUTE, stage: 'started' });
      await enterStage(tracker, { customerId: '7001', ago: 10 * MINUTE, stage: 'adding' });
      const { sessionId } = (await tracker.customer('7001'))!;
      const run = (...args: string[]) => runCli(['session', sessionId, '--url', url, ...args]);
      const { stdout } = await run('--at', '15m');
      expect(stdout).to.match(/^Customer 7001 \(connect\): started, open\n {2}as it was +\S+ \S+ UTC, by/);
      expect(stdout).to.match(/stage +started, since .+ \((4 min 5\d s|5 min.*)\)\n/);
      const at = new Date(Date.now() - 15 * MINUTE).toISOString();
      const view = JSON.parse((await run('--at', at, '--json')).stdout) as SessionView;
      expect(view.timeline.map(({ type }) => type)).to.deep.equal(['started']);
      const before = await run('--at', '30m');
      expect({ code: before.code, stdout: before.stdout }).to.deep.equal({ code: 1, stdout: '' });
      expect(before.stderr).to.match(
        /^error: session \S+ is not known, or had not begun by \S+ \S+ UTC, at http.*\.\n$/,
      );
    });
  });

  it('fails for a session that is not known', async () => {
    await withServer({}, async ({ url }) => {
      const { code, stderr } = await runCli(['session', 'a/b', '--url', url]);
      expect({ code, stderr }).to.deep.equal({
        code: 1,
        stderr: `error: session a/b is not known at ${url}.\n`,
      });
    });
  });

  it('does not take a server that has no sessions for one that does not know it', async () => {
    const receiver = await startReceiver();
    try {
      receiver.next(answer(404, { body: '{"code":"route-not-found","detail":"No."}' }), answer(404));
      receiver.always(answer(200, { body: '{}' }));
      const run = () => runCli(['session', 'x', '--json', '--url', receiver.url]);
      const code = async () => JSON.parse((await run()).stderr).error.code;
      const codes = [await code(), await code(), await code()];
      expect(codes).to.deep.equal(['request-refused', 'unexpected-answer', 'unexpected-answer']);
    } finally {
      await receiver.close();
    }
  });

  it('is called wrongly with a time that is none', async () => {
    for (const command of [
      ['session', 'x'],
      ['status', '7001'],
    ]) {
      const { code, stderr } = await runCli([...command, '--at', 'yesterday']);
      expect(code).to.equal(2);
      expect(stderr).to.include("'yesterday' is invalid. Expected a time such as");
    }
  });
});

describe('status at a time', () => {
  it('shows the session that was the current one then', async () => {
    await withServer({}, async ({ url, tracker }) => {
      await enterStage(tracker, { customerId: '7001', ago: 60 * MINUTE, stage: 'started' });
      await enterStage(tracker, { customerId: '7001', ago: 50 * MINUTE, stage: 'done' });
      await enterStage(tracker, { customerId: '7001', ago: 10 * MINUTE, stage: 'started' });
      const run = (...args: string[]) => runCli(['status', '7001', '--url', url, ...args]);
      expect((await run('--at', '55m')).stdout).to.match(
        /^Customer 7001 \(connect\): started, open\n.*as it was/,
      );
      expect((await run('--at', '20m')).stdout).to.match(/: done, cancelled\n/);
      expect((await run()).stdout).to.match(/: started, open\n.*stage.*\n(.*\n)*.*one of 2\n/);
      const past = JSON.parse((await run('--at', '55m', '--json')).stdout);
      expect(past.customer).to.include({ stage: 'started', sessions: 1 });
      expect(past.session.timeline).to.have.lengthOf(1);
      const before = await run('--at', '2h');
      expect(before.stderr).to.match(/^error: customer 7001 of connect is not known, or had not begun by /);
      expect((await run('--at', '1h', '--watch')).code).to.equal(2);
    });
  });
});
