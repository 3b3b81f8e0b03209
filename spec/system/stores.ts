import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startRedisServer } from '../support/redis-server.ts';

/** Where a store lives, and all the bytes it has written. */
export interface StorePlace {
  readonly url: string;
  bytes(): Promise<Buffer>;
  remove(): Promise<void>;
}

/** Both stores as their users have them: a folder on this disk, and a Redis that appends each write to a file. */
export const stores: Readonly<Record<string, () => Promise<StorePlace>>> = {
  async embedded() {
    const folder = await mkdtemp(join(tmpdir(), 'connect-tracker-system-'));
    return {
      url: `lmdb://${folder}`,
      bytes: () => bytesIn(folder),
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
      remove: () => redis.stop(),
    };
  },
};

async function bytesIn(folder: string): Promise<Buffer> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return Buffer.concat(
    await Promise.all(files.map(({ parentPath, name }) => readFile(join(parentPath, name)))),
  );
}
