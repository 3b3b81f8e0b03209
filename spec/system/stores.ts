import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEnvironment } from '../../lib/store/embedded/environment.ts';
import * as embeddedValue from '../../lib/store/embedded/record-value.ts';
import * as redisValue from '../../lib/store/redis/record-value.ts';
import { isPacked, unpack } from '../../lib/tracker/stored/packed.ts';
import { connectRedis } from '../support/redis-client.ts';
import { startRedisServer } from '../support/redis-server.ts';

/** Where a store lives, and what it has written. */
export interface StorePlace {
  readonly url: string;
  /** All of it, in the files of the store. */
  bytes(): Promise<Buffer>;
  /** The records that stand in it, unpacked: of what is packed, bytes show nothing. */
  records(): Promise<string>;
  remove(): Promise<void>;
}

/** Both stores as their users have them: a folder on this disk, and a Redis that appends each write to a file. */
export const stores: Readonly<Record<string, () => Promise<StorePlace>>> = {
  async embedded() {
    const folder = await mkdtemp(join(tmpdir(), 'connect-tracker-system-'));
    return {
      url: `lmdb://${folder}`,
      bytes: () => bytesIn(folder),
      async records() {
        const { records, close } = await openEnvironment({ kind: 'embedded', folder, name: folder });
        const values = Array.from(records.getRange(), ({ value }) => Buffer.from(value));
        await close();
        return textOf(values.map((value) => embeddedValue.decodeRecord(value).body));
      },
      remove: () => rm(folder, { recursive: true, force: true }),
    };
  },
  async redis() {
    const redis = await startRedisServer({
      appendonly: true,
      args: ['--rdbcompression', 'no', '--aof-use-rdb-preamble', 'no'],
    });
    return {
      url: redis.url,
      async bytes() {
        // So that there is a dump beside the file that is appended to.
        await redis.cli('SAVE');
        return bytesIn(redis.folder);
      },
      async records() {
        const client = connectRedis(redis.port);
        const keys = await client.keys('ct:*:r:*');
        const values = await Promise.all(keys.map((key) => client.getBuffer(key)));
        client.disconnect();
        return textOf(values.map((value) => redisValue.decodeRecord(value!).body));
      },
      remove: () => redis.stop(),
    };
  },
};

function textOf(bodies: readonly Buffer[]): string {
  return bodies.map((body) => (isPacked(body) ? JSON.stringify(unpack(body)) : body.toString())).join('\n');
}

async function bytesIn(folder: string): Promise<Buffer> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return Buffer.concat(
    await Promise.all(files.map(({ parentPath, name }) => readFile(join(parentPath, name)))),
  );
}
