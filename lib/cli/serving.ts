import { createSinks } from '../alerts/sinks/create-sinks.ts';
import type { Config } from '../config/config.ts';
import { defined } from '../fold/defined.ts';
import { connectProvider } from '../providers/connect/index.ts';
import { yodleeProvider } from '../providers/yodlee/index.ts';
import { createLog } from '../server/log.ts';
import { type RunningServer, startServer } from '../server/start.ts';
import { measuredStore } from '../server/telemetry/measured-store.ts';
import { createMetrics, type MetricsOptions } from '../server/telemetry/metrics.ts';
import type { Report } from '../server/telemetry/report.ts';
import { openStore } from '../store/open.ts';
import { createTracker } from '../tracker/create-tracker.ts';
import { type Announcement, announcementOf } from './announcement.ts';

/** A server of this process with its open store. */
export interface Serving {
  /** Takes requests, and looks at deadlines, from then on. Throws a `TrackerError` when the address cannot be had. */
  listen(): Promise<Announcement>;
  /** What it has counted. */
  report(): Promise<Report>;
  /** Stops gracefully what there is to stop; `drain` as in `RunningServer`. Calling it again hastens the same end. */
  close(drain?: number): Promise<void>;
}

/** Opens the store. Throws a `TrackerError` when it cannot be had. */
export async function openServing(config: Config, others?: MetricsOptions['others']): Promise<Serving> {
  const { providers, log, metrics, tracker } = await open(config, others);
  let server: RunningServer | undefined;
  let closed: Promise<void> | undefined;
  const close = async (drain?: number) => {
    try {
      await server?.close(drain);
    } finally {
      closed ??= tracker.close();
      await closed;
    }
  };
  try {
    const [health, keys] = [await tracker.health(), await tracker.keys.list()];
    return {
      async listen() {
        server = await startServer({ config, tracker, providers, log, metrics });
        tracker.start();
        return announcementOf(server.url, config, health, keys);
      },
      report: () => metrics.report(tracker),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function open(config: Config, others: MetricsOptions['others']) {
  const { stuckAfter, abandonAfter, retention } = config;
  const providers = [
    connectProvider({ secrets: config.connectSecrets, sessionKey: config.sessionKey }),
    yodleeProvider({ tokens: config.yodleeTokens, allowFrom: config.yodleeAllowFrom }),
  ];
  const log = createLog(config.logLevel);
  const metrics = createMetrics({ log, ...defined({ others }) });
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
