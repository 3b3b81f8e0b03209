import { once } from 'node:events';
import { connectProvider, createTracker, openStore } from 'connect-tracker';
import { createApp } from './app.ts';

const { PORT = '3000', STORE_URL = 'lmdb://./data', PARTNER_SECRET, STAFF_TOKEN } = process.env;
if (!PARTNER_SECRET || !STAFF_TOKEN) throw new Error('set PARTNER_SECRET and STAFF_TOKEN');

const partnerSecrets = [PARTNER_SECRET];
const tracker = createTracker({
  store: await openStore(STORE_URL),
  providers: [connectProvider({ secrets: partnerSecrets })],
});
tracker.start(); // from now on it finds who is stuck

const stopping = new AbortController();
const app = createApp({ tracker, partnerSecrets, staffToken: STAFF_TOKEN, signal: stopping.signal });
const server = app.listen(Number(PORT), () => console.log(`listening on port ${PORT}`));

await Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')]);
stopping.abort();
server.close();
await once(server, 'close');
await tracker.close();
