import { once } from 'node:events';
import { createTracker, openStore } from 'connect-tracker';
import { plaidKeys } from './plaid-keys.ts';
import { plaidProvider } from './plaid-provider.ts';
import { createApp } from './server.ts';

const { PORT = '3000', STORE_URL = 'lmdb://./data', PLAID_HOST = 'https://sandbox.plaid.com' } = process.env;
const { PLAID_CLIENT_ID: clientId, PLAID_SECRET: secret } = process.env;
if (!clientId || !secret) throw new Error('set PLAID_CLIENT_ID and PLAID_SECRET');

const plaid = plaidProvider({ fetchKey: plaidKeys({ host: PLAID_HOST, clientId, secret }) });
const tracker = createTracker({ store: await openStore(STORE_URL), providers: [plaid] });
tracker.start(); // from now on it finds who is stuck

const server = createApp(tracker, plaid).listen(Number(PORT), '127.0.0.1', () =>
  console.log(`listening on port ${PORT}`),
);

await Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')]);
server.close();
await once(server, 'close');
await tracker.close();
