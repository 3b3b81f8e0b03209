import { expect } from 'chai';
import { DeliveryError } from '../../../lib/alerts/sinks/sink.ts';
import { openStore } from '../../../lib/store/open.ts';
import type { Store } from '../../../lib/store/store.ts';
import { createTracker, type TrackerOptions } from '../../../lib/tracker/create-tracker.ts';
import type { Tracker } from '../../../lib/tracker/tracker.ts';
import { connectDelays } from '../../../machines/index.ts';
import { caughtSink } from '../../support/caught-sink.ts';
import { DAY, HOUR, MINUTE, SECOND, T0 } from '../../support/fold.ts';
import { connectEvent as event, providers } from '../../support/tracker.ts';
import { stores } from '../../system/stores.ts';

const BANK = { institutionId: '101732' };
const WAITING = Object.keys(connectDelays).filter(
  (name) => name !== 'abandonAfter',
) as (keyof typeof connectDelays)[];

for (const [name, openPlace] of Object.entries(stores))
  describe(`alerts, on the ${name} store`, () => {
    let place: Awaited<ReturnType<typeof openPlace>>;
    let store: Store;
    let tracker: Tracker;
    let sink: ReturnType<typeof caughtSink>;
    const clock = { now: T0 };
    const opened: Tracker[] = [];

    async function open(options: Partial<TrackerOptions> = {}): Promise<Tracker> {
      store = await openStore(place.url);
      const one = createTracker({
        store,
        providers,
        now: () => clock.now,
        alerts: { sinks: [sink] },
        ...options,
      });
      opened.push(one);
      return one;
    }

    beforeEach(async () => {
      place = await openPlace();
      clock.now = T0;
      sink = caughtSink();
      tracker = await open();
    });
    afterEach(async () => {
      for (const one of opened.splice(0)) await one.close();
      await place.remove();
    });

    /** Lets time pass, and sweeps. */
    const pass = async (ms: number, ...trackers: Tracker[]) => {
      clock.now = T0 + ms;
      for (const one of trackers.length > 0 ? trackers : [tracker]) await one.sweep();
    };
    let customers = 0;
    const nobody = () => `c${name}${customers++}`;

    describe('about a session that is stuck', () => {
      for (const stage of WAITING)
        it(`in ${stage}: found at its deadline and not before, told once, resolved by the next event`, async () => {
          const customer = nobody();
          const type = stage === 'depositSwitch' ? 'depositSwitchUpdate' : stage;
          await tracker.record(event(customer, type, 0, type === 'unableToConnect' ? { code: 102 } : {}));
          await pass(connectDelays[stage] - 1);
          expect(sink.told()).to.deep.equal([]);
          await pass(connectDelays[stage]);
          await pass(connectDelays[stage] + SECOND);
          expect(sink.told()).to.deep.equal(['sessionStuck raised']);
          const { alerts } = await tracker.alerts({ stage });
          expect(alerts).to.have.length(1);
          const { sessionId } = (await tracker.customer(customer))!;
          expect(alerts[0]).to.deep.include({
            effect: 'sessionStuck',
            status: 'open',
            customerId: customer,
            sessionId,
            stage,
            at: new Date(T0 + connectDelays[stage]).toISOString(),
          });
          clock.now += MINUTE;
          await tracker.record(event(customer, 'done', clock.now - T0));
          await tracker.sweep();
          expect(sink.told()).to.deep.equal(['sessionStuck raised', 'sessionStuck resolved']);
          expect((await tracker.alert(alerts[0]!.alertId))?.resolved).to.deep.include({
            reason: 'recovered',
            by: { type: 'done', eventId: `${clock.now}-done` },
          });
          expect((await tracker.alerts({ stage })).alerts).to.deep.equal([]);
        });

      it('is resolved as corrected when a late event shows that it was not stuck', async () => {
        const customer = nobody();
        await tracker.record(event(customer, 'adding', 0));
        await pass(6 * MINUTE);
        await tracker.record(event(customer, 'mfa', 2 * MINUTE, {}, { receivedAt: clock.now }));
        await tracker.sweep();
        expect(sink.told()).to.deep.equal(['sessionStuck raised', 'sessionStuck resolved']);
        expect(sink.notices[1]?.summary).to.include('corrected by mfa');
        await pass(7 * MINUTE);
        expect(sink.notices[2]?.alert).to.include({ stage: 'mfa', since: T0 + 2 * MINUTE });
      });

      it('is not told while events come late in a crowd, but after it', async () => {
        const customer = nobody();
        clock.now = T0 + HOUR;
        const late = (type: string, ms: number) => event(customer, type, ms, {}, { receivedAt: clock.now });
        for (const [index, type] of ['started', 'adding', 'mfa'].entries()) {
          await tracker.record(late(type, index * MINUTE));
          await tracker.sweep();
          clock.now += SECOND;
        }
        expect(sink.told()).to.deep.equal([]);
        expect((await tracker.alerts()).alerts.map(({ stage }) => stage)).to.deep.equal(['mfa']);
        await pass(HOUR + 12 * SECOND);
        expect(sink.notices.map(({ alert }) => alert.stage)).to.deep.equal(['mfa']);
      });

      it('is resolved as corrected when a copy shows that an event happened earlier', async () => {
        const customer = nobody();
        const ahead = (ms: number) => event(customer, 'mfa', DAY, {}, { receivedAt: T0 + ms });
        clock.now = T0 + 10 * MINUTE;
        await tracker.record(ahead(10 * MINUTE));
        await pass(15 * MINUTE);
        await tracker.record(ahead(4 * MINUTE));
        await pass(15 * MINUTE + 10 * SECOND);
        expect(sink.notices[1]?.alert.resolved).to.deep.include({ reason: 'corrected' });
        expect(sink.notices[2]?.alert).to.include({ effect: 'sessionStuck', since: T0 + 4 * MINUTE });
      });

      it('keeps its alert when a late event changes only what went before', async () => {
        const customer = nobody();
        await tracker.record(event(customer, 'mfa', MINUTE));
        await pass(10 * MINUTE);
        await tracker.record(event(customer, 'started', 0, {}, { receivedAt: clock.now }));
        await tracker.sweep();
        expect(sink.told()).to.deep.equal(['sessionStuck raised']);
      });

      it('becomes abandoned: the one is resolved, the other told, and taken back by a late event', async () => {
        const customer = nobody();
        await tracker.record(event(customer, 'mfa', 0));
        await pass(5 * MINUTE);
        await pass(3 * HOUR);
        expect(sink.told().sort()).to.deep.equal([
          'sessionAbandoned raised',
          'sessionStuck raised',
          'sessionStuck resolved',
        ]);
        const { alerts } = await tracker.alerts({ status: 'closed', effect: 'sessionAbandoned' });
        expect(alerts[0]).to.include({ status: 'final', stage: 'mfa' });
        await tracker.record(event(customer, 'added', HOUR, {}, { receivedAt: clock.now }));
        await tracker.record(event(customer, 'done', HOUR + 1, {}, { receivedAt: clock.now }));
        await tracker.sweep();
        expect(sink.notices.filter(({ alert }) => alert.effect === 'sessionAbandoned')).to.have.length(2);
        expect((await tracker.alert(alerts[0]!.alertId))?.resolved?.reason).to.equal('corrected');
      });

      it('after a long pause only what is so now is told', async () => {
        const customer = nobody();
        await tracker.record(event(customer, 'mfa', 0));
        await pass(4 * HOUR);
        expect(sink.told()).to.deep.equal(['sessionAbandoned raised']);
      });

      it('that ended more than three days before it was looked at is history, and not told', async () => {
        await tracker.record(event(nobody(), 'mfa', 0));
        await pass(9 * DAY);
        expect(sink.told()).to.deep.equal([]);
      });

      it('is told by several processes once', async () => {
        const others = [await open(), await open()];
        const many = Array.from({ length: 40 }, nobody);
        await Promise.all(many.map((customer) => tracker.record(event(customer, 'mfa', 0))));
        clock.now = T0 + 5 * MINUTE;
        await Promise.all([tracker, ...others].map((one) => one.sweep()));
        expect(new Set(sink.notices.map(({ id }) => id)).size).to.equal(40);
        expect(sink.notices).to.have.length(40);
      });
    });

    describe('that cannot be told', () => {
      it('are tried again, later and later, and say so', async () => {
        const customer = nobody();
        sink.fail(new DeliveryError('sink-timeout', 'no answer'));
        await tracker.record(event(customer, 'mfa', 0));
        await pass(5 * MINUTE);
        const { alertId } = (await tracker.alerts()).alerts[0]!;
        const delivery = async () => (await tracker.alert(alertId))?.deliveries[0];
        expect(await delivery()).to.deep.include({ status: 'pending', attempts: 1 });
        expect((await delivery())?.tries[0]).to.include({ outcome: 'sink-timeout' });
        sink.fail(undefined);
        await pass(5 * MINUTE + 2 * SECOND);
        expect(sink.told()).to.deep.equal(['sessionStuck raised']);
        expect(await delivery()).to.deep.include({ status: 'delivered', attempts: 2 });
      });

      it('are tried again each, also two of one customer', async () => {
        const customer = nobody();
        sink.fail(new DeliveryError('sink-timeout', 'no answer'));
        for (const key of ['A', 'B']) await tracker.record(event(customer, 'mfa', 0, {}, { key }));
        await pass(5 * MINUTE);
        sink.fail(undefined);
        await pass(5 * MINUTE + 2 * SECOND);
        expect(sink.told()).to.deep.equal(['sessionStuck raised', 'sessionStuck raised']);
      });

      it('end in the list of dead letters, from which they can be sent again', async () => {
        const customer = nobody();
        sink.fail(new DeliveryError('sink-gone', 'gone', { status: 410, final: true }));
        await tracker.record(event(customer, 'mfa', 0));
        await pass(5 * MINUTE);
        const { alerts } = await tracker.alerts({ status: 'dead' });
        expect(alerts.map(({ customerId }) => customerId)).to.deep.equal([customer]);
        expect((await tracker.backlog()).deadLetters).to.equal(1);
        sink.fail(undefined);
        await tracker.resend(alerts[0]!.alertId);
        await tracker.sweep();
        expect(sink.told()).to.deep.equal(['sessionStuck raised']);
        expect((await tracker.alerts({ status: 'dead' })).alerts).to.deep.equal([]);
        await tracker.record(event(customer, 'done', clock.now - T0));
        await tracker.sweep();
      });

      it('to a sink that is there no longer are given up for good when they are sent again to the others', async () => {
        const gone = caughtSink({ name: 'gone' });
        gone.fail(new DeliveryError('sink-gone', 'gone', { status: 410, final: true }));
        const before = await open({ alerts: { sinks: [sink, gone] } });
        await before.record(event(nobody(), 'mfa', 0));
        await pass(5 * MINUTE, before);
        const { alerts } = await tracker.alerts({ status: 'dead' });
        const again = await tracker.resend(alerts[0]!.alertId);
        expect(again?.deliveries.map(({ status }) => status))
          .to.include('withdrawn')
          .and.not.include('dead');
        expect((await tracker.backlog()).deadLetters).to.equal(0);
      });

      it('because the process that was about to died are told by another when its lease is over', async () => {
        const customer = nobody();
        const silent = caughtSink();
        let die: (error: Error) => void = () => {};
        const sending = new Promise<void>((begun) => {
          silent.sink.send = () => {
            begun();
            return new Promise((_, reject) => (die = reject));
          };
        });
        const dying = await open({ alerts: { sinks: [silent] } });
        await dying.record(event(customer, 'mfa', 0));
        clock.now = T0 + 5 * MINUTE;
        const dead = dying.sweep();
        await sending;
        await tracker.sweep();
        await pass(5 * MINUTE + 9 * SECOND);
        expect(sink.told()).to.deep.equal([]);
        await pass(5 * MINUTE + 11 * SECOND);
        expect(sink.told()).to.deep.equal(['sessionStuck raised']);
        die(new Error('long dead'));
        await dead;
      });
    });

    describe('that somebody has acknowledged', () => {
      it('are not told any more, except that they are over', async () => {
        const paging = caughtSink({ name: 'paging', tellsAcknowledged: true, refreshEvery: MINUTE });
        const one = await open({ alerts: { sinks: [sink, paging] } });
        const customer = nobody();
        await one.record(event(customer, 'mfa', 0));
        await pass(5 * MINUTE, one);
        await pass(6 * MINUTE + SECOND, one);
        expect(paging.told()).to.deep.equal(['sessionStuck raised', 'sessionStuck raised']);
        const { alertId } = (await one.alerts()).alerts[0]!;
        expect((await one.acknowledge(alertId, { by: 'anna' }))?.acknowledged).to.include({ by: 'anna' });
        await one.acknowledge(alertId, { by: 'berta' });
        await pass(10 * MINUTE, one);
        expect(paging.told().slice(2)).to.deep.equal(['sessionStuck acknowledged']);
        expect(sink.told()).to.deep.equal(['sessionStuck raised']);
        await one.record(event(customer, 'discovered', 10 * MINUTE));
        await one.sweep();
        expect(paging.told().at(-1)).to.equal('sessionStuck resolved');
        expect((await one.acknowledge(alertId).catch((error) => error)).code).to.equal('alert-resolved');
        await pass(20 * MINUTE, one);
        expect(sink.told()).to.deep.equal([
          'sessionStuck raised',
          'sessionStuck resolved',
          'sessionStuck raised',
        ]);
      });
    });

    it('acknowledged stay so while the session comes back into the same stage, and not beyond it', async () => {
      const customer = nobody();
      await tracker.record(event(customer, 'mfa', 0));
      await pass(5 * MINUTE);
      await tracker.acknowledge((await tracker.alerts()).alerts[0]!.alertId, { by: 'anna' });
      clock.now = T0 + 6 * MINUTE;
      await tracker.record(event(customer, 'mfa', 6 * MINUTE));
      await pass(11 * MINUTE);
      expect((await tracker.alerts()).alerts[0]?.acknowledged).to.include({ by: 'anna' });
      expect(sink.told()).to.deep.equal(['sessionStuck raised', 'sessionStuck resolved']);
      clock.now = T0 + 12 * MINUTE;
      await tracker.record(event(customer, 'adding', 12 * MINUTE));
      await tracker.record(event(customer, 'mfa', 12 * MINUTE + 1));
      await pass(18 * MINUTE);
      expect(sink.told().slice(2)).to.deep.equal(['sessionStuck raised']);
    });

    describe('about an institution', () => {
      const grouping = () =>
        open({ alerts: { sinks: [sink], institutionTrouble: { customers: 3, within: 10 * MINUTE } } });
      const at = (institutionId: string) => ({ institutionId });

      it('one tells of many customers that are stuck there at once, and is resolved when all have gone on', async () => {
        const one = await grouping();
        const many = Array.from({ length: 30 }, nobody);
        await Promise.all(many.map((customer) => one.record(event(customer, 'adding', 0, at('bank-a')))));
        await pass(5 * MINUTE, one);
        const told = sink.notices.filter(({ alert }) => alert.effect === 'institutionTrouble');
        expect(told.map(({ kind }) => kind)).to.deep.equal(['raised']);
        const openNow = new Set<string>();
        for (const { alert, kind } of sink.notices)
          if (kind === 'raised') openNow.add(alert.id);
          else openNow.delete(alert.id);
        expect([...openNow], 'open for whoever was told').to.deep.equal([told[0]!.alert.id]);
        const trouble = (await one.alert(told[0]!.alert.id))!;
        expect(trouble.sessionCount).to.equal(30);
        expect(trouble.sessionIds).to.have.length(30);
        const { alerts } = await one.alerts({ effect: 'sessionStuck' });
        expect(alerts).to.have.length(30);
        expect(new Set(alerts.map(({ groupedInto }) => groupedInto))).to.deep.equal(
          new Set([trouble.alertId]),
        );
        clock.now += 10 * SECOND;
        await Promise.all(many.map((customer) => one.record(event(customer, 'done', 5.1 * MINUTE))));
        await one.sweep();
        expect((await one.alert(trouble.alertId))?.resolved?.reason).to.equal('recovered');
        expect(sink.told().at(-1)).to.equal('institutionTrouble resolved');
        expect((await one.alerts()).alerts).to.deep.equal([]);
      });

      it('takes over those that were told one by one before there were enough', async () => {
        const one = await grouping();
        for (const offset of [0, MINUTE]) await one.record(event(nobody(), 'adding', offset, at('bank-b')));
        await pass(5 * MINUTE, one);
        await pass(6 * MINUTE, one);
        expect(sink.told()).to.deep.equal(['sessionStuck raised', 'sessionStuck raised']);
        await one.record(event(nobody(), 'unableToConnect', 6 * MINUTE, { ...at('bank-b'), code: 910 }));
        await one.sweep();
        expect(sink.told().slice(2).sort()).to.deep.equal([
          'institutionTrouble raised',
          'sessionStuck resolved',
          'sessionStuck resolved',
        ]);
      });

      it('takes over from a customer only what stands at that institution', async () => {
        const one = await grouping();
        const both = nobody();
        await one.record(event(both, 'mfa', 0, at('bank-f'), { key: 'F' }));
        await one.record(event(both, 'mfa', 0, at('bank-g'), { key: 'G' }));
        await pass(5 * MINUTE, one);
        for (const _ of [1, 2])
          await one.record(event(nobody(), 'unableToConnect', 5 * MINUTE, at('bank-f')));
        await one.sweep();
        const { alerts } = await one.alerts({ effect: 'sessionStuck' });
        const grouped = alerts.map(({ institutionId, groupedInto }) => [
          institutionId,
          groupedInto !== undefined,
        ]);
        expect(grouped.sort()).to.deep.equal([
          ['bank-f', true],
          ['bank-g', false],
        ]);
      });

      it('counts more customers than it lists', async () => {
        const one = await grouping();
        const many = Array.from({ length: 160 }, nobody);
        await Promise.all(many.map((customer) => one.record(event(customer, 'mfa', 0, at('bank-h')))));
        await pass(5 * MINUTE, one);
        const [trouble] = (await one.alerts({ effect: 'institutionTrouble' })).alerts;
        expect(trouble?.customers).to.be.above(100);
        expect((await one.alert(trouble!.alertId))?.sessionIds).to.have.length(100);
      });

      it('is over when it is not looked for any more', async () => {
        const one = await grouping();
        await Promise.all([1, 2, 3].map(() => one.record(event(nobody(), 'mfa', 0, at('bank-i')))));
        await pass(5 * MINUTE, one);
        await pass(6 * MINUTE);
        const { alerts } = await tracker.alerts({ status: 'closed', effect: 'institutionTrouble' });
        expect(alerts[0]?.resolved?.reason).to.equal('reconfigured');
      });

      it('is over when nobody has begun to fail for a while, though some are still stuck', async () => {
        const one = await grouping();
        await Promise.all([1, 2, 3].map(() => one.record(event(nobody(), 'mfa', 0, at('bank-c')))));
        await pass(5 * MINUTE, one);
        await pass(14 * MINUTE, one);
        expect(sink.told().filter((told) => told.startsWith('institutionTrouble'))).to.deep.equal([
          'institutionTrouble raised',
        ]);
        await pass(15 * MINUTE, one);
        expect(sink.told().at(-1)).to.equal('institutionTrouble resolved');
        const { alerts } = await one.alerts({
          status: 'closed',
          effect: 'institutionTrouble',
          institutionId: 'bank-c',
        });
        expect(alerts[0]?.resolved?.reason).to.equal('quiet');
      });

      it('does not count one customer several times, nor those of other institutions or times', async () => {
        const one = await grouping();
        const keyed = nobody();
        for (const key of ['A', 'B', 'C']) await one.record(event(keyed, 'mfa', 0, at('bank-d'), { key }));
        await one.record(event(nobody(), 'mfa', 0, at('bank-e')));
        await pass(5 * MINUTE, one);
        await one.record(event(nobody(), 'mfa', 20 * MINUTE, at('bank-d'), { receivedAt: T0 + 20 * MINUTE }));
        await pass(25 * MINUTE, one);
        await one.record(event(nobody(), 'mfa', 40 * MINUTE, at('bank-d')));
        await pass(45 * MINUTE, one);
        expect(sink.told().filter((told) => told.startsWith('institutionTrouble'))).to.deep.equal([]);
      });
    });

    describe('by other deadlines', () => {
      const fixed = (ms: number) => ({ kind: 'fixed' as const, ms });

      it('of a stage at one institution', async () => {
        const one = await open({
          stuckAfter: [
            { stage: 'adding', institutionId: '101732', rule: fixed(10 * MINUTE) },
            { stage: 'adding', rule: fixed(MINUTE) },
          ],
        });
        const [slow, quick] = [nobody(), nobody()];
        await one.record(event(slow, 'adding', 0, BANK));
        await one.record(event(quick, 'adding', 0, { institutionId: '5' }));
        await pass(MINUTE, one);
        expect(sink.notices.map(({ customerId }) => customerId)).to.deep.equal([quick]);
        await pass(10 * MINUTE, one);
        expect(sink.notices.map(({ customerId }) => customerId)).to.deep.equal([quick, slow]);
      });

      it('take effect on sessions that are open already', async () => {
        const customer = nobody();
        await tracker.record(event(customer, 'mfa', 0));
        await tracker.sweep();
        const shorter = await open({ stuckAfter: [{ stage: 'mfa', rule: fixed(MINUTE) }] });
        await pass(MINUTE, shorter);
        expect(sink.told()).to.deep.equal(['sessionStuck raised']);
        const longer = await open({ stuckAfter: [{ stage: 'mfa', rule: fixed(HOUR) }] });
        await pass(2 * MINUTE, longer);
        expect(sink.told()).to.deep.equal(['sessionStuck raised', 'sessionStuck resolved']);
        expect(sink.notices[1]?.alert.resolved?.reason).to.equal('reconfigured');
      });

      it('made from how long a stage usually lasts, and told with the reason', async () => {
        const rule = { kind: 'usual', quantile: 0.99, factor: 3, floor: MINUTE, ceiling: HOUR } as const;
        const one = await open({ stuckAfter: [{ rule }] });
        const usual = Array.from({ length: 120 }, nobody);
        for (const customer of usual) {
          await one.record(event(customer, 'mfa', 0, BANK));
          await one.record(
            event(customer, 'discovered', 42 * SECOND, BANK, { receivedAt: T0 + 42 * SECOND }),
          );
          await one.record(event(customer, 'done', 43 * SECOND));
        }
        await pass(MINUTE, one);
        await pass(10 * MINUTE, one);
        const slow = nobody();
        await one.record(event(slow, 'mfa', 10 * MINUTE, BANK));
        const stuckAt = Date.parse((await one.customer(slow))!.stuckAt!);
        expect(stuckAt - T0 - 10 * MINUTE).to.be.within(114 * SECOND, 138 * SECOND);
        await pass(stuckAt - T0, one);
        expect(sink.told()).to.deep.equal(['sessionStuck raised']);
        expect(sink.notices[0]?.details[0]).to.match(
          /^mfa usually takes 4\d\.\d s here; this one 2 min( \d+ s)?\.$/,
        );
        const elsewhere = nobody();
        await one.record(event(elsewhere, 'mfa', 12 * MINUTE, { institutionId: 'rare' }));
        await pass(20 * MINUTE, one);
        expect(sink.notices.at(-1)?.details[0]).to.match(/^mfa usually takes 4\d\.\d s; this one/);
      });
    });
  });
