import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { expect } from 'chai';
import { connectEvent, connectPing, webhookRequest } from '../../../../lib/testing/index.ts';
import { program } from '../../../support/program.ts';
import { runCli } from '../run-cli.ts';

const root = join(import.meta.dirname, '../../../..');
const SECRET = 'test-partner-secret';
const customerId = '6030781868';

interface Serving {
  readonly url: string;
  readonly announcement: Record<string, unknown>;
  readonly child: ChildProcess;
  /** Resolves with the exit code, or the signal that ended it. */
  readonly ended: Promise<number | string>;
  readonly stderr: Promise<string>;
}

/** `serve --json` as a process of its own, once it listens. */
async function serve(folder: string, env: Record<string, string> = {}): Promise<Serving> {
  const args = [program, 'serve', '--json', '--port', '0', '--store', `lmdb://${folder}`];
  const child = spawn(process.execPath, args, { cwd: root, env: { PATH: process.env['PATH'], ...env } });
  const ended = once(child, 'exit').then(([code, signal]) => code ?? signal);
  const stderr = text(child.stderr);
  const lines = createInterface(child.stdout);
  const [line] = await Promise.race([once(lines, 'line'), stderr.then((said) => expect.fail(said))]);
  const announcement = JSON.parse(line);
  return { url: announcement.url, announcement, child, ended, stderr };
}

async function inFolder(use: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'serve-'));
  try {
    await use(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Sends the head of a ping, and returns what sends its body and tells the answer. */
async function beginPing(url: string): Promise<() => Promise<string>> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  const answer = text(socket).catch(() => '');
  const body = JSON.stringify(connectPing());
  const head = `POST /webhooks/connect HTTP/1.1\r\nHost: t\r\nContent-Length: ${body.length}\r\nExpect: 100-continue\r\n\r\n`;
  await new Promise((resolve) => socket.write(head, resolve));
  await once(socket, 'readable');
  return () => {
    socket.write(body);
    return answer;
  };
}

describe('connect-tracker serve', () => {
  it('takes events, keeps them, and ends with 0 when it is told to', async () => {
    await inFolder(async (folder) => {
      const event = {
        provider: 'connect',
        body: connectEvent('started', { at: Date.now() - 60_000, customerId }),
      } as const;
      const first = await serve(folder, { CONNECT_SECRETS: SECRET });
      const { url, ...init } = webhookRequest(event, { url: first.url, secret: SECRET });
      expect((await fetch(url, init)).status).to.equal(200);
      first.child.kill('SIGTERM');
      expect(await first.ended).to.equal(0);

      const second = await serve(folder, { CONNECT_SECRETS: SECRET });
      const customer = await fetch(`${second.url}/v1/customers/${customerId}`);
      expect(await customer.json()).to.include({ customerId, stage: 'started' });
      second.child.kill('SIGINT');
      expect(await second.ended).to.equal(0);
      expect(await second.stderr).to.equal('');
    });
  });

  it('announces where and how it listens, first of all, as one line of JSON', async () => {
    await inFolder(async (folder) => {
      const { url, announcement, child, ended } = await serve(folder);
      expect(url).to.match(/^http:\/\/127\.0\.0\.1:\d+$/);
      expect(announcement).to.deep.equal({
        url,
        workers: 1,
        store: { url: `lmdb://${folder}`, durability: 'disk', warnings: [] },
        signatures: 'off',
        reachable: 'this machine',
        webhooks: { connect: `${url}/webhooks/connect`, yodlee: `${url}/webhooks/yodlee` },
        keys: { needed: false, active: 0 },
        alerts: ['log'],
      });
      child.kill('SIGTERM');
      await ended;
    });
  });

  it('answers what is in flight before it ends', async () => {
    await inFolder(async (folder) => {
      const { url, child, ended } = await serve(folder);
      const finish = await beginPing(url);
      child.kill('SIGTERM');
      await refuses(url);
      expect(await finish()).to.match(/HTTP\/1\.1 200 OK[\s\S]+connection: close[\s\S]+\{"status":"ok"\}$/);
      expect(await ended).to.equal(0);
    });
  });

  it('ends at once at the second signal', async () => {
    await inFolder(async (folder) => {
      const { url, child, ended } = await serve(folder);
      await beginPing(url);
      child.kill('SIGTERM');
      await refuses(url);
      child.kill('SIGTERM');
      expect(await ended).to.equal('SIGTERM');
    });
  });

  it('says for a person where and how it listens, and that signatures are off', async () => {
    await inFolder(async (folder) => {
      const args = [program, 'serve'];
      const env = { PATH: process.env['PATH'], PORT: '0', STORE_URL: `lmdb://${folder}` };
      const child = spawn(process.execPath, args, { cwd: root, env });
      const lines: string[] = [];
      for await (const line of createInterface(child.stderr)) {
        lines.push(line);
        if (line.includes('signatures')) child.kill('SIGTERM');
      }
      expect(lines[0]).to.match(/^connect-tracker listens on http:\/\/127\.0\.0\.1:\d+$/);
      expect(lines.join('\n')).to.contain(`lmdb://${folder} (durability: disk)`);
      expect(lines.join('\n')).to.contain('signatures  OFF: CONNECT_SECRETS is not set');
      expect(lines.at(-1)).to.match(/^Stopping/);
    });
  });
});

describe('connect-tracker serve that cannot', () => {
  const failures: Record<
    string,
    { args?: string[]; env?: Record<string, string>; code: number; message: RegExp }
  > = {
    'would listen where anybody could send': {
      args: ['--host', '0.0.0.0'],
      code: 2,
      message: /^error: Will not listen on 0\.0\.0\.0, .+CONNECT_SECRETS/,
    },
    'has a wrong flag': { args: ['--port', 'x'], code: 2, message: /^error: --port: expected the TCP port/ },
    'has a deadline for a stage that is none': {
      args: ['--stuck-after', 'mfaa=5m'],
      code: 2,
      message: /^error: --stuck-after, "mfaa": expected a stage such as mfa, /,
    },
    'has a sink that refers to no variable': {
      env: { ALERTS: '{"sinks": [{"type": "slack", "url": "env:HOOK_URL"}]}' },
      code: 2,
      message: /^error: environment variable ALERTS, key sinks\[0\]\.url: .+ HOOK_URL; it is not set/,
    },
    'has a wrong variable': {
      env: { LOG_LEVEL: 'loud' },
      code: 2,
      message: /^error: environment variable LOG_LEVEL: /,
    },
    'finds no configuration': {
      args: ['--config', 'no.json'],
      code: 2,
      message: /^error: --config: cannot read no\.json/,
    },
    'knows no such store': { args: ['--store', 'mysql://host'], code: 1, message: /^error: .*store.*mysql/i },
    'cannot use the folder': {
      args: ['--store', 'lmdb:///dev/null/data'],
      code: 1,
      message: /^error: .*\/dev\/null\/data/,
    },
  };
  for (const [name, { args = [], env = {}, code, message }] of Object.entries(failures)) {
    it(`says so in one sentence and exits with ${code}: it ${name}`, async () => {
      await inFolder(async (folder) => {
        const all = [
          'serve',
          '--port',
          '0',
          ...(args.includes('--store') ? [] : ['--store', `lmdb://${folder}`]),
          ...args,
        ];
        const ran = await runCli(all, { env });
        expect(ran.stderr).to.match(message);
        expect(ran.stderr.trim().split('\n')).to.have.length(1);
        expect([ran.code, ran.stdout]).to.deep.equal([code, '']);
      });
    });
  }

  it('says which port is in use, and what to do', async () => {
    await inFolder(async (folder) => {
      const { url, child, ended } = await serve(folder);
      const { port } = new URL(url);
      const ran = await runCli(['serve', '--port', port, '--store', `lmdb://${folder}`]);
      expect(ran.stderr).to.match(/^error: Port \d+ on 127\.0\.0\.1 is in use: .+--port or PORT\.\n$/);
      expect(ran.code).to.equal(1);
      child.kill('SIGTERM');
      expect(await ended).to.equal(0);
    });
  });
});

/** Resolves when the server takes no more connections. */
async function refuses(url: string): Promise<void> {
  for (;;) {
    const refused = await fetch(`${url}/livez`).then(
      () => false,
      () => true,
    );
    if (refused) return;
  }
}
