/** A CommonJS program. It is compiled against the package as it is packed, and run. */
import tracking = require('connect-tracker');

import { webhookRouter } from 'connect-tracker/express';
import { connectMachine, type WaitingOn } from 'connect-tracker/machines';
import { openEmbeddedStore } from 'connect-tracker/stores/embedded';
import { openRedisStore } from 'connect-tracker/stores/redis';
import { connectEvent, type KnownStage, testTracker } from 'connect-tracker/testing';
import { checkFoldLaws } from 'connect-tracker/testing/laws';
import { describeStoreContract, type OpenStore } from 'connect-tracker/testing/store-contract';

const stage = 'mfa' satisfies KnownStage;
const open: OpenStore | undefined = undefined;

class AppError extends tracking.TrackerError {}
const ours: tracking.TrackerError = new AppError('mine', 'of the app');

async function main(): Promise<void> {
  const t = await testTracker();
  await t.send(connectEvent(stage, { customerId: '7001' }));
  const customer: tracking.CustomerView | undefined = await t.customer('7001');
  const waitingOn: WaitingOn | undefined = customer?.waitingOn;
  const router = webhookRouter(t.tracker, { secrets: ['test-partner-secret'] });
  checkFoldLaws(connectMachine, { cases: 3 });
  await t.close();
  const refusal: unknown = await openEmbeddedStore('redis://127.0.0.1').catch((error: unknown) => error);
  console.log(
    JSON.stringify({
      stage: customer?.stage,
      waitingOn,
      router: router.length,
      functions: [openRedisStore, describeStoreContract].map((it) => typeof it),
      refused: refusal instanceof tracking.StoreConfigurationError,
      isTrackerError: ours instanceof tracking.TrackerError,
      open,
    }),
  );
}

main();

// @ts-expect-error: no such stage
'mfas' satisfies KnownStage;
// @ts-expect-error: no such option
tracking.connectProvider({ secret: 'test-partner-secret' });
