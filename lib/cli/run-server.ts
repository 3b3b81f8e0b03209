import type { Config } from '../config/config.ts';
import { loadConfig } from '../config/load-config.ts';
import { assertSafeExposure } from '../server/guards/exposure.ts';
import { announce, announceStop } from './announcement.ts';
import { guardExit } from './guard-exit.ts';
import { openServing } from './serving.ts';
import { stopSignal } from './stop-signal.ts';

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
  if (config.workers === 1) return runAlone(config, json);
  const { runPrimary } = await import('./workers/run-primary.ts');
  await runPrimary(config, { json });
}

async function runAlone(config: Config, json: boolean): Promise<void> {
  const serving = await openServing(config);
  const guard = guardExit();
  try {
    const stop = stopSignal();
    announce(await serving.listen(), { json });
    await stop;
    announceStop({ json });
  } finally {
    await serving.close();
    guard.release();
  }
}
