/** Writes to a store as fast as it can, and crashes in the middle of it: `crashing-writer.ts STORE_URL`. */
import { randomUUID } from 'node:crypto';
import { guardExit } from '../../../lib/cli/guard-exit.ts';
import { openStore } from '../../../lib/store/open.ts';

const store = await openStore(process.argv[2] ?? '');
guardExit();

async function write(): Promise<never> {
  for (;;) {
    const recordId = randomUUID().replaceAll('-', '');
    await store.commit({ recordId, expectedVersion: 0, body: Buffer.from('{}') });
  }
}

for (let lane = 0; lane < 64; lane += 1) void write();
setTimeout(() => {
  throw new Error('a crash on purpose');
}, 200);
