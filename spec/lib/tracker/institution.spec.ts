import { expect } from 'chai';
import { disband, type Failures, judge, openTrouble } from '../../../lib/tracker/institution.ts';
import type { Institution } from '../../../lib/tracker/kept.ts';
import { HOUR, MINUTE, SECOND, T0 } from '../../support/fold.ts';
import { slack, stateOf, tryOnce } from '../alerts/example.ts';

const rule = { customers: 3, within: 10 * MINUTE };
const calm: Institution = { kind: 'institution', provider: 'connect', institutionId: '101732', alerts: [] };

const situation = (now: number) => ({ recordId: 'aa', now, recipients: [slack] });

/** So many customers, the last of whom began to fail at `newest`. */
const failing = (customers: number, newest = T0): Failures => ({
  customers,
  any: true,
  sessionIds: Array.from({ length: customers }, (_, index) => `s${index}`),
  newest,
});
const nobody: Failures = { customers: 0, any: false, sessionIds: [], newest: 0 };

const troubled = (customers = 3) => judge(calm, failing(customers), rule, situation(T0));

describe('an institution', () => {
  it('is in trouble from so many customers on as the rule says', () => {
    expect(judge(calm, failing(2), rule, situation(T0))).to.equal(calm);
    expect(judge(calm, nobody, rule, situation(T0))).to.equal(calm);
    const trouble = openTrouble(troubled())!;
    expect(trouble).to.deep.include({
      effect: 'institutionTrouble',
      institutionId: '101732',
      at: T0,
      raisedAt: T0,
      customers: 3,
      sessionIds: ['s0', 's1', 's2'],
    });
    expect(trouble.id).to.match(/^aa_[0-9a-f]{10}$/);
    expect(stateOf(trouble)).to.deep.equal(['slack raised pending']);
  });

  it('lists a hundred sessions', () => {
    expect(openTrouble(troubled(400))).to.include({ customers: 400 });
    expect(openTrouble(troubled(400))?.sessionIds).to.have.length(100);
  });

  it('is looked at again every minute, and when the newest failure no longer counts', () => {
    expect(troubled().dueAt).to.equal(T0 + MINUTE);
    const later = judge(troubled(), failing(3, T0 + 5 * MINUTE), rule, situation(T0 + 14.5 * MINUTE));
    expect(later.dueAt).to.equal(T0 + 15 * MINUTE);
    expect(openTrouble(later)?.id).to.equal(openTrouble(troubled())?.id);
  });

  it('is raised once, and is not written anew for each customer more', () => {
    const before = troubled(4);
    expect(judge(before, failing(4, T0 + SECOND), rule, situation(T0 + SECOND))).to.equal(before);
    expect(judge(before, failing(5, T0 + SECOND), rule, situation(T0 + SECOND))).to.equal(before);
  });

  it('grows: how many fail is kept when it is half as many more', () => {
    const grown = judge(troubled(4), failing(6, T0 + SECOND), rule, situation(T0 + SECOND));
    expect(grown.alerts).to.have.length(1);
    expect(openTrouble(grown)).to.include({ customers: 6 });
    expect(grown.dueAt).to.equal(T0 + SECOND + MINUTE);
  });

  it('keeps the most that failed at once', () => {
    const fewer = judge(troubled(9), failing(3, T0 + 9 * MINUTE), rule, situation(T0 + 10 * MINUTE));
    expect(openTrouble(fewer)).to.include({ customers: 9 });
  });

  it('stays in trouble while fewer than the rule says fail, but not for long', () => {
    const fewer = judge(troubled(), failing(1, T0 + MINUTE), rule, situation(T0 + 2 * MINUTE));
    expect(openTrouble(fewer)).not.to.equal(undefined);
  });

  it('has recovered when nobody fails there any more', () => {
    const told = { ...troubled(), alerts: [tryOnce(troubled().alerts[0]!, slack, T0)] };
    const over = judge(told, nobody, rule, situation(T0 + MINUTE));
    expect(over.alerts[0]?.resolved).to.deep.equal({ at: T0 + MINUTE, reason: 'recovered' });
    expect(stateOf(over.alerts[0]!)).to.deep.equal(['slack raised delivered', 'slack resolved pending']);
    expect(over).not.to.have.property('dueAt');
    expect(openTrouble(over)).to.equal(undefined);
  });

  it('is quiet when nobody has begun to fail for as long as failures count together', () => {
    const at = T0 + 10 * MINUTE;
    expect(openTrouble(judge(troubled(), failing(3), rule, situation(at - 1)))).not.to.equal(undefined);
    const quiet = judge(troubled(), failing(3), rule, situation(at));
    expect(quiet.alerts[0]?.resolved).to.deep.equal({ at, reason: 'quiet' });
    expect(quiet).not.to.have.property('dueAt');
  });

  it('has an alert of its own for each time it is in trouble', () => {
    const over = judge(troubled(), nobody, rule, situation(T0 + MINUTE));
    const again = judge(over, failing(3, T0 + HOUR), rule, situation(T0 + HOUR));
    expect(again.alerts).to.have.length(2);
    expect(again.alerts[0]).to.equal(over.alerts[0]);
    expect(openTrouble(again)?.id).not.to.equal(over.alerts[0]?.id);
  });

  it('keeps the last twenty alerts', () => {
    let one: Institution = calm;
    for (let hour = 0; hour < 25; hour++) {
      one = judge(one, failing(3, T0 + hour * HOUR), rule, situation(T0 + hour * HOUR));
      if (hour < 24) one = judge(one, nobody, rule, situation(T0 + hour * HOUR + MINUTE));
    }
    expect(one.alerts).to.have.length(20);
    expect(openTrouble(one)?.raisedAt).to.equal(T0 + 24 * HOUR);
  });

  it('is disbanded where nobody looks for trouble any more', () => {
    const over = disband(troubled(), T0 + MINUTE);
    expect(over.alerts[0]?.resolved).to.deep.equal({ at: T0 + MINUTE, reason: 'reconfigured' });
    expect(over).not.to.have.property('dueAt');
    expect(disband(over, T0 + HOUR)).to.equal(over);
  });
});
