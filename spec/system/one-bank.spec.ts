import { expect } from 'chai';
import type { AlertView } from '../../lib/tracker/views.ts';
import { eventually } from '../support/eventually.ts';
import { allAlerts, describeLateness, eventOf, latenessOf, recordAll } from './crowd.ts';
import { countBy } from './listener.ts';
import { openScene, type Scene } from './scene.ts';
import { stores } from './stores.ts';

const SESSIONS = 10_000;
const PROCESSES = 2;
/** In ms: enough for all to be recorded before. */
const STUCK_AFTER = 10_000;
const BANK = '101732';
/** A process that looks before there were five has told at most the four. */
const TOLD_ONE_BY_ONE = 4 * PROCESSES;

const isSettled = ({ deliveries }: AlertView) => deliveries.every(({ status }) => status !== 'pending');

async function load({ tracker }: Scene): Promise<void> {
  const at = Date.now();
  await recordAll(tracker, SESSIONS, (customer) => eventOf(customer, 'mfa', at, BANK));
  expect(Date.now(), 'all are recorded before they are due').to.be.below(at + STUCK_AFTER);
}

/** Resolves with all alerts once everybody is stuck, and nothing is left to be told. */
async function allSettled({ tracker }: Scene): Promise<AlertView[]> {
  await eventually(async () => {
    expect((await tracker.backlog()).openAlerts).to.equal(SESSIONS + 1);
  }, 60_000);
  return eventually(async () => {
    const alerts = await allAlerts(tracker);
    expect(alerts.filter((alert) => !isSettled(alert))).to.deep.equal([]);
    return alerts;
  }, 60_000);
}

/** What whoever listens has been told: one alert is open, that of the institution. */
async function expectOneAlert({ tracker, listener }: Scene, alerts: readonly AlertView[]): Promise<void> {
  const open = listener.stillOpen();
  expect(open.map(({ effect }) => effect)).to.deep.equal(['institutionTrouble']);
  const { alertId } = open[0]!;
  const oneByOne = listener.heard().filter((one) => one.effect === 'sessionStuck' && one.status === 'raised');
  expect(oneByOne.length, 'told one by one').to.be.at.most(TOLD_ONE_BY_ONE);
  const trouble = await tracker.alert(alertId);
  expect(trouble).to.include({ institutionId: BANK, sessionCount: SESSIONS, status: 'open' });
  expect(trouble?.sessionIds).to.have.length(100);
  const began = Math.min(...alerts.map(({ at }) => Date.parse(at)));
  expect(Date.parse(trouble!.raisedAt) - began, 'from the deadline to the alert, in ms').to.be.below(1000);
  const groups = countBy(alerts, ({ groupedInto = 'none' }) => groupedInto);
  expect(Object.fromEntries(groups)).to.deep.equal({ [alertId]: SESSIONS, none: 1 });
}

async function expectRecovery({ tracker, listener }: Scene): Promise<void> {
  const { alertId = '' } = listener.stillOpen()[0] ?? {};
  // Whoever records looks after the institutions of what it has recorded.
  tracker.start();
  const at = Date.now();
  await recordAll(tracker, SESSIONS, (customer) => eventOf(customer, 'done', at));
  await eventually(async () => {
    expect(listener.stillOpen().map(({ effect }) => effect)).to.deep.equal([]);
  }, 60_000);
  expect((await tracker.backlog()).openAlerts).to.equal(0);
  expect((await tracker.alert(alertId))?.resolved?.reason).to.equal('recovered');
}

describe('one bank', function () {
  this.timeout(180_000);

  for (const [name, open] of Object.entries(stores))
    it(`at which ${SESSIONS} are stuck at once is one alert, and over when all have gone on (${name} store)`, async function () {
      const institutionTrouble = { customers: 5, within: 600_000 };
      const scene = await openScene(open, { stuckAfter: STUCK_AFTER, institutionTrouble });
      try {
        await Promise.all(Array.from({ length: PROCESSES }, () => scene.startOne()));
        await load(scene);
        const alerts = await allSettled(scene);
        await expectOneAlert(scene, alerts);
        const lateness = latenessOf(alerts.filter(({ effect }) => effect === 'sessionStuck'));
        this.test!.title += `: ${describeLateness(lateness)}`;
        await expectRecovery(scene);
        const times = countBy(scene.listener.heard(), ({ id }) => id);
        expect([...times].filter(([, count]) => count !== 1)).to.deep.equal([]);
      } finally {
        expect(await scene.close()).to.deep.equal(Array(PROCESSES).fill(0));
      }
    });
});
