import { expect } from 'chai';
import { sign } from '../../../lib/providers/connect/signature.ts';
import { flows } from '../../../lib/testing/index.ts';
import type { CustomerView, SessionView } from '../../../lib/tracker/views.ts';
import { attacked } from './attacked.ts';
import { deliveryBytes, rawSender, statusesIn } from './raw-sender.ts';

const SECRET = 'test-partner-secret';
const EVENTS = 1_000;
const COPIES = 100;
/** So many events are on their way at one time, in each of their copies. */
const AT_ONCE = 25;

/** The events of whole flows, as they go over the wire, by customer. */
function recordedTraffic(): Map<string, string[]> {
  const bodies = new Map<string, string[]>();
  for (let left = EVENTS, customer = 7_000; left > 0; customer += 1) {
    const endAt = Date.now() - 60_000 + customer;
    const flow = flows
      .fullWithMfa({ endAt, customerId: String(customer), seed: customer })
      .filter(({ type }) => type !== 'ping')
      .slice(0, left);
    bodies.set(
      String(customer),
      flow.map(({ body }) => JSON.stringify(body)),
    );
    left -= flow.length;
  }
  return bodies;
}

async function timelineOf(url: string, customerId: string): Promise<SessionView['timeline']> {
  const get = async (path: string) => (await fetch(`${url}${path}`)).json();
  const { sessionId, sessions } = (await get(`/v1/customers/${customerId}`)) as CustomerView;
  expect(sessions, customerId).to.equal(1);
  return ((await get(`/v1/sessions/${sessionId}`)) as SessionView).timeline;
}

describe('a replay (A03)', function () {
  this.timeout(120_000);

  it(`of ${EVENTS} signed events, ${COPIES} times each at once, is 200 every time and counts once`, async () => {
    const env = { CONNECT_SECRETS: SECRET, LOG_LEVEL: 'warn' };
    await attacked({ env }, async (server) => {
      const traffic = recordedTraffic();
      const all = [...traffic.values()].flat();
      const requests = all.map((body) => deliveryBytes(body, { 'X-Finicity-Signature': sign(body, SECRET) }));
      const senders = await Promise.all(Array.from({ length: COPIES }, () => rawSender(server.url)));
      const outcomes: Record<string, number> = {};
      for (let sent = 0; sent < EVENTS; sent += AT_ONCE) {
        const batch = Buffer.concat(requests.slice(sent, sent + AT_ONCE));
        for (const text of await Promise.all(senders.map((sender) => sender.send(batch, AT_ONCE)))) {
          expect(statusesIn(text)).to.deep.equal(Array(AT_ONCE).fill(200));
          for (const [, outcome = ''] of text.matchAll(/\{"status":"(\w+)"\}/g))
            outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
        }
      }
      for (const sender of senders) sender.close();
      expect(outcomes['duplicate']).to.equal(EVENTS * (COPIES - 1));
      // Which copies are quickest decides whether an event comes behind its successor.
      expect((outcomes['applied'] ?? 0) + (outcomes['late'] ?? 0)).to.equal(EVENTS);
      for (const [customerId, bodies] of traffic) {
        const timeline = (await timelineOf(server.url, customerId)).filter(({ eventId }) => eventId);
        expect(timeline.map(({ type }) => type)).to.deep.equal(
          bodies.map((body) => JSON.parse(body).eventType),
        );
      }
    });
  });
});
