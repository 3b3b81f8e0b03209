import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { openStore } from '../../../lib/store/open.ts';
import { written } from '../../support/records.ts';

const program = fileURLToPath(new URL('crashing-writer.ts', import.meta.url));

describe('a process that crashes while it writes to the embedded store', function () {
  this.timeout(60_000);

  it('says why, ends at once, and leaves the store to others', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'guard-exit-'));
    const url = `lmdb://${folder}`;
    try {
      const child = spawn(process.execPath, ['--import', 'tsx', program, url], { timeout: 20_000 });
      const said = text(child.stderr);
      const [, signal] = await once(child, 'exit');
      expect(await said).to.include('a crash on purpose');
      // Whoever hangs is asked to end after 20 s, by another signal.
      expect(signal).to.equal('SIGKILL');
      const store = await openStore(url);
      await written(store, { recordId: 'a1', expectedVersion: 0, body: Buffer.from('{}') });
      await store.close();
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
