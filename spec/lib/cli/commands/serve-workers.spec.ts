import { once } from 'node:events';
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { eventually } from '../../../support/eventually.ts';
import { type ServerProcess, startServerProcess } from '../../../system/server-process.ts';
import { haveEnded, workersOf } from '../../../system/workers-load.ts';
import { runCli } from '../run-cli.ts';

const DEADLINE = 60_000;

async function inFolder(use: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'serve-workers-'));
  try {
    await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Two workers over a store in the folder. */
async function withWorkers(
  folder: string,
  env: Record<string, string>,
  use: (server: ServerProcess) => Promise<void>,
) {
  const server = await startServerProcess(`lmdb://${folder}/data`, { WORKERS: '2', ...env });
  try {
    await use(server);
  } finally {
    await server.kill();
  }
}

const logged = (server: ServerProcess, words: string) =>
  eventually(async () => expect(server.output()).to.include(`"msg":"${words}"`), DEADLINE);

describe('connect-tracker serve --workers', function () {
  this.timeout(2 * DEADLINE);

  it('announces itself once, goes on with its settings when it replaces workers, and ends with 0', async () => {
    await inFolder(async (folder) => {
      const config = join(folder, 'settings.json');
      await writeFile(config, '{ "rateLimit": 77 }');
      await withWorkers(folder, { CONFIG: config }, async (server) => {
        const { workers, url } = JSON.parse(server.output().split('\n')[0]!);
        expect([workers, url]).to.deep.equal([2, server.url]);
        const pids = await workersOf(server.pid);
        expect(pids).to.have.length(2);
        const stream = await fetch(`${url}/v1/stream`);

        await writeFile(config, 'no settings any more');
        process.kill(server.pid, 'SIGHUP');
        await logged(server, 'workers replaced');
        expect(await stream.text()).to.match(/event: end\ndata: \{"reason":"stopping"\}\n\n$/);
        const { headers } = await fetch(`${url}/v1/stages`);
        expect(headers.get('ratelimit-policy')).to.include('77');
        expect(server.output().match(/"workers":2,"store"/g)).to.have.length(1);
        await haveEnded(pids);
        expect(await server.stop()).to.equal(0);
      });
    });
  });

  it('keeps the workers that it has when new ones cannot start, says why, and still replaces them when they die', async () => {
    await inFolder(async (folder) => {
      await withWorkers(folder, {}, async (server) => {
        const pids = await workersOf(server.pid);
        await rename(join(folder, 'data'), join(folder, 'moved'));
        await writeFile(join(folder, 'data'), '');
        process.kill(server.pid, 'SIGHUP');
        await logged(server, 'roll given up');
        expect(server.output()).to.match(/"message":"The store lmdb:\S+ cannot be opened/);
        await eventually(async () => expect(await workersOf(server.pid)).to.deep.equal(pids));
        expect((await fetch(`${server.url}/readyz`)).status).to.equal(200);

        await rm(join(folder, 'data'));
        await rename(join(folder, 'moved'), join(folder, 'data'));
        for (const pid of pids) process.kill(pid, 'SIGKILL');
        await eventually(async () => {
          expect(await workersOf(server.pid))
            .to.have.length(2)
            .and.not.to.include.any.members(pids);
        });
      });
    });
  });

  it('waits for what is in flight, and at the second signal for nothing', async () => {
    await inFolder(async (folder) => {
      await withWorkers(folder, {}, async (server) => {
        const pids = await workersOf(server.pid);
        const unfinished = connect(Number(new URL(server.url).port), '127.0.0.1').on('error', () => {});
        unfinished.write(
          'POST /webhooks/connect HTTP/1.1\r\nHost: t\r\nContent-Length: 9\r\nExpect: 100-continue\r\n\r\n',
        );
        await once(unfinished, 'readable');
        process.kill(server.pid, 'SIGTERM');
        await eventually(async () => expect(await workersOf(server.pid)).to.have.length(1));
        expect(await server.stop()).to.equal(null);
        await haveEnded(pids);
        unfinished.destroy();
      });
    });
  });

  it('says once what keeps it from starting, and exits as one process does', async () => {
    await inFolder(async (folder) => {
      const taken = createServer().listen(0, '127.0.0.1');
      await eventually(async () => expect(taken.listening).to.equal(true));
      const { port } = taken.address() as { port: number };
      const failures: [string[], number, RegExp][] = [
        [['--store', 'lmdb:///dev/null/data'], 1, /^error: The store .+\/dev\/null\/data/],
        [['--port', String(port)], 1, /^error: Port \d+ on 127\.0\.0\.1 is in use: .+--port or PORT\.$/],
        [['--host', '0.0.0.0'], 2, /^error: Will not listen on 0\.0\.0\.0/],
      ];
      const attempts = failures.map(async ([args, code, message], at) => {
        const store = `lmdb://${folder}/${at}`;
        const ran = await runCli(['serve', '--workers', '2', '--store', store, ...args]);
        expect(ran.stderr.trim()).to.match(message).and.not.to.include('\n');
        expect([ran.code, ran.stdout]).to.deep.equal([code, '']);
      });
      await Promise.all(attempts);
      taken.close();
    });
  });

  it('refuses to be a worker of another program at the same time', async () => {
    const ran = await runCli(['serve', '--workers', '2'], { env: { NODE_UNIQUE_ID: '1' } });
    expect(ran.stderr).to.match(/^error: .+set --workers or WORKERS to 1/);
    expect(ran.code).to.equal(2);
  });
});
