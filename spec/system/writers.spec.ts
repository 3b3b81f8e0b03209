import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { connectProvider } from '../../lib/providers/connect/index.ts';
import { openStore } from '../../lib/store/open.ts';
import { createTracker } from '../../lib/tracker/create-tracker.ts';
import { stores } from './stores.ts';

const WRITERS = 8;
const CUSTOMERS = 50;
const EVENTS = 5;

const script = fileURLToPath(new URL('hot-writer.ts', import.meta.url));

async function write(url: string, writer: number): Promise<void> {
  const args = ['--import', 'tsx', script, url, String(writer), String(CUSTOMERS), String(EVENTS)];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'inherit', 'inherit'] });
  const [code] = await once(child, 'exit');
  expect(code, `exit code of writer ${writer}`).to.equal(0);
}

describe('many writers', function () {
  this.timeout(120_000);

  for (const [name, open] of Object.entries(stores))
    it(`${WRITERS} processes that write ${CUSTOMERS} customers at once lose and double nothing (${name} store)`, async () => {
      const place = await open();
      try {
        await Promise.all(Array.from({ length: WRITERS }, (_, writer) => write(place.url, writer)));
        const tracker = createTracker({
          store: await openStore(place.url),
          providers: [connectProvider({})],
        });
        for (let customer = 0; customer < CUSTOMERS; customer++) {
          const { sessionId, attempts } = (await tracker.customer(String(7000 + customer)))!;
          const { timeline } = (await tracker.session(sessionId))!;
          const events = timeline.filter(({ eventId }) => eventId !== undefined);
          const copies = events.map(({ eventId, duplicates }) => [
            eventId?.startsWith('shared-'),
            duplicates,
          ]);
          expect(attempts).to.equal((WRITERS + 1) * EVENTS);
          expect(new Set(events.map(({ eventId }) => eventId)).size).to.equal((WRITERS + 1) * EVENTS);
          expect(
            copies.filter(([shared, duplicates]) => shared && duplicates === WRITERS - 1),
          ).to.have.length(EVENTS);
          expect(copies.filter(([shared, duplicates]) => !shared && duplicates === undefined)).to.have.length(
            WRITERS * EVENTS,
          );
        }
        await tracker.close();
      } finally {
        await place.remove();
      }
    });
});
