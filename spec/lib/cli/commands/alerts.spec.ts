import { userInfo } from 'node:os';
import { expect } from 'chai';
import { caughtSink } from '../../../support/caught-sink.ts';
import { enterStage, getStuck, MINUTE } from '../../server/stuck-customer.ts';
import { withServer } from '../../server/test-server.ts';
import { runCli } from '../run-cli.ts';

describe('alerts', () => {
  it('lists those that are open, or as asked for', async () => {
    await withServer({}, async ({ url, tracker }) => {
      const env = { CONNECT_TRACKER_URL: url };
      const [alert] = await getStuck(tracker, { customerId: '7001', institutionId: '1' });
      await enterStage(tracker, { customerId: '7002', institutionId: '2' });
      await enterStage(tracker, { customerId: '7002', institutionId: '2', ago: 0, stage: 'added' });
      const { code, stdout } = await runCli(['alerts'], { env });
      expect(code).to.equal(0);
      expect(stdout).to.match(
        /^raised .*\n\S+ \S+ +open +Stuck in mfa at institution 1 for 5 min +7001 +\w+\n$/,
      );
      const json = await runCli(['alerts', 'list', '--json', '--effect', 'sessionStuck'], { env });
      expect(JSON.parse(json.stdout)).to.deep.equal({ alerts: [alert] });
      const closed = await runCli(['alerts', '--status', 'closed', '--limit', '1'], { env });
      expect(closed.stdout).to.match(/ resolved +Stuck in mfa at institution 2 .* 7002 /);
      const elsewhere = await runCli(['alerts', '--institution', '3', '--url', url]);
      expect(elsewhere.stdout).to.equal('No alert is open.\n');
    });
  });

  it('shows one', async () => {
    await withServer({ alerts: { sinks: [caughtSink({ name: 'ops' })] } }, async ({ url, tracker }) => {
      const [alert] = await getStuck(tracker, { customerId: '7001' });
      const { code, stdout } = await runCli(['alerts', 'show', alert!.alertId, '--url', url]);
      expect(code).to.equal(0);
      expect(stdout)
        .to.match(/^Stuck in mfa for 5 min: open\n/)
        .and.match(/\n {2}ops +raised +delivered +1 attempt /);
      const json = await runCli(['alerts', 'show', alert!.alertId, '--json', '--url', url]);
      expect(JSON.parse(json.stdout)).to.deep.equal(await tracker.alert(alert!.alertId));
    });
  });

  it('acknowledge one, in the name of the user or of another', async () => {
    await withServer({}, async ({ url, tracker }) => {
      const [one, other] = await getStuck(
        tracker,
        { customerId: '7001' },
        { customerId: '7002', ago: 9 * MINUTE },
      );
      const own = await runCli(['alerts', 'ack', one!.alertId, '--url', url]);
      expect(own.stdout).to.match(
        new RegExp(`^Acknowledged by ${userInfo().username} at .* UTC: Stuck in mfa for 5 min\n$`),
      );
      const named = await runCli(['alerts', 'ack', other!.alertId, '--by', 'anna', '--json', '--url', url]);
      expect(JSON.parse(named.stdout).acknowledged).to.include({ by: 'anna' });
      expect((await tracker.alert(other!.alertId))?.acknowledged).to.include({ by: 'anna' });
      const again = await runCli(['alerts', 'ack', other!.alertId, '--by', 'bob', '--url', url]);
      expect([again.code, again.stdout.slice(0, 30)]).to.deep.equal([0, 'Already acknowledged by anna a']);
    });
  });

  it('have one told once more', async () => {
    const [ops, pager] = [caughtSink({ name: 'ops' }), caughtSink({ name: 'pager' })];
    await withServer({ alerts: { sinks: [ops, pager] } }, async ({ url, tracker }) => {
      const [alert] = await getStuck(tracker, { customerId: '7001' });
      const { code, stdout } = await runCli([
        'alerts',
        'resend',
        alert!.alertId,
        '--sink',
        'ops',
        '--url',
        url,
      ]);
      expect(code).to.equal(0);
      expect(stdout).to.match(/\n {2}ops +raised +(pending|delivered) /);
      await tracker.sweep();
      expect([ops.notices.length, pager.notices.length]).to.deep.equal([2, 1]);
    });
  });

  it('fail in a sentence, or in JSON, when there is no such alert, or the server refuses', async () => {
    await withServer({}, async ({ url, tracker }) => {
      const [alert] = await getStuck(tracker, { customerId: '7001' });
      await enterStage(tracker, { customerId: '7001', ago: 0, stage: 'added' });
      const unknown = await runCli(['alerts', 'show', 'nothing', '--url', url]);
      expect(unknown).to.deep.equal({
        code: 1,
        stdout: '',
        stderr: `error: alert nothing is not known at ${url}.\n`,
      });
      const over = await runCli(['alerts', 'ack', alert!.alertId, '--json', '--url', url]);
      expect(JSON.parse(over.stderr).error).to.include({ code: 'request-refused' });
      expect(JSON.parse(over.stderr).error.message).to.match(/409 alert-resolved: The alert is over/);
      const sink = await runCli(['alerts', 'resend', alert!.alertId, '--sink', 'nope', '--url', url]);
      expect(sink.stderr).to.match(/refused: 400 unknown-sink: /);
      expect([over.code, sink.code]).to.deep.equal([1, 1]);
    });
  });

  for (const args of [
    ['show'],
    ['nothing'],
    ['--status', 'over'],
    ['list', '--effect', 'stuck'],
    ['--limit', 'x'],
  ]) {
    it(`are called wrongly: ${args.join(' ')}`, async () => {
      const { code, stdout, stderr } = await runCli(['alerts', ...args]);
      expect({ code, stdout }).to.deep.equal({ code: 2, stdout: '' });
      expect(stderr).to.match(/^error: /);
    });
  }

  it('tell in the help of each command where the server is named', async () => {
    const { stdout } = await runCli(['alerts', 'ack', '--help']);
    expect(stdout).to.include('--by <name>').and.include('--url <url>').and.include('--json');
  });
});
