import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'chai';
import pMap from 'p-map';
import { openStore } from '../../lib/store/open.ts';
import { openEvents } from '../support/event-client.ts';
import { T0 } from '../support/fold.ts';
import { connectEvent, otherTracker } from '../support/tracker.ts';
import { type ServerProcess, startServerProcess } from './server-process.ts';
import { stores } from './stores.ts';

const CHANGES = 5_000;
const CUTS = 20;
const CUSTOMERS = 100;
const TYPES = ['started', 'adding', 'mfa', 'mfaUpdated', 'discovered'];

for (const [name, openPlace] of Object.entries(stores))
  describe(`a reader of the stream, store: ${name}`, function () {
    this.timeout(120_000);

    it(`that is cut ${CUTS} times during ${CHANGES} changes, with two restarts of the server, misses none and tells copies by their id`, async () => {
      const place = await openPlace();
      const writer = otherTracker(await openStore(place.url));
      let server = await startServerProcess(place.url);
      // Just now, so that the servers find nothing in them that is stuck or too old.
      const began = Date.now() - T0 - 60_000;
      const seen = new Map<string, number>();
      const events = new Map<string, number>();
      try {
        const start = await openEvents(`${server.url}/v1/stream`);
        let lastId = '';
        while (lastId === '') {
          await delay(5);
          lastId = start.lastId() ?? '';
        }
        start.cut();
        const writing = pMap(
          Array.from({ length: CHANGES }, (_, index) => index),
          (index) => {
            const [customer, turn] = [`c${index % CUSTOMERS}`, Math.floor(index / CUSTOMERS)];
            return writer.record(connectEvent(customer, TYPES[turn % TYPES.length]!, began + turn * 1_000));
          },
          { concurrency: 16 },
        );

        let cuts = 0;
        let restarts = 0;
        const restart = async (how: 'kill' | 'stop') => {
          restarts += 1;
          const old: ServerProcess = server;
          server = await startServerProcess(place.url);
          await old[how]();
        };
        while (events.size < CHANGES) {
          const client = await openEvents(`${server.url}/v1/stream`, { 'last-event-id': lastId });
          expect(client.status).to.equal(200);
          // Somewhere in the next ones, mostly in the middle of a message.
          const until = cuts < CUTS ? Math.ceil((Math.random() * CHANGES) / CUTS) : Number.POSITIVE_INFINITY;
          for (let read = 0; read < until && events.size < CHANGES; read++) {
            const message = await client.read();
            if (message === undefined) break;
            if (message.event !== 'change') continue;
            const { id, customerId, eventId } = JSON.parse(message.data);
            expect(message.id).to.equal(id);
            lastId = id;
            if (!seen.has(id))
              events.set(`${customerId} ${eventId}`, (events.get(`${customerId} ${eventId}`) ?? 0) + 1);
            seen.set(id, (seen.get(id) ?? 0) + 1);
          }
          client.cut();
          cuts += 1;
          if (cuts === 7) await restart('kill');
          if (cuts === 14) await restart('stop');
        }
        await writing;
        expect(cuts).to.be.at.least(CUTS);
        expect(restarts).to.equal(2);
        expect(events.size).to.equal(CHANGES);
        expect([...events.values()].every((times) => times === 1)).to.equal(true);
        expect(seen.size).to.equal(CHANGES);
      } finally {
        await server.stop();
        await writer.close();
        await place.remove();
      }
    });
  });
