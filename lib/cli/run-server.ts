import { createSinks } from '../alerts/sinks/create-sinks.ts';
import type { Config } from '../config/config.ts';
import { loadConfig } from '../config/load-config.ts';
import { connectProvider } from '../providers/connect/index.ts';
import { yodleeProvider } from '../providers/yodlee/index.ts';
import { assertSafeExposure } from '../server/guards/exposure.ts';
import { createLog } from '../server/log.ts';
import { startServer } from '../server/start.ts';
import { measuredStore } from '../server/telemetry/measured-store.ts';
import { createMetrics } from '../server/telemetry/metrics.ts';
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
  const { providers, log, metrics, tracker } = await open(config);
  try {
    const [health, keys] = [await tracker.health(), await tracker.keys.list()];
    const stop = stopSignal();
    const server = await startServer({ config, tracker, providers, log, metrics });
    tracker.start();
    const announcement = announcementOf(server.url, config, health, keys);
    if (json) console.log(JSON.stringify(announcement));
    else console.error(bannerOf(announcement));
    await stop;
    if (!json) console.error('Stopping, once the requests in flight are answered.');
    await server.close();
  } finally {
    await tracker.close();
  }
}

async function open(config: Config) {
  const { stuckAfter, abandonAfter, retention } = config;
  const providers = [
    connectProvider({ secrets: config.connectSecrets, sessionKey: config.sessionKey }),
    yodleeProvider({ tokens: config.yodleeTokens, allowFrom: config.yodleeAllowFrom }),
  ];
  const log = createLog(config.logLevel);
  const metrics = createMetrics({ log });
  const alerts = { ...config.alerts, sinks: createSinks(config.alerts.sinks, { log }) };
  const store = measuredStore(await openStore(config.store), metrics.stored);
  const tracker = createTracker({
    store,
    providers,
    stuckAfter,
    abandonAfter,
    retention,
    alerts,
    observer: metrics.observer,
  });
  return { providers, log, metrics, tracker };
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
