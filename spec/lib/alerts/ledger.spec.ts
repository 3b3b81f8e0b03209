import { expect } from 'chai';
import fc from 'fast-check';
import type { Alert } from '../../../lib/alerts/alert.ts';
import { claim, release } from '../../../lib/alerts/attempts.ts';
import { type Cause, type Condition, changeAlert, group, reconcile } from '../../../lib/alerts/ledger.ts';
import { DAY, HOUR, MINUTE, SECOND, T0 } from '../../support/fold.ts';
import { raisedTo, recipient, slack, stateOf, stuckAlert, tryOnce } from './example.ts';

const time: Cause = { kind: 'time' };
const settings: Cause = { kind: 'settings' };
const mfa = { type: 'discovered', eventId: 'e1' };
const event: Cause = { kind: 'event', late: false, ...mfa };
const late: Cause = { kind: 'event', late: true, ...mfa };

const stuck: Condition = {
  effect: 'sessionStuck',
  key: 'stuck mfa',
  at: T0 - 1,
  sessionId: 'aa-01',
  stage: 'mfa',
  waitingOn: 'customer',
};
const abandoned: Condition = {
  effect: 'sessionAbandoned',
  key: 'abandoned A',
  at: T0 - 1,
  sessionId: 'aa-01',
  stage: 'mfa',
};

const telling = (now: number, recipients = [slack]) => ({
  now,
  recipients,
  idOf: (key: string, occurrence: number) => `${key}#${occurrence}`,
});

/** The alerts after one condition has come and gone. */
function over(cause: Cause, conditions: readonly Condition[] = []): Alert {
  const raised = reconcile([], [stuck], time, telling(T0));
  return reconcile(raised, conditions, cause, telling(T0 + MINUTE))[0]!;
}

/** An alert that is over and told. */
const settledAlert = (id: string, at = T0): Alert =>
  stuckAlert({ id, key: id, at, raisedAt: at, resolved: { at, reason: 'recovered' } });

describe('the ledger of a record', () => {
  it('raises what is new, with what is known of it, and plans to tell it', () => {
    const [alert] = reconcile([], [stuck], time, telling(T0));
    expect(alert).to.deep.include({ ...stuck, id: 'stuck mfa#0', raisedAt: T0 });
    expect(stateOf(alert!)).to.deep.equal(['slack raised pending']);
  });

  it('keeps an alert that nobody wants to hear of', () => {
    const [alert] = reconcile([], [stuck], time, telling(T0, []));
    expect(alert).to.deep.include({ key: stuck.key, deliveries: [] });
  });

  it('tells only those who want to hear of it', () => {
    const picky = recipient('picky', { wants: ({ stage }) => stage !== 'mfa' });
    const [alert] = reconcile([], [stuck], time, telling(T0, [picky, slack]));
    expect(stateOf(alert!)).to.deep.equal(['slack raised pending']);
  });

  it('raises once, and gives back the same array while nothing changes', () => {
    const raised = reconcile([], [stuck], time, telling(T0));
    for (const cause of [time, settings, event, late])
      expect(reconcile(raised, [stuck], cause, telling(T0 + DAY))).to.equal(raised);
    expect(reconcile([], [], time, telling(T0))).to.deep.equal([]);
  });

  it('does not care that what is so has been learnt more about', () => {
    const raised = reconcile([], [stuck], time, telling(T0));
    const more = { ...stuck, at: T0 - 5, institutionId: '101732', usual: { ms: 1, here: true } };
    expect(reconcile(raised, [more], late, telling(T0 + 1))).to.equal(raised);
  });

  describe('resolves what is over, and says why', () => {
    it('recovered: an event led on, and which', () => {
      expect(over(event).resolved).to.deep.equal({ at: T0 + MINUTE, reason: 'recovered', by: mfa });
    });

    it('corrected: an event that came late', () => {
      expect(over(late).resolved).to.deep.equal({ at: T0 + MINUTE, reason: 'corrected', by: mfa });
    });

    it('abandoned: silence ended the session, also where an event of another session brings that to light', () => {
      for (const cause of [time, event, late, settings])
        expect(over(cause, [abandoned]).resolved).to.deep.equal({ at: T0 + MINUTE, reason: 'abandoned' });
    });

    it('not as abandoned where it is another session that was', () => {
      const other = { ...abandoned, sessionId: 'aa-02' };
      expect(over(event, [other]).resolved).to.include({ reason: 'recovered' });
    });

    it('reconfigured: other settings say so', () => {
      expect(over(settings).resolved).to.deep.equal({ at: T0 + MINUTE, reason: 'reconfigured' });
    });

    it('once: what is resolved stays as it is', () => {
      const raised = reconcile([], [stuck], time, telling(T0));
      const resolved = reconcile(raised, [], event, telling(T0 + 1));
      expect(reconcile(resolved, [], late, telling(T0 + 2))).to.equal(resolved);
    });

    it('and tells it to those who heard of it', () => {
      const told = tryOnce(reconcile([], [stuck], time, telling(T0))[0]!, slack, T0);
      const [resolved] = reconcile([told], [], event, telling(T0 + 1));
      expect(stateOf(resolved!)).to.deep.equal(['slack raised delivered', 'slack resolved pending']);
    });

    it('leaving the others as they are', () => {
      const two = reconcile([], [stuck, { ...stuck, key: 'stuck adding' }], time, telling(T0));
      const [gone, stays] = reconcile(two, [{ ...stuck, key: 'stuck adding' }], event, telling(T0 + 1));
      expect(gone).to.have.property('resolved');
      expect(stays).to.equal(two[1]);
    });
  });

  it('raises what is so again with an id of its own', () => {
    const first = reconcile([], [stuck], time, telling(T0));
    const corrected = reconcile(first, [], late, telling(T0 + 1));
    const again = reconcile(corrected, [stuck], late, telling(T0 + 2));
    expect(again.map(({ id, resolved }) => [id, resolved?.reason])).to.deep.equal([
      ['stuck mfa#0', 'corrected'],
      ['stuck mfa#1', undefined],
    ]);
  });

  it('gives no id twice, though the first alerts about a thing are gone', () => {
    const left = { ...settledAlert('stuck mfa#1'), key: stuck.key };
    const [, again] = reconcile([left], [stuck], time, telling(T0));
    expect(again?.id).to.equal('stuck mfa#2');
  });

  describe('of endings', () => {
    it('keeps those that somebody is told, and no others', () => {
      const deaf = recipient('deaf', { wants: ({ effect }) => effect === 'sessionStuck' });
      expect(reconcile([], [abandoned], time, telling(T0))).to.have.length(1);
      expect(reconcile([], [abandoned], time, telling(T0, [deaf]))).to.deep.equal([]);
      const raised = reconcile([], [stuck], time, telling(T0, [deaf]));
      expect(reconcile(raised, [stuck, abandoned], time, telling(T0, [deaf]))).to.equal(raised);
    });

    it('lets them stand, whatever time says', () => {
      const raised = reconcile([], [abandoned], time, telling(T0));
      expect(reconcile(raised, [abandoned], time, telling(T0 + 30 * DAY))).to.equal(raised);
    });

    it('takes back what a late event shows not to be so', () => {
      const raised = reconcile([], [abandoned], time, telling(T0));
      const [corrected] = reconcile(raised, [], late, telling(T0 + HOUR));
      expect(corrected?.resolved).to.deep.equal({ at: T0 + HOUR, reason: 'corrected', by: mfa });
    });

    it('neither tells nor takes back those older than three days', () => {
      const raised = reconcile([], [abandoned], time, telling(T0));
      const limit = abandoned.at + 3 * DAY;
      expect(reconcile(raised, [], late, telling(limit))[0]).to.have.property('resolved');
      expect(reconcile(raised, [], late, telling(limit + 1))).to.equal(raised);
      expect(reconcile([], [abandoned], late, telling(limit))).to.have.length(1);
      expect(reconcile([], [abandoned], late, telling(limit + 1))).to.deep.equal([]);
    });

    it('tells that a session is stuck however old that is', () => {
      expect(reconcile([], [stuck], late, telling(T0 + 30 * DAY))).to.have.length(1);
    });
  });

  describe('keeps twenty', () => {
    const old = (count: number) => Array.from({ length: count }, (_, index) => settledAlert(`old ${index}`));

    it('and lets the oldest go that are over and told', () => {
      const alerts = reconcile(old(22), [stuck], time, telling(T0));
      expect(alerts).to.have.length(20);
      expect(alerts[0]?.id).to.equal('old 3');
      expect(alerts.at(-1)?.key).to.equal(stuck.key);
    });

    it('but leaves what is as it is while nothing new comes', () => {
      const alerts = old(22);
      expect(reconcile(alerts, [], time, telling(T0))).to.equal(alerts);
    });

    it('but keeps what still has to be told', () => {
      const waiting = {
        ...raisedTo(slack),
        id: 'w',
        key: 'w',
        resolved: { at: T0, reason: 'quiet' as const },
      };
      const alerts = reconcile([waiting, ...old(20)], [stuck], time, telling(T0));
      expect(alerts).to.have.length(20);
      expect(alerts[0]).to.equal(waiting);
    });

    it('but keeps what is so still, and would only be raised again', () => {
      const many = Array.from({ length: 25 }, (_, index) => ({ ...stuck, key: `stuck ${index}` }));
      const alerts = reconcile([], many, time, telling(T0));
      expect(alerts).to.have.length(25);
      expect(reconcile(alerts, many, time, telling(T0 + 1))).to.equal(alerts);
    });

    it('but keeps endings that a late event could take back, until they are history', () => {
      const endings = Array.from({ length: 22 }, (_, index) => ({ ...abandoned, key: `a ${index}` }));
      const told = reconcile([], endings, time, telling(T0)).map((alert) => tryOnce(alert, slack, T0));
      expect(reconcile(told, [...endings, stuck], time, telling(T0 + 3 * DAY - SECOND))).to.have.length(23);
      expect(reconcile(told, [...endings, stuck], time, telling(T0 + 3 * DAY + SECOND))).to.have.length(20);
    });
  });

  it('holds for any history: each thing has one open alert while it is so and none while it is not, ids are unique, a second look changes nothing', () => {
    const keys = ['a', 'b', 'c'];
    const step = fc.record({
      so: fc.subarray(keys),
      cause: fc.constantFrom(time, settings, event, late),
      tells: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        let alerts: readonly Alert[] = [];
        for (const [index, { so, cause, tells }] of steps.entries()) {
          const now = T0 + index * MINUTE;
          const conditions = so.map((key) => ({ ...stuck, key }));
          const next = reconcile(alerts, conditions, cause, telling(now));
          expect(reconcile(next, conditions, cause, telling(now))).to.equal(next);
          const open = next.filter(({ resolved }) => resolved === undefined).map(({ key }) => key);
          expect(open).to.have.members(so).and.have.length(so.length);
          expect(new Set(next.map(({ id }) => id)).size).to.equal(next.length);
          for (const before of alerts.filter(({ resolved }) => resolved !== undefined))
            expect(next.find(({ id }) => id === before.id) ?? before).to.equal(before);
          alerts = tells ? next.map((alert) => tryOnce(alert, slack, now)) : next;
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('changeAlert', () => {
  const alerts = [stuckAlert({ id: 'one' }), stuckAlert({ id: 'two' })];

  it('changes one alert', () => {
    const changed = changeAlert(alerts, 'two', (alert) => ({ ...alert, stage: 'adding' }));
    expect(changed.map(({ stage }) => stage)).to.deep.equal(['mfa', 'adding']);
  });

  it('gives back the same alerts where there is none, or nothing changes', () => {
    expect(changeAlert(alerts, 'three', (alert) => ({ ...alert }))).to.equal(alerts);
    expect(changeAlert(alerts, 'two', (alert) => alert)).to.equal(alerts);
  });
});

describe('group', () => {
  it('tells those who have heard of an alert that it is over, and spares the others', () => {
    const page = recipient('page');
    const told = tryOnce(raisedTo(slack, page), slack, T0);
    const grouped = group(told, 'bb_01', T0 + 1);
    expect(grouped).to.include({ group: 'bb_01' });
    expect(stateOf(grouped)).to.deep.equal([
      'slack raised delivered',
      'page raised withdrawn',
      'slack resolved pending',
    ]);
  });

  it('leaves alone what is grouped already, or over', () => {
    const grouped = group(tryOnce(raisedTo(slack), slack, T0), 'bb_01', T0);
    expect(group(grouped, 'bb_02', T0 + 1)).to.deep.equal(grouped);
    const resolved = settledAlert('a');
    expect(group(resolved, 'bb_01', T0)).to.deep.equal(resolved);
  });

  it('spares those who were about to be told, whatever became of the alert meanwhile', () => {
    const { alert: claimed, claimed: dues } = claim(raisedTo(slack), [slack], T0);
    const [resolved] = reconcile([claimed], [], event, telling(T0 + 1));
    for (const changed of [group(claimed, 'bb_01', T0 + 1), resolved!])
      expect(stateOf(group(release(changed, dues, T0 + 1), 'bb_01', T0 + 1))).to.deep.equal([
        'slack raised withdrawn',
        'slack resolved withdrawn',
      ]);
  });

  it('lets the alert be resolved later, without telling its end again', () => {
    const told = tryOnce(raisedTo(slack), slack, T0);
    const grouped = tryOnce(group(told, 'bb_01', T0 + 1), slack, T0 + 1);
    const [resolved] = reconcile([grouped], [], event, telling(T0 + 2));
    expect(resolved?.resolved?.reason).to.equal('recovered');
    expect(stateOf(resolved!)).to.deep.equal(['slack raised delivered', 'slack resolved delivered']);
    expect(claim(resolved!, [slack], T0 + DAY).claimed).to.deep.equal([]);
  });
});
