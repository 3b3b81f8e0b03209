/** An app with routers of its own, beside those of the package. */
import { connectProvider, createTracker } from 'connect-tracker';
import { statusRouter, webhookRouter } from 'connect-tracker/express';
import { openEmbeddedStore } from 'connect-tracker/stores/embedded';
import { openRedisStore } from 'connect-tracker/stores/redis';
import express from 'express';

const secrets = ['test-partner-secret'];
const provider = connectProvider({ secrets });
const store = process.env['REDIS_URL']
  ? await openRedisStore(process.env['REDIS_URL'], { partitions: 64 })
  : await openEmbeddedStore('lmdb://./data');
const tracker = createTracker({ store, providers: [provider] });

const app = express();
app.use('/hooks', webhookRouter(tracker, { secrets }));
app.use('/more-hooks', webhookRouter(tracker, { providers: [provider], maxInFlight: 100 }));
app.use('/tracker', statusRouter(tracker, { guardedBy: 'app' }));

// @ts-expect-error: without a secret, and without a provider that says so on purpose, anybody could post
webhookRouter(tracker, {});
// @ts-expect-error: it is either the one or the other
webhookRouter(tracker, { secrets, providers: [provider] });
// @ts-expect-error: no such guard
statusRouter(tracker, { guardedBy: 'nobody' });
// @ts-expect-error: no such option
await openRedisStore('redis://127.0.0.1', { partition: 64 });
// @ts-expect-error: the embedded store has no partitions
await openEmbeddedStore('lmdb://./data', { partitions: 64 });
