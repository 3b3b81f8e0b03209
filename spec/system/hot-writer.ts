/** One of several processes that write the same customers: `hot-writer.ts STORE_URL WRITER CUSTOMERS EVENTS`. */
import { connectProvider } from '../../lib/providers/connect/index.ts';
import { openStore } from '../../lib/store/open.ts';
import { createTracker } from '../../lib/tracker/create-tracker.ts';

const [url = '', writer = '', customers = '', events = ''] = process.argv.slice(2);
const tracker = createTracker({ store: await openStore(url), providers: [connectProvider({})] });
const at = Date.now() - 60_000;

const event = (customer: number, id: string) => ({
  provider: 'connect',
  customerId: String(7000 + customer),
  type: 'started',
  id,
  at,
  receivedAt: at,
  data: {},
});

for (let index = 0; index < Number(events); index++)
  await Promise.all(
    Array.from({ length: Number(customers) }, async (_, customer) => {
      await tracker.record(event(customer, `own-${writer}-${index}`));
      // Every writer sends this one, so that all but one of them send a copy.
      await tracker.record(event(customer, `shared-${index}`));
    }),
  );
await tracker.close();
