import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { StoreConfigurationError, StoreUnavailableError } from '../../../lib/errors.ts';
import { openStore } from '../../../lib/store/open.ts';
import { failureOf } from '../../support/failure-of.ts';
import { freePort } from '../../support/free-port.ts';
import { newId } from '../../support/records.ts';
import { type RedisServer, startRedisServer } from '../../support/redis-server.ts';

const run = promisify(execFile);

describe('opening a store', () => {
  it('says what to do when nothing listens there, and keeps the password to itself', async function () {
    this.timeout(20_000);
    const started = Date.now();
    const address = `joe:secret@127.0.0.1:${await freePort()}`;
    const errors = await Promise.all(
      ['redis', 'redis+cluster'].map((scheme) => failureOf(openStore(`${scheme}://${address}`))),
    );
    expect(Date.now() - started).to.be.within(4500, 9000);
    for (const error of errors) {
      expect(error).to.be.instanceOf(StoreUnavailableError);
      expect(error.message).to.match(/was not ready within 5 s: .+\. Start it, or correct the address/);
      expect(error.message).to.not.include('secret');
    }
    expect(errors[0]?.message).to.include('ECONNREFUSED');
  });

  it('loads no client but the one it needs', async () => {
    const script = `
      const { createRequire } = await import('node:module');
      const { openStore } = await import('./lib/store/open.ts');
      await openStore('redis://').catch(() => {});
      const { cache } = createRequire(process.cwd() + '/x.js');
      console.log(Object.keys(cache).some((file) => file.includes('ioredis')));
      await import('./lib/store/redis/redis-store.ts');
      console.log(Object.keys(cache).some((file) => file.includes('ioredis')));`;
    const { stdout } = await run(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script]);
    expect(stdout.trim().split('\n')).to.eql(['false', 'true']);
  });

  describe('on a Redis that is there', () => {
    let server: RedisServer;
    beforeEach(async () => {
      server = await startRedisServer({ args: ['--user', 'joe', 'on', '>secret', '~*', '+@all'] });
    });
    afterEach(() => server.stop());

    const withLogin = (login: string, rest = ''): string =>
      `redis://${login}@127.0.0.1:${server.port}${rest}`;

    it('logs in with a user name and a password', async () => {
      const store = await openStore(withLogin('joe:secret'));
      await store.commit({ recordId: newId(), expectedVersion: 0, body: Buffer.from('one') });
      await store.close();
    });

    it('fails at once when the password is wrong', async () => {
      const error = await failureOf(openStore(withLogin('joe:mistaken')));
      expect(error).to.be.instanceOf(StoreConfigurationError);
      expect(error.message)
        .to.match(/refuses the user name or password/)
        .and.not.include('mistaken');
    });

    it('fails at once when the database does not exist', async () => {
      const error = await failureOf(openStore(withLogin('joe:secret', '/99')));
      expect(error).to.be.instanceOf(StoreConfigurationError);
      expect(error.message).to.include('DB index is out of range');
    });

    it('fails at once when it should be a cluster and is none', async () => {
      const error = await failureOf(openStore(`redis+cluster://127.0.0.1:${server.port}`));
      expect(error).to.be.instanceOf(StoreConfigurationError);
      expect(error.message).to.include('cluster support disabled');
    });

    it('keeps databases of one Redis apart', async () => {
      const [zero, one] = [await openStore(server.url), await openStore(`${server.url}/1`)];
      const recordId = newId();
      await zero.commit({ recordId, expectedVersion: 0, body: Buffer.from('zero') });
      expect(await one.read(recordId)).to.equal(undefined);
      await Promise.all([zero.close(), one.close()]);
    });

    it('refuses another number of partitions than the first start had', async () => {
      await (await openStore(server.url, { partitions: 16 })).close();
      const error = await failureOf(openStore(server.url));
      expect(error).to.be.instanceOf(StoreConfigurationError);
      expect(error.message).to.match(/partitions=16.*partitions=64/);
      await (await openStore(server.url, { partitions: 16 })).close();
    });

    it('lets processes that start together agree on the partitions', async () => {
      const counts = [8, 16, 8, 16];
      const results = await Promise.allSettled(
        counts.map((partitions) => openStore(server.url, { partitions })),
      );
      const opened = results.flatMap((result, index) =>
        result.status === 'fulfilled' ? [{ store: result.value, partitions: counts[index] }] : [],
      );
      expect(opened).to.have.lengthOf(2);
      expect(opened[0]?.partitions).to.equal(opened[1]?.partitions);
      await Promise.all(opened.map(({ store }) => store.close()));
    });
  });

  it('names the scheme to use when a node of a cluster is opened as one Redis', async () => {
    const server = await startRedisServer({ args: ['--cluster-enabled', 'yes'] });
    const error = await failureOf(openStore(server.url));
    expect(error).to.be.instanceOf(StoreConfigurationError);
    expect(error.message).to.include('use redis+cluster://');
    await server.stop();
  });
});
