import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { eventually } from '../../../support/eventually.ts';
import { program } from '../../../support/program.ts';
import { answer, type Receiver, startReceiver } from '../../../support/receiver.ts';
import { enterStage, MINUTE } from '../../server/stuck-customer.ts';
import { withServer } from '../../server/test-server.ts';
import { endStarted, runCli, startCli } from '../run-cli.ts';
import { messageOf } from '../stream/change-of.ts';

const run = promisify(execFile);

describe('status --watch', () => {
  afterEach(endStarted);

  it('waits for a customer, and prints a page for each change, until SIGINT ends it with 0', async () => {
    await withServer({}, async ({ url, tracker }) => {
      const watch = startCli(['status', '7001', '--watch', '--url', url]);
      const sees = (text: string) => eventually(async () => expect(watch.stdout()).to.include(text));
      await eventually(async () => expect(watch.stderr()).to.include('waiting'));
      await enterStage(tracker, { customerId: '7001', ago: 6 * MINUTE, stage: 'started' });
      await sees(': started, open\n');
      await enterStage(tracker, { customerId: '7002', stage: 'adding' });
      await enterStage(tracker, { customerId: '7001', ago: 6 * MINUTE - 1_000 });
      await sees(': mfa, stuck\n');
      watch.signal('SIGINT');
      const { code, stdout, stderr } = await watch.ended;
      expect(code).to.equal(0);
      expect(stderr).to.equal(
        `Customer 7001 of connect is not known at ${url}: waiting for the first event.\n`,
      );
      expect(stdout.match(/^Customer.*/gm)).to.deep.equal([
        'Customer 7001 (connect): started, open',
        'Customer 7001 (connect): mfa, stuck',
      ]);
      expect(stdout).not.to.match(/\p{Cc}(?<!\n)/u);
    });
  });

  it('prints an object a line for programs', async () => {
    await withServer({}, async ({ url, tracker }) => {
      await enterStage(tracker, { customerId: '7001', ago: MINUTE, stage: 'started' });
      const watch = startCli(['status', '7001', '--watch', '--json', '--url', url]);
      const lines = () => watch.stdout().split('\n').slice(0, -1);
      await eventually(async () => expect(lines()).to.have.lengthOf(1));
      await enterStage(tracker, { customerId: '7001', ago: 1_000 });
      await eventually(async () => expect(lines()).to.have.lengthOf(2));
      watch.signal('SIGTERM');
      const { code, stderr } = await watch.ended;
      expect({ code, stderr }).to.deep.equal({ code: 0, stderr: '' });
      const stages = lines().map((line) => {
        const { customer, session } = JSON.parse(line);
        return [customer.stage, session.timeline.length];
      });
      expect(stages).to.deep.equal([
        ['started', 1],
        ['mfa', 2],
      ]);
    });
  });

  it('keeps the page on a terminal up to date, second by second', async () => {
    await withServer({}, async ({ url, tracker }) => {
      await enterStage(tracker, { customerId: '7001', ago: MINUTE, stage: 'started' });
      const command = `stty rows 50 cols 200; timeout -s INT 3 ${process.execPath} ${program} status 7001 --watch --url ${url}`;
      const { stdout } = await run('script', ['--quiet', '--command', command, '/dev/null']);
      const times = [...stdout.matchAll(/stage +started, since .* UTC \((1 min \d+ s|1 min)\)/g)];
      expect(new Set(times.map(([, stay]) => stay)).size).to.be.at.least(2);
      expect(stdout).to.include('\u001b[H');
    });
  });

  describe('where a server has trouble', () => {
    let server: Receiver;
    beforeEach(async () => {
      server = await startReceiver();
    });
    afterEach(() => server.close());

    /** What a server answers to the questions about a customer, in this order; the stream goes on by itself. */
    function answers(...statuses: readonly number[]) {
      const left = [...statuses];
      server.always((response, request) => {
        if (request.path.startsWith('/v1/stream')) {
          response.writeHead(200, { 'content-type': 'text/event-stream' }).write(messageOf('1'));
          return;
        }
        const status = request.path.startsWith('/v1/customers') ? (left.shift() ?? 200) : 200;
        const view = {
          sessionId: 'x',
          customerId: '7001',
          provider: 'connect',
          stage: 'mfa',
          outcome: 'open',
        };
        const more = { since: new Date(0).toISOString(), expectedNext: [], attempts: 1, timeline: [] };
        const lists = { institutions: [], accounts: [], anomalies: [] };
        const body = status === 200 ? { ...view, ...more, ...lists } : { code: 'x', detail: 'Trouble' };
        answer(status, { body: JSON.stringify(body) })(response, request);
      });
    }

    it('asks again', async () => {
      answers(503);
      const watch = startCli(['status', '7001', '--watch', '--url', server.url]);
      await eventually(async () => expect(watch.stdout()).to.include(': mfa, open'));
      watch.signal('SIGINT');
      const { code, stdout, stderr } = await watch.ended;
      expect(code).to.equal(0);
      expect(stderr).to.match(/^http.* gave no customer 7001 of connect: 503 x: Trouble\.\n$/);
      expect(stdout.match(/^Customer/gm), 'one page for one state').to.have.lengthOf(1);
      expect(server.requests[0]?.path).to.equal('/v1/stream?customerId=7001&provider=connect');
    });

    it('fails where asking again is of no use', async () => {
      answers(403);
      const { code, stderr } = await runCli(['status', '7001', '--watch', '--url', server.url]);
      expect(code).to.equal(1);
      expect(stderr).to.match(/^error: http.* refused: 403 x: Trouble\.\n$/);
    });
  });
});
