import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { eventually } from '../../../support/eventually.ts';
import { freePort } from '../../../support/free-port.ts';
import { answer, startReceiver } from '../../../support/receiver.ts';
import { enterStage, MINUTE } from '../../server/stuck-customer.ts';
import { withServer } from '../../server/test-server.ts';
import { endStarted, type RunningCli, runCli, startCli } from '../run-cli.ts';
import { messageOf } from '../stream/change-of.ts';

/** Waits until so many lines are there. */
function linesOf(tail: RunningCli, count: number): Promise<string[]> {
  return eventually(async () => {
    const lines = tail.stdout().split('\n').slice(0, -1);
    if (lines.length < count) throw new Error(`${lines.length} of ${count} lines: ${tail.stderr()}`);
    return lines;
  });
}

describe('tail', () => {
  afterEach(endStarted);

  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    it(`prints a line for each change, until ${signal} ends it with 0`, async () => {
      await withServer({}, async ({ url, tracker }) => {
        await enterStage(tracker, { customerId: '7001', ago: 10 * MINUTE, stage: 'started' });
        const tail = startCli(['tail', '--since', '0', '--url', url]);
        await linesOf(tail, 1);
        await enterStage(tracker, { customerId: '7001', ago: 6 * MINUTE });
        await tracker.sweep();
        await linesOf(tail, 3);
        tail.signal(signal);
        const { code, stdout, stderr } = await tail.ended;
        expect({ code, stderr }).to.deep.equal({ code: 0, stderr: '' });
        const lines = stdout.split('\n').map((line) => line.split(/ {2,}/).slice(1));
        expect(lines).to.deep.equal([
          ['7001', 'idle -> started', 'started'],
          ['7001', 'started -> mfa', 'mfa', 'unexpected'],
          ['7001', 'mfa', 'sessionStuck', 'stuck'],
          [],
        ]);
      });
    });

  it('begins with what changes from now on, and keeps to its filters', async () => {
    await withServer({}, async ({ url, tracker }) => {
      await enterStage(tracker, { customerId: '7001', stage: 'started' });
      const args = ['--stage', 'mfa', '--no-stuck', '--customer', '7001', '--provider', 'connect', '--json'];
      const tail = startCli(['tail', '--url', url, '--outcome', 'open', '--machine', 'connect', ...args]);
      // Until it listens, nothing says that it does.
      await eventually(async () => {
        await enterStage(tracker, { customerId: '7001', ago: MINUTE });
        if (tail.stdout() === '') throw new Error('it does not listen yet');
      });
      await enterStage(tracker, { customerId: '7002', ago: MINUTE });
      await enterStage(tracker, { customerId: '7001', ago: 30_000, stage: 'adding' });
      const isLast = (line: string) => JSON.parse(line).stage === 'adding';
      await eventually(async () => {
        expect(tail.stdout().split('\n').slice(0, -1).some(isLast)).to.equal(true);
      });
      tail.signal('SIGINT');
      const { stdout } = await tail.ended;
      const changes = stdout
        .split('\n')
        .slice(0, -1)
        .map((line) => JSON.parse(line));
      expect(changes.every(({ customerId }) => customerId === '7001')).to.equal(true);
      expect(changes.some(({ stage }) => stage === 'started')).to.equal(false);
      expect(changes.at(-1)).to.include({ from: 'mfa', stage: 'adding', provider: 'connect' });
    });
  });

  it('goes on over a crash of the server, prints no change twice, and says what happened', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'connect-tracker-tail-'));
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const serve = async () => {
      const server = startCli(['serve', '--json', '--port', String(port), '--store', `lmdb://${folder}`]);
      await linesOf(server, 1);
      return server;
    };
    const send = (type: string) => runCli(['send', type, '--customer', '7001', '--url', url]);
    let server = await serve();
    const tail = startCli(['tail', '--since', '0', '--json', '--url', url]);
    try {
      await send('started');
      await linesOf(tail, 1);
      server.signal('SIGKILL');
      await server.ended;
      await eventually(async () => expect(tail.stderr()).to.include('connection-lost'));
      server = await serve();
      await send('adding');
      await linesOf(tail, 2);
      server.signal('SIGTERM');
      await server.ended;
      await eventually(async () => expect(tail.stderr()).to.include('the server stops'));
      tail.signal('SIGINT');
      const { code, stdout, stderr } = await tail.ended;
      expect(code).to.equal(0);
      const changes = stdout
        .split('\n')
        .slice(0, -1)
        .map((line) => JSON.parse(line));
      expect(changes.map(({ type }) => type)).to.deep.equal(['started', 'adding']);
      const notices = stderr
        .split('\n')
        .slice(0, -1)
        .map((line) => JSON.parse(line).notice);
      expect(notices.map(({ code }) => code)).to.deep.equal([
        'connection-lost',
        'connected-again',
        'connection-lost',
      ]);
      expect(notices[0].message).to.match(/^No connection to http.* \(.+\): trying again every 2\.0 s\.$/);
    } finally {
      tail.signal('SIGKILL');
      server.signal('SIGKILL');
      await Promise.all([tail.ended, server.ended]);
      await rm(folder, { recursive: true });
    }
  }).timeout(30_000);

  it('says on standard error, in words, what happens to the connection', async () => {
    const receiver = await startReceiver();
    receiver.next((response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.end(`retry: 5\n\nevent: gap\ndata: {}\n\n${messageOf('1')}`);
    });
    receiver.always((response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' }).write(messageOf('2'));
    });
    const tail = startCli(['tail', '--url', receiver.url]);
    try {
      await linesOf(tail, 2);
      expect(tail.stderr()).to.equal(
        [
          'Changes may have been missed, since only the newest are kept: ask for what is so now.',
          `No connection to ${receiver.url} (the connection was closed): trying again every 5 ms.`,
          `Connected to ${receiver.url} again.\n`,
        ].join('\n'),
      );
    } finally {
      tail.signal('SIGINT');
      await tail.ended;
      await receiver.close();
    }
  });

  it('sends the API key, and fails with one sentence where that is refused', async () => {
    const receiver = await startReceiver();
    try {
      receiver.always(answer(401, { body: '{"code":"invalid-key","detail":"The key is not known."}' }));
      const env = { CONNECT_TRACKER_KEY: 'ctk_1' };
      const { code, stdout, stderr } = await runCli(['tail', '--url', receiver.url], { env });
      expect({ code, stdout }).to.deep.equal({ code: 1, stdout: '' });
      expect(stderr).to.match(
        /^error: http.* refused: 401 invalid-key: The key is not known\. Set CONN.*\n$/,
      );
      expect(receiver.requests[0]?.headers.authorization).to.equal('Bearer ctk_1');
    } finally {
      await receiver.close();
    }
  });

  it('fails for a question that the server does not understand, and where there is no server', async () => {
    await withServer({}, async ({ url }) => {
      const { code, stderr } = await runCli(['tail', '--stage', 'mfaa', '--url', url]);
      expect(code).to.equal(1);
      expect(stderr).to.match(/^error: http.* refused: 400 invalid-query: .*"stage" must be one of: .*mfa, /);
    });
    const nowhere = await runCli(['tail', '--url', 'http://127.0.0.1:1']);
    expect(nowhere.code).to.equal(1);
    expect(nowhere.stderr).to.match(
      /^error: no server answers at http:\/\/127\.0\.0\.1:1 \(.+\)\. Start one/,
    );
  });

  it('is called wrongly with a place that is none', async () => {
    const { code, stderr } = await runCli(['tail', '--since', 'yesterday']);
    expect(code).to.equal(2);
    expect(stderr).to.include('Expected the id of a change');
  });

  it('takes a reader that has seen enough for no failure', async () => {
    const receiver = await startReceiver();
    receiver.always((response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      const timer = setInterval(() => response.write(messageOf(String(Date.now()))), 20);
      response.on('close', () => clearInterval(timer));
    });
    const tail = startCli(['tail', '--url', receiver.url]);
    try {
      await linesOf(tail, 1);
      tail.hangUp();
      expect(await tail.ended).to.include({ code: 0, stderr: '' });
    } finally {
      tail.signal('SIGKILL');
      await receiver.close();
    }
  });
});
