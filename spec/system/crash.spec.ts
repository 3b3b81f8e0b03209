import { Agent, request } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'chai';
import type { CustomerView, SessionView } from '../../lib/tracker/views.ts';
import { type ServerProcess, startServerProcess } from './server-process.ts';
import { stores } from './stores.ts';

const ROUNDS = 10;
const EVENTS_PER_SECOND = 1000;
const CUSTOMERS = 100;
/** Between the first event of a round and the crash, in ms; each round crashes at another moment. */
const crashAfter = (round: number) => 400 + 83 * round;

/** Resolves with the status, or with 0 when the server died before it answered. */
function post(agent: Agent, url: string, body: string): Promise<number> {
  return new Promise((resolve) => {
    const sent = request(
      `${url}/webhooks/connect`,
      { method: 'POST', agent, headers: { 'content-type': 'application/json' } },
      (answer) => {
        answer
          .resume()
          .on('end', () => resolve(answer.statusCode ?? 0))
          .on('error', () => resolve(0));
      },
    );
    sent.on('error', () => resolve(0));
    sent.end(body);
  });
}

/** Sends new events at an even rate until the server dies; returns the ids of those that were answered 200, by customer. */
async function load(server: ServerProcess, round: number, answered: Map<string, string[]>): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const sent: Promise<void>[] = [];
  const start = Date.now();
  let alive = true;
  const crash = delay(crashAfter(round))
    .then(() => server.kill())
    .then(() => {
      alive = false;
    });
  for (let count = 0; alive; await delay(5))
    for (const due = ((Date.now() - start) * EVENTS_PER_SECOND) / 1000; count < due; count++) {
      const customerId = String(7000 + (count % CUSTOMERS));
      const eventId = `${Date.now()}-${String(round).padStart(4, '0')}${String(count).padStart(20, '0')}`;
      const body = JSON.stringify({ customerId, eventType: 'started', eventId, payload: {} });
      sent.push(
        post(agent, server.url, body).then((status) => {
          if (status === 200) answered.get(customerId)!.push(eventId);
        }),
      );
    }
  await crash;
  await Promise.all(sent);
  agent.destroy();
}

async function kept(url: string, customerId: string): Promise<SessionView['timeline']> {
  const { sessionId } = (await (await fetch(`${url}/v1/customers/${customerId}`)).json()) as CustomerView;
  return ((await (await fetch(`${url}/v1/sessions/${sessionId}`)).json()) as SessionView).timeline;
}

describe('a crash', function () {
  this.timeout(180_000);

  for (const [name, open] of Object.entries(stores))
    it(`of the server under ${EVENTS_PER_SECOND} events/s, ${ROUNDS} times, loses and doubles nothing that was answered 200 (${name} store)`, async () => {
      const place = await open();
      const answered = new Map(
        Array.from({ length: CUSTOMERS }, (_, index): [string, string[]] => [String(7000 + index), []]),
      );
      try {
        for (let round = 0; round < ROUNDS; round++)
          await load(await startServerProcess(place.url), round, answered);
        const server = await startServerProcess(place.url);
        for (const [customerId, ids] of answered) {
          const timeline = await kept(server.url, customerId);
          const counts = new Map<string, number>();
          for (const { eventId = '', duplicates = 0 } of timeline)
            counts.set(eventId, (counts.get(eventId) ?? 0) + 1 + duplicates);
          expect(
            ids.filter((id) => counts.get(id) !== 1),
            `events of customer ${customerId} that are not there once`,
          ).to.deep.equal([]);
        }
        expect([...answered.values()].flat()).to.have.length.greaterThan(ROUNDS * 200);
        await server.stop();
      } finally {
        await place.remove();
      }
    });
});
