import { readdirSync, readFileSync } from 'node:fs';
import { expect } from 'chai';
import fc from 'fast-check';
import { connectProvider } from '../../lib/providers/connect/index.ts';
import { receive } from '../../lib/providers/receive.ts';
import type { SessionView } from '../../lib/tracker/views.ts';
import { T0 } from '../support/fold.ts';
import { embeddedTracker } from '../support/tracker.ts';

const folder = new URL('../fixtures/samples/connect/', import.meta.url);
const samples = readdirSync(folder).map((name) => ({ name, body: readFileSync(new URL(name, folder)) }));
const provider = connectProvider({});

/** The customers of the vendor's samples. */
const customers = [
  ...new Set(samples.map(({ body }) => /"customerId": "(\d+)",\s+"eventType"/.exec(body.toString())?.[1])),
].filter((id) => id !== undefined);

/** What the sessions are after these deliveries; when each came and whether it was late is left out. */
async function deliver(bodies: readonly Buffer[]): Promise<{ views: unknown; events: number }> {
  const { tracker, close } = await embeddedTracker();
  try {
    for (const body of bodies) {
      const received = await receive(provider, { body, headers: {}, receivedAt: T0 });
      if (received.kind === 'events') for (const event of received.events) await tracker.record(event);
      else expect(received.kind).to.equal('ping');
    }
    const views: SessionView[] = [];
    for (const customerId of customers)
      for (const { sessionId } of (await tracker.sessions(customerId))!)
        views.push((await tracker.session(sessionId))!);
    const events = views.flatMap(({ timeline }) => timeline).filter(({ eventId }) => eventId !== undefined);
    return { views: views.map(withoutArrival), events: events.length };
  } finally {
    await close();
  }
}

function withoutArrival(view: SessionView) {
  return {
    ...view,
    timeline: view.timeline.map(({ receivedAt: _, late: __, duplicates: ___, ...line }) => line),
  };
}

describe("the vendor's sample bodies, exactly as printed", function () {
  this.timeout(60_000);

  it('are all kept, though they share one event id and one customer', async () => {
    const { events } = await deliver(samples.map(({ body }) => body));
    expect(events).to.equal(samples.length - 1);
  });

  it('end in the same sessions in any order and any number of copies', async () => {
    const { views: reference } = await deliver(samples.map(({ body }) => body));
    const bodies = samples.map(({ body }) => body);
    const twice = fc.shuffledSubarray([...bodies, ...bodies], { minLength: bodies.length * 2 });
    await fc.assert(
      fc.asyncProperty(twice, async (order) => {
        expect((await deliver(order)).views).to.deep.equal(reference);
      }),
      { numRuns: 40 },
    );
  });

  it('of one customer make one way through the flow', async () => {
    const { views } = await deliver(samples.map(({ body }) => body));
    const main = (views as SessionView[]).find(({ customerId }) => customerId === '29272504')!;
    expect(main).to.include({ stage: 'done', outcome: 'completed', eventTrigger: 'userSubmit', attempts: 1 });
    expect(main.timeline.map(({ type }) => type)).to.deep.equal([
      'started',
      'institutionNotFound',
      'institutionNotSupported',
      'institutionSupported',
      'adding',
      'invalidCredentials',
      'mfa',
      'mfaUpdated',
      'credentialsUpdated',
      'unableToConnect',
      'processing',
      'discovered',
      'added',
      'done',
    ]);
    expect(main.accounts.map(({ id }) => id)).to.deep.equal(['30318', '30319', '30320']);
  });
});
