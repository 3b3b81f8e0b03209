import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { loadConfig } from '../../../lib/config/load-config.ts';
import { connectProvider } from '../../../lib/providers/connect/index.ts';
import { yodleeProvider } from '../../../lib/providers/yodlee/index.ts';
import { startServer } from '../../../lib/server/start.ts';
import { openStore } from '../../../lib/store/open.ts';
import { createTracker } from '../../../lib/tracker/create-tracker.ts';

/** A server on a free port over a store in a folder of its own; closing it removes the folder. */
export async function startLocalServer(secrets: readonly string[] = []) {
  const folder = await mkdtemp(join(tmpdir(), 'connect-tracker-cli-'));
  const env = { STORE_URL: `lmdb://${folder}`, PORT: '0', CONNECT_SECRETS: secrets.join() };
  const config = loadConfig({ flags: {}, env });
  const providers = [connectProvider({ secrets }), yodleeProvider()];
  const tracker = createTracker({ store: await openStore(config.store), providers });
  const server = await startServer({ config, tracker, providers, log: pino({ level: 'silent' }) });
  return {
    url: server.url,
    async close() {
      await server.close();
      await tracker.close();
      await rm(folder, { recursive: true });
    },
  };
}
