/** One of several processes that look after a store: `alerter.ts STORE_URL ALERTS STUCK_AFTER`, the latter two as JSON. */
import type { AlertsConfig } from '../../lib/alerts/config.ts';
import { createSinks } from '../../lib/alerts/sinks/create-sinks.ts';
import { connectProvider } from '../../lib/providers/connect/index.ts';
import { createLog } from '../../lib/server/log.ts';
import { openStore } from '../../lib/store/open.ts';
import { createTracker } from '../../lib/tracker/create-tracker.ts';

const [url = '', alerts = '', stuckAfter = ''] = process.argv.slice(2);
const { sinks, institutionTrouble } = JSON.parse(alerts) as AlertsConfig;
const tracker = createTracker({
  store: await openStore(url),
  providers: [connectProvider({})],
  stuckAfter: JSON.parse(stuckAfter),
  alerts: { sinks: createSinks(sinks, { log: createLog('silent') }), institutionTrouble },
  observer: { failed: (error) => console.error(error) },
});
tracker.start();
console.log('started');
// Ends with the process that started it, if not before.
process.stdin.resume().once('end', () => void tracker.close().then(() => process.exit()));
