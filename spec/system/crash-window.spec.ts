import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect } from 'chai';
import { connectProvider } from '../../lib/providers/connect/index.ts';
import { openStore } from '../../lib/store/open.ts';
import { createTracker } from '../../lib/tracker/create-tracker.ts';
import { eventually } from '../support/eventually.ts';
import { freePort } from '../support/free-port.ts';
import { type AlerterProcess, startAlerter } from './alerter-process.ts';
import { allAlerts, eventOf } from './crowd.ts';
import { type Listener, startListener, TIMEOUT, webhookTo } from './listener.ts';
import { type StorePlace, stores } from './stores.ts';

const stuckAfter = [{ stage: 'mfa', rule: { kind: 'fixed', ms: 1_000 } }] as const;

interface Death {
  readonly moment: string;
  /** How often the notice is heard in the end. */
  readonly heard: number;
  /** Resolves when the process has died at that moment; the port is listened to from then on. */
  dying(port: number, alerter: AlerterProcess, raise: () => Promise<unknown>): Promise<Listener>;
}

const deaths: readonly Death[] = [
  {
    moment: 'before it has sent anything',
    heard: 1,
    async dying(port, alerter, raise) {
      const unready = createServer().listen(port, '127.0.0.1');
      await once(unready, 'listening');
      const [[socket]] = await Promise.all([once(unready, 'connection'), raise()]);
      await alerter.kill();
      socket.destroy();
      await once(unready.close(), 'close');
      return startListener('ops', port);
    },
  },
  {
    moment: 'before it has an answer',
    heard: 2,
    async dying(port, alerter, raise) {
      const listener = await startListener('ops', port);
      listener.next(() => {});
      await Promise.all([listener.received(1), raise()]);
      await alerter.kill();
      return listener;
    },
  },
  {
    moment: 'before it has noted the answer',
    heard: 2,
    async dying(port, alerter, raise) {
      const listener = await startListener('ops', port);
      const answered = new Promise<void>((resolve) => {
        listener.next((response) => {
          alerter.freeze();
          response.writeHead(200).end(resolve);
        });
      });
      await Promise.all([answered, raise()]);
      await alerter.kill();
      return listener;
    },
  },
];

/** Lets a process die at its moment, and another one take over. */
async function expectTakenOver(
  { moment, heard, dying }: Death,
  open: () => Promise<StorePlace>,
): Promise<void> {
  const place = await open();
  const port = await freePort();
  const sinks = [webhookTo(`http://127.0.0.1:${port}`)];
  const alerts = { sinks, institutionTrouble: false } as const;
  const start = () => startAlerter({ store: place.url, alerts, stuckAfter });
  const tracker = createTracker({
    store: await openStore(place.url),
    providers: [connectProvider({})],
    stuckAfter,
  });
  const alerters = [await start()];
  let listener: Listener | undefined;
  try {
    listener = await dying(port, alerters[0]!, () => tracker.record(eventOf(0, 'mfa', Date.now())));
    const died = Date.now();
    alerters.push(await start());
    const [alert] = await eventually(async () => {
      const alerts = await allAlerts(tracker);
      expect(alerts[0]?.deliveries[0]?.status, moment).to.equal('delivered');
      return alerts;
    }, 20_000);
    expect(Date.now() - died, `${moment}: the lease was respected`).to.be.at.least(TIMEOUT);
    const ids = listener.heard().map(({ id }) => id);
    expect(ids, moment).to.deep.equal(Array(heard).fill(`${alert?.alertId}_raised`));
    expect(alert?.deliveries[0], moment).to.include({ notice: 'raised', attempts: 2 });
    expect(await alerters[1]?.stop(), moment).to.equal(0);
  } finally {
    for (const alerter of alerters) await alerter.kill();
    await tracker.close();
    await listener?.close();
    await place.remove();
  }
}

describe('a process that dies while it tells an alert', function () {
  this.timeout(60_000);

  // All at once, since most of it is waiting for the leases to end.
  for (const [name, open] of Object.entries(stores))
    it(`leaves it to another, which tells it under the same id when the lease is over: ${deaths.map(({ moment }) => moment).join(', ')} (${name} store)`, async () => {
      const ends = await Promise.allSettled(deaths.map((death) => expectTakenOver(death, open)));
      for (const end of ends) if (end.status === 'rejected') throw end.reason;
    });
});
