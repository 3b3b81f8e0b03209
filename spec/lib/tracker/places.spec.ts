import { expect } from 'chai';
import fc from 'fast-check';
import type { Alert } from '../../../lib/alerts/alert.ts';
import { claim, settle } from '../../../lib/alerts/attempts.ts';
import { close, hush, resend } from '../../../lib/alerts/deliveries.ts';
import { nextAt } from '../../../lib/alerts/delivery.ts';
import { nothingObserved } from '../../../lib/deadlines/observations.ts';
import type { LoggedEvent } from '../../../lib/fold/event.ts';
import { type CustomerRecord, emptyRecord, receive } from '../../../lib/fold/record.ts';
import type { IndexEntry } from '../../../lib/store/store.ts';
import { erased } from '../../../lib/tracker/erased.ts';
import { failingIndex } from '../../../lib/tracker/failing.ts';
import { institutionRecordIdOf, recordIdOf, sessionIdOf } from '../../../lib/tracker/ids.ts';
import { type Institution, isAlerting, type Kept, withAlerts } from '../../../lib/tracker/kept.ts';
import {
  CLOSED_ALERTS,
  DEAD_LETTERS,
  dueAtOf,
  OPEN_ALERTS,
  outboxOf,
  placesOf,
} from '../../../lib/tracker/places.ts';
import { standingsOf } from '../../../lib/tracker/standing.ts';
import { connect, customerOf, event, HOUR, MINUTE, SECOND, T0 } from '../../support/fold.ts';
import { page, raisedTo, recipient, refused, slack, stuckAlert, tryOnce } from '../alerts/example.ts';

const RECORD = 'a'.repeat(24);
const BANK = { institutionId: '101732' };

const recordOf = (log: readonly LoggedEvent[], now: number): CustomerRecord =>
  log.reduce((kept, one) => receive(connect, kept, one, now).record, emptyRecord);

/** All entries of a record that the store does not have yet. */
const entriesOf = (kept: Kept) => placesOf(RECORD, undefined, kept).index ?? [];
const withAlert = (alert: Alert) => customerOf(emptyRecord, [alert]);
const shortly = (entries: readonly IndexEntry[]) =>
  entries.map(({ index, score }) => `${index} ${score - T0}`);

const institution = (alerts: readonly Alert[], dueAt?: number): Institution => ({
  kind: 'institution',
  provider: 'connect',
  institutionId: '101732',
  alerts,
  ...(dueAt === undefined ? {} : { dueAt }),
});

describe('the places of a record in the store', () => {
  it('are none of a record in which nothing stands', () => {
    expect(placesOf(RECORD, undefined, customerOf(emptyRecord))).to.deep.equal({});
    expect(
      placesOf(RECORD, undefined, { kind: 'observations', observations: nothingObserved }),
    ).to.deep.equal({});
    expect(placesOf(RECORD, undefined, { kind: 'settings', fingerprint: 'x' })).to.deep.equal({});
  });

  it('say when it is due: a customer with the next timer, an institution when it says so', () => {
    const customer = customerOf(recordOf([event('started', 0)], T0));
    expect(placesOf(RECORD, undefined, customer)).to.include({ dueAt: T0 + 15 * MINUTE });
    expect(placesOf(RECORD, customer, customer)).to.deep.equal({ dueAt: T0 + 15 * MINUTE });
    expect(dueAtOf(institution([], T0))).to.equal(T0);
    expect(dueAtOf(institution([]))).to.equal(undefined);
  });

  it('list an alert as open by when it was raised, and where it waits to be told by when that is', () => {
    expect(shortly(entriesOf(withAlert(raisedTo(slack, page))))).to.deep.equal([
      'alerts:open 0',
      'outbox:slack 0',
      'outbox:page 0',
    ]);
    const failed = tryOnce(raisedTo(slack), slack, T0, refused);
    expect(shortly(entriesOf(withAlert(failed)))).to.deep.equal(['alerts:open 0', 'outbox:slack 1000']);
    const leased = claim(raisedTo(slack), [slack], T0).alert;
    expect(shortly(entriesOf(withAlert(leased)))).to.deep.equal(['alerts:open 0', 'outbox:slack 10000']);
  });

  it('list what is over, and what has nothing to wait for, as closed', () => {
    const over = close({ ...raisedTo(slack), resolved: { at: T0, reason: 'quiet' } }, T0);
    expect(shortly(entriesOf(withAlert(over)))).to.deep.equal(['alerts:closed 0']);
    for (const effect of ['sessionAbandoned', 'sessionCompleted'] as const)
      expect(entriesOf(withAlert(stuckAlert({ effect })))[0]?.index).to.equal(CLOSED_ALERTS);
    expect(entriesOf(institution([stuckAlert({ effect: 'institutionTrouble' })]))[0]?.index).to.equal(
      OPEN_ALERTS,
    );
  });

  it('list an alert once among the dead letters, whatever could not be told', () => {
    const dead = [slack, page].reduce(
      (alert, to) => tryOnce(alert, to, T0, { ...refused, final: true }),
      raisedTo(slack, page),
    );
    const entries = entriesOf(withAlert(dead)).filter(({ index }) => index === DEAD_LETTERS);
    expect(shortly(entries)).to.deep.equal(['alerts:dead 0']);
  });

  it('are whole numbers, whatever chance did to a pause', () => {
    const leased = claim(raisedTo(slack), [slack], T0).alert;
    const failed = settle(leased, slack, 'raised', { at: T0, ms: 0, ...refused }, () => 1 / 3);
    for (const { score } of entriesOf(withAlert(failed))) expect(score).to.satisfy(Number.isSafeInteger);
  });

  it('list the sessions that fail at an institution', () => {
    const log = [event('started', 0), event('unableToConnect', 1, { ...BANK, code: 102 })];
    const customer = customerOf(recordOf(log, T0 + 1));
    expect(entriesOf(customer).map(({ index }) => index)).to.include(
      failingIndex(institutionRecordIdOf('connect', '101732')),
    );
  });

  it('list a session where it is, and at its institution, by when it entered its stage', () => {
    const customer = customerOf(recordOf([event('started', 0), event('mfa', 1, BANK)], T0 + 1));
    const place = {
      score: T0 + 1,
      member: sessionIdOf(recordIdOf('connect', '7001'), customer.record.log[0]!),
    };
    const at = institutionRecordIdOf('connect', '101732');
    expect(entriesOf(customer)).to.deep.equal([
      { index: 'sessions:connect/mfa/open', ...place },
      { index: `sessions@${at}:connect/mfa/open`, ...place },
    ]);
    expect(placesOf(RECORD, undefined, customer).add).to.deep.include({
      counter: 'sessions',
      field: 'connect/mfa/open',
      by: 1,
    });
  });

  it('say of an event only what it changed', () => {
    const log = [event('started', 0), event('institutionSupported', SECOND)];
    const [before, after] = [
      customerOf(recordOf(log.slice(0, 1), T0)),
      customerOf(recordOf(log, T0 + SECOND)),
    ];
    const { index, unindex, add } = placesOf(RECORD, before, after);
    expect(shortly(unindex!)).to.deep.equal(['sessions:connect/started/open 0']);
    expect(shortly(index!)).to.deep.equal(['sessions:connect/institutionSupported/open 1000']);
    expect(add?.map(({ field, by }) => `${field} ${by}`)).to.deep.equal([
      'connect/started/open -1',
      'connect/institutionSupported/open 1',
      'r/unknown/institutionSupported 1',
      't/unknown/started/72 1',
    ]);
  });

  it('of what another machine folded are found by what was written, not by what would be written now', () => {
    const now = customerOf(recordOf([event('started', 0)], T0));
    const [standing] = standingsOf(now);
    const written = { ...standing!, stage: 'landed', path: [{ stage: 'landed', at: T0 }] };
    const { unindex, add } = placesOf(RECORD, { ...now, held: { sessions: [], standings: [written] } }, now);
    expect(shortly(unindex!)).to.deep.equal(['sessions:connect/landed/open 0']);
    expect(add?.map(({ field, by }) => `${field} ${by}`)).to.deep.equal([
      'connect/landed/open -1',
      'connect/started/open 1',
      'r/unknown/landed -1',
      'r/unknown/started 1',
    ]);
  });

  it('of a customer who is erased all go; the figures stay where only the time to keep it was over', () => {
    const customer = customerOf(recordOf([event('started', 0)], T0));
    const [asked, old] = (['request', 'retention'] as const).map((reason) =>
      placesOf(RECORD, customer, erased(reason, T0, T0)),
    );
    for (const { unindex, index, forget, dueAt } of [asked!, old!]) {
      expect(shortly(unindex!)).to.deep.equal(['sessions:connect/started/open 0']);
      expect([index, forget, dueAt]).to.deep.equal([undefined, true, T0 + 7 * 24 * HOUR]);
    }
    expect(asked!.add?.map(({ by }) => by)).to.deep.equal([-1, -1, -1, -1]);
    expect(old!.add).to.deep.equal([{ counter: 'sessions', field: 'connect/started/open', by: -1 }]);
  });

  it('are due when a customer is kept no longer, once no session is open', () => {
    const done = customerOf(
      recordOf([event('started', 0), event('done', 1, {}, { receivedAt: T0 + HOUR })], T0 + HOUR),
    );
    expect(dueAtOf(done)).to.equal(undefined);
    expect(dueAtOf(done, 24 * HOUR)).to.equal(T0 + 25 * HOUR);
    expect(dueAtOf(customerOf(recordOf([event('started', 0)], T0)), 1)).to.equal(T0 + 15 * MINUTE);
  });

  it('change only where something has changed', () => {
    const before = withAlert(raisedTo(slack, page));
    const after = withAlert(tryOnce(raisedTo(slack, page), slack, T0));
    const { index, unindex } = placesOf(RECORD, before, after);
    expect(index).to.equal(undefined);
    expect(shortly(unindex!)).to.deep.equal(['outbox:slack 0']);
    expect(placesOf(RECORD, after, { ...after })).to.deep.equal({});
  });

  it('move where a time changes', () => {
    const before = withAlert(raisedTo(slack));
    const after = withAlert(tryOnce(raisedTo(slack), slack, T0, refused));
    const { index, unindex } = placesOf(RECORD, before, after);
    expect([shortly(unindex!), shortly(index!)]).to.deep.equal([['outbox:slack 0'], ['outbox:slack 1000']]);
  });

  it('are after any history of commits just those of the last', () => {
    const sinks = [slack, page, recipient('manager', { refreshEvery: MINUTE })];
    type Turn = (alert: Alert, now: number) => Alert;
    const turns: Turn[] = [
      (alert, now) => tryOnce(alert, slack, now),
      (alert, now) => sinks.reduce((kept, to) => tryOnce(kept, to, now), alert),
      (alert, now) => tryOnce(alert, page, now, { ...refused, final: true }),
      (alert, now) => tryOnce(alert, slack, now, refused),
      (alert, now) => claim(alert, sinks, now).alert,
      (alert, now) => hush({ ...alert, acknowledged: { at: now } }, sinks, now),
      (alert, now) => close({ ...alert, resolved: { at: now, reason: 'recovered' } }, now),
      (alert, now) => resend(alert, sinks, now),
    ];
    const commit = fc.record({
      pause: fc.constantFrom(0, 1, MINUTE, 10 * MINUTE, HOUR),
      event: fc.option(fc.constantFrom('started', 'adding', 'unableToConnect', 'done'), { nil: undefined }),
      bank: fc.constantFrom('101732', '102176'),
      key: fc.constantFrom(undefined, 'A'),
      alert: fc.nat(2),
      turn: fc.constantFrom(...turns),
    });
    fc.assert(
      fc.property(fc.array(commit, { minLength: 1, maxLength: 15 }), (commits) => {
        const store = new Map<string, number>();
        let before: Kept | undefined;
        let [record, now] = [emptyRecord, T0];
        let alerts = [0, 1, 2].map((id): Alert => ({ ...raisedTo(...sinks), id: `aa_${id}` }));
        for (const { pause, event: type, bank, key, alert: which, turn } of commits) {
          now += pause;
          if (type !== undefined) {
            const keyed = key === undefined ? {} : { key };
            const one = event(type, now - T0, { institutionId: bank }, keyed);
            record = receive(connect, record, one, now).record;
          }
          alerts = alerts.map((alert, index) => (index === which ? turn(alert, now) : alert));
          const after = customerOf(record, alerts);
          const { index = [], unindex = [] } = placesOf(RECORD, before, after);
          for (const { index: name, member, score } of unindex) {
            expect(store.get(`${name} ${member}`), 'an entry left that was not there').to.equal(score);
            store.delete(`${name} ${member}`);
          }
          for (const { index: name, member, score } of index) {
            expect(store.has(`${name} ${member}`), 'an entry came twice').to.equal(false);
            store.set(`${name} ${member}`, score);
          }
          before = after;
        }
        const wanted = entriesOf(before!).map(
          ({ index, member, score }) => [`${index} ${member}`, score] as const,
        );
        expect([...store].sort()).to.deep.equal([...wanted].sort());
        for (const alert of alerts)
          for (const { name } of sinks)
            expect(store.get(`${outboxOf(name)} ${alert.id}`)).to.equal(nextAt(alert, name));
      }),
      { numRuns: 500 },
    );
  });
});

describe('withAlerts', () => {
  it('gives back the same record where the alerts are the same', () => {
    const kept = withAlert(raisedTo(slack));
    expect(withAlerts(kept, kept.alerts)).to.equal(kept);
    expect(withAlerts(kept, [])).to.deep.equal(customerOf(emptyRecord));
  });
});

describe('isAlerting', () => {
  it('knows the records in which alerts stand', () => {
    expect(isAlerting(customerOf(emptyRecord))).to.equal(true);
    expect(isAlerting(institution([]))).to.equal(true);
    expect(isAlerting({ kind: 'settings', fingerprint: 'x' })).to.equal(false);
    expect(isAlerting(undefined)).to.equal(false);
  });
});
