import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'chai';
import type { AlertView } from '../../lib/tracker/views.ts';
import { eventually } from '../support/eventually.ts';
import { allAlerts, describeLateness, eventOf, latenessOf, recordAll } from './crowd.ts';
import { countBy } from './listener.ts';
import { openScene, type Scene } from './scene.ts';
import { stores } from './stores.ts';

const SESSIONS = 10_000;
const SPREAD = 10_000;
const KILLS = 5;
const RECOVERED = 500;
/** In ms: longer than the spread, so that all events have happened and are recorded before the first deadline. */
const STUCK_AFTER = 22_000;
/** What one process tells one sink at the same time, so what a kill may cause to be told again. */
const AT_ONCE = 16;

const raisedTo = ({ listener }: Scene) => listener.heard().filter(({ status }) => status === 'raised');
const isSettled = ({ deliveries }: AlertView) => deliveries.every(({ status }) => status === 'delivered');

/** Records all sessions; gives when the first of their deadlines is. */
async function load({ tracker }: Scene): Promise<number> {
  const begin = Date.now() - SPREAD;
  await recordAll(tracker, SESSIONS, (customer) =>
    eventOf(customer, 'mfa', begin + Math.floor((customer * SPREAD) / SESSIONS)),
  );
  expect(Date.now(), 'all are recorded before the first is due').to.be.below(begin + STUCK_AFTER);
  return begin + STUCK_AFTER;
}

/** Ends one process after another while the other goes on, each as soon as the one before has been replaced. */
async function killAndReplace(scene: Scene, from: number): Promise<void> {
  for (let kill = 0; kill < KILLS; kill++) {
    await delay(Math.max(0, from + ((kill + 0.5) * SPREAD) / KILLS - Date.now()));
    await scene.killOldest();
    await scene.startOne();
  }
}

/** Resolves with all alerts once each was told, and that was noted. */
async function allTold(scene: Scene): Promise<AlertView[]> {
  await eventually(async () => {
    expect(new Set(raisedTo(scene).map(({ alertId }) => alertId)).size).to.equal(SESSIONS);
  }, 60_000);
  return eventually(async () => {
    const alerts = await allAlerts(scene.tracker);
    expect(alerts.filter((alert) => !isSettled(alert))).to.deep.equal([]);
    return alerts;
  }, 20_000);
}

async function recover({ tracker, listener }: Scene): Promise<void> {
  await recordAll(tracker, RECOVERED, (customer) => eventOf(customer, 'done', Date.now()));
  await eventually(async () => {
    expect(listener.stillOpen()).to.have.length(SESSIONS - RECOVERED);
  }, 20_000);
  const resolved = listener.heard().filter(({ status }) => status === 'resolved');
  const times = countBy(resolved, ({ customerId = '' }) => customerId);
  expect([...times.values()]).to.deep.equal(Array(RECOVERED).fill(1));
  const closed = await allAlerts(tracker, { status: 'closed' });
  expect(closed.map((alert) => alert.resolved?.reason)).to.deep.equal(Array(RECOVERED).fill('recovered'));
}

describe('deadlines', function () {
  this.timeout(180_000);

  for (const [name, open] of Object.entries(stores))
    it(`${SESSIONS} within ${SPREAD / 1000} s are found in time and told, each once, while processes are killed (${name} store)`, async function () {
      const scene = await openScene(open, { stuckAfter: STUCK_AFTER, institutionTrouble: false });
      try {
        await Promise.all([scene.startOne(), scene.startOne()]);
        await killAndReplace(scene, await load(scene));

        const alerts = await allTold(scene);
        expect(alerts).to.have.length(SESSIONS);
        expect(new Set(alerts.map(({ alertId }) => alertId)).size).to.equal(SESSIONS);
        expect(new Set(alerts.map(({ customerId }) => customerId)).size).to.equal(SESSIONS);
        expect(alerts.flatMap(({ deliveries }) => deliveries)).to.have.length(SESSIONS);
        expect(await allAlerts(scene.tracker, { status: 'closed' })).to.deep.equal([]);
        const again = raisedTo(scene).length - SESSIONS;
        expect(again, 'told again').to.be.at.most(KILLS * AT_ONCE);
        const lateness = latenessOf(alerts);
        expect(lateness.p99, 'lateness, p99').to.be.below(1_000);
        this.test!.title += `: ${describeLateness(lateness)}, ${again} told again`;

        await recover(scene);
      } finally {
        expect(await scene.close()).to.deep.equal([0, 0]);
      }
    });
});
