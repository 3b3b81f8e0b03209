import type { AlertsConfig } from '../../lib/alerts/config.ts';
import { createSinks } from '../../lib/alerts/sinks/create-sinks.ts';
import type { DeadlineSetting } from '../../lib/deadlines/rule.ts';
import { connectProvider } from '../../lib/providers/connect/index.ts';
import { createLog } from '../../lib/server/log.ts';
import { openStore } from '../../lib/store/open.ts';
import { createTracker } from '../../lib/tracker/create-tracker.ts';
import type { Tracker } from '../../lib/tracker/tracker.ts';
import { type AlerterProcess, startAlerter } from './alerter-process.ts';
import { type Listener, startListener } from './listener.ts';
import type { StorePlace } from './stores.ts';

export interface SceneOptions {
  /** In ms, for `mfa`. */
  readonly stuckAfter: number;
  readonly institutionTrouble: AlertsConfig['institutionTrouble'];
}

/** A store, somebody who listens to a webhook, and processes that tell it what becomes stuck. */
export interface Scene {
  readonly listener: Listener;
  /** On the same store and with the same settings, in this process; it looks for nothing until it is started. */
  readonly tracker: Tracker;
  /** Those that are running, the oldest first. */
  readonly alerters: readonly AlerterProcess[];
  startOne(): Promise<void>;
  killOldest(): Promise<void>;
  /** Ends all of it; gives the exit codes of the processes. */
  close(): Promise<(number | null)[]>;
}

export async function openScene(
  openPlace: () => Promise<StorePlace>,
  { stuckAfter: ms, institutionTrouble }: SceneOptions,
): Promise<Scene> {
  const [place, listener] = await Promise.all([openPlace(), startListener()]);
  const stuckAfter: DeadlineSetting[] = [{ stage: 'mfa', rule: { kind: 'fixed', ms } }];
  const alerts = { sinks: [listener.sink], institutionTrouble };
  const tracker = createTracker({
    store: await openStore(place.url),
    providers: [connectProvider({})],
    stuckAfter,
    alerts: { ...alerts, sinks: createSinks(alerts.sinks, { log: createLog('silent') }) },
  });
  const alerters: AlerterProcess[] = [];
  return {
    listener,
    tracker,
    alerters,
    async startOne() {
      alerters.push(await startAlerter({ store: place.url, alerts, stuckAfter }));
    },
    async killOldest() {
      await alerters.shift()?.kill();
    },
    async close() {
      const codes = await Promise.all(alerters.map((alerter) => alerter.stop()));
      await tracker.close();
      await listener.close();
      await place.remove();
      return codes;
    },
  };
}
