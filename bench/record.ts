import { randomUUID } from 'node:crypto';
import { connectProvider } from '../lib/providers/connect/index.ts';
import { openStore } from '../lib/store/open.ts';
import { createTracker } from '../lib/tracker/create-tracker.ts';
import { stores } from '../spec/system/stores.ts';
import { compare } from './measure.ts';
import { sessionEvents } from './session-events.ts';

const SESSIONS = 256;

/** What `tracker.record` costs on each store, with so many customers in flight, each of them in order. */
export async function benchRecord(): Promise<void> {
  for (const [name, open] of Object.entries(stores)) {
    const place = await open();
    const tracker = createTracker({ store: await openStore(place.url), providers: [connectProvider()] });
    const inFlight = (count: number) => ({
      name: `${count} in flight`,
      operations: SESSIONS * sessionEvents('x').length,
      run: async () => {
        const customers = Array.from({ length: SESSIONS }, () => randomUUID());
        const worker = async () => {
          for (let next = customers.pop(); next !== undefined; next = customers.pop())
            for (const event of sessionEvents(next)) await tracker.record(event);
        };
        await Promise.all(Array.from({ length: count }, worker));
      },
    });
    await compare(`tracker.record, ${name} store`, [inFlight(64), inFlight(1), inFlight(256)]);
    await tracker.close();
    await place.remove();
  }
}
