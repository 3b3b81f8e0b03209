import { loadConfig } from '../config/load-config.ts';
import { connectProvider } from '../providers/connect/index.ts';
import { yodleeProvider } from '../providers/yodlee/index.ts';
import { assertSafeExposure } from '../server/exposure.ts';
import { createLog } from '../server/log.ts';
import { startServer } from '../server/start.ts';
import { openStore } from '../store/open.ts';
import { createTracker } from '../tracker/create-tracker.ts';
import { announcementOf, bannerOf } from './announcement.ts';

/** The flags of `serve` that are settings, as they were written. */
export type SettingFlags = Readonly<Record<string, string>>;

/**
 * Runs the server until SIGTERM or SIGINT, then stops it gracefully. Throws `ConfigurationError` for wrong or unsafe
 * settings, and a `TrackerError` when the store or the address cannot be had.
 */
export async function runServer(flags: SettingFlags, { json }: { json: boolean }): Promise<void> {
  const config = loadConfig({ flags, env: process.env });
  // Before a store is opened, or made, for a server that may not listen.
  assertSafeExposure(config);
  const providers = [
    connectProvider({ secrets: config.connectSecrets, sessionKey: config.sessionKey }),
    yodleeProvider({ tokens: config.yodleeTokens, allowFrom: config.yodleeAllowFrom }),
  ];
  const tracker = createTracker({ store: await openStore(config.store), providers });
  try {
    const health = await tracker.health();
    const stop = stopSignal();
    const server = await startServer({ config, tracker, providers, log: createLog(config.logLevel) });
    const announcement = announcementOf(server.url, config, health);
    if (json) console.log(JSON.stringify(announcement));
    else console.error(bannerOf(announcement));
    await stop;
    if (!json) console.error('Stopping, once the requests in flight are answered.');
    await server.close();
  } finally {
    await tracker.close();
  }
}

/** Resolves at the first signal to stop. The second one then finds no listener, and ends the process at once. */
function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    const stop = () => {
      process.off('SIGTERM', stop).off('SIGINT', stop);
      resolve();
    };
    process.on('SIGTERM', stop).on('SIGINT', stop);
  });
}
