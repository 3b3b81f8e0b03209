import { expect } from 'chai';
import type { Alert } from '../../../lib/alerts/alert.ts';
import { claim, release, settle } from '../../../lib/alerts/attempts.ts';
import { close, hush, resend } from '../../../lib/alerts/deliveries.ts';
import { isUnsettled, nextAt, upcoming } from '../../../lib/alerts/delivery.ts';
import { DAY, HOUR, MINUTE, SECOND, T0 } from '../../support/fold.ts';
import {
  deliveryOf,
  even,
  manager,
  page,
  raisedTo,
  recipient,
  refused,
  slack,
  stateOf,
  stuckAlert,
  tryOnce,
  trySettling,
} from './example.ts';

const RAISED = { sink: 'slack', notice: 'raised' } as const;

const resolvedAt = (alert: Alert, at: number) =>
  close({ ...alert, resolved: { at, reason: 'recovered' as const } }, at);

const acknowledgedAt = (alert: Alert, at: number, recipients = [slack, page, manager]) =>
  hush({ ...alert, acknowledged: { at } }, recipients, at);

const leasedAt = (alert: Alert, to: Parameters<typeof claim>[1], at: number) => claim(alert, to, at).alert;

/** Tries again and again when it is due; the pauses between. */
function pauses(count: number, tried: object = refused, random = even): number[] {
  let alert = raisedTo(slack);
  return Array.from({ length: count }, () => {
    const at = nextAt(alert, 'slack')!;
    const leased = leasedAt(alert, [slack], at);
    alert = settle(leased, slack, 'raised', { at, ms: 0, ...refused, ...tried }, random);
    return (nextAt(alert, 'slack') ?? Number.NaN) - at;
  });
}

describe('the deliveries of an alert', () => {
  it('are raised, told, and told that it is over', () => {
    const raised = raisedTo(slack);
    expect(nextAt(raised, 'slack')).to.equal(T0);
    const told = tryOnce(raised, slack, T0 + 5, { ms: 30, status: 200 });
    expect(deliveryOf(told, 'slack')).to.deep.equal({
      ...RAISED,
      status: 'delivered',
      since: T0,
      attempts: 1,
      tries: [{ at: T0 + 5, ms: 30, outcome: 'delivered', status: 200 }],
    });
    expect(nextAt(told, 'slack')).to.equal(undefined);
    const over = resolvedAt(told, T0 + MINUTE);
    expect(nextAt(over, 'slack')).to.equal(T0 + MINUTE);
    const end = tryOnce(over, slack, T0 + MINUTE);
    expect(stateOf(end)).to.deep.equal(['slack raised delivered', 'slack resolved delivered']);
    expect([isUnsettled(raised), isUnsettled(told), isUnsettled(over), isUnsettled(end)]).to.deep.equal([
      true,
      false,
      true,
      false,
    ]);
  });

  it('are withdrawn, and nobody is told, where the alert was over before anybody heard of it', () => {
    const over = resolvedAt(raisedTo(slack, page), T0 + 1);
    expect(stateOf(over)).to.deep.equal(['slack raised withdrawn', 'page raised withdrawn']);
    expect(claim(over, [slack, page], T0 + DAY).claimed).to.deep.equal([]);
  });

  describe('of an alert that is over while a sink is being told', () => {
    const over = resolvedAt(leasedAt(raisedTo(slack), [slack], T0), T0 + SECOND);

    it('tell its end after that', () => {
      expect(stateOf(over)).to.deep.equal(['slack raised pending leased', 'slack resolved pending']);
      expect(claim(over, [slack], T0 + 2 * SECOND).claimed).to.deep.equal([]);
      const told = trySettling(over, slack, RAISED, T0 + 2 * SECOND);
      expect(claim(told, [slack], T0 + 2 * SECOND).claimed).to.deep.equal([
        { sink: 'slack', notice: 'resolved' },
      ]);
    });

    it('do not try again what failed, but tell the end: it may have been heard all the same', () => {
      const failed = trySettling(over, slack, RAISED, T0 + 2 * SECOND, { outcome: 'sink-timeout' });
      expect(stateOf(failed)).to.deep.equal(['slack raised withdrawn', 'slack resolved pending']);
      expect(nextAt(failed, 'slack')).to.equal(T0 + 2 * SECOND);
    });

    it('tell both, in their order, where the process died over it', () => {
      const first = tryOnce(over, slack, T0 + 10 * SECOND);
      expect(stateOf(first)).to.deep.equal(['slack raised delivered', 'slack resolved pending']);
      expect(stateOf(tryOnce(first, slack, T0 + 10 * SECOND))[1]).to.equal('slack resolved delivered');
    });
  });

  it('tell the end where a try has failed, since it may have been heard all the same', () => {
    const failed = tryOnce(raisedTo(slack), slack, T0, { outcome: 'sink-timeout' });
    expect(stateOf(resolvedAt(failed, T0 + 1))).to.deep.equal([
      'slack raised withdrawn',
      'slack resolved pending',
    ]);
  });

  it('tell no end to a sink that was given up', () => {
    const dead = tryOnce(raisedTo(slack), slack, T0, { ...refused, final: true });
    expect(stateOf(resolvedAt(dead, T0 + 1))).to.deep.equal(['slack raised dead']);
  });

  describe('that fail', () => {
    it('are tried again after one second, and then after twice as long each time, up to a quarter of an hour', () => {
      const minutes = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900].map((seconds) => seconds * SECOND);
      expect(pauses(12)).to.deep.equal(minutes);
    });

    it('by chance after half to one and a half of that, in whole ms', () => {
      expect(pauses(3, {}, () => 0)).to.deep.equal([500, SECOND, 2 * SECOND]);
      expect(pauses(3, {}, () => 0.9999)).to.deep.equal([1500, 3000, 6000]);
      expect(pauses(1, {}, () => 0.123_456)).to.deep.equal([623]);
    });

    it('not before the receiver asks for', () => {
      expect(pauses(2, { retryAfter: HOUR })).to.deep.equal([HOUR, HOUR]);
      expect(pauses(2, { retryAfter: 1 })).to.deep.equal([SECOND, 2 * SECOND]);
    });

    it('count from the end of the try', () => {
      const failed = tryOnce(raisedTo(slack), slack, T0, { ...refused, ms: 4_000 });
      expect(nextAt(failed, 'slack')).to.equal(T0 + 5 * SECOND);
    });

    it('remember the last five tries, and how many there were', () => {
      let alert = raisedTo(slack);
      for (let index = 0; index < 7; index++)
        alert = tryOnce(alert, slack, nextAt(alert, 'slack')!, { ...refused, status: 500 + index });
      const { attempts, tries } = deliveryOf(alert, 'slack')!;
      expect(attempts).to.equal(7);
      expect(tries.map(({ status }) => status)).to.deep.equal([502, 503, 504, 505, 506]);
      expect(tries[0]).not.to.have.any.keys('retryAfter', 'final');
    });

    it('are given up where the next try would come too late', () => {
      const hasty = recipient('slack', { giveUpAfter: 10 * SECOND });
      const failedAt = (at: number) => tryOnce(raisedTo(hasty), hasty, at, refused);
      expect(stateOf(failedAt(T0 + 9 * SECOND))).to.deep.equal(['slack raised pending']);
      expect(stateOf(failedAt(T0 + 9 * SECOND + 1))).to.deep.equal(['slack raised dead']);
      expect(nextAt(failedAt(T0 + 9 * SECOND + 1), 'slack')).to.equal(undefined);
    });

    it('are given up at once where trying again cannot help', () => {
      const dead = tryOnce(raisedTo(slack), slack, T0, { outcome: 'sink-gone', status: 410, final: true });
      expect(stateOf(dead)).to.deep.equal(['slack raised dead']);
      expect(isUnsettled(dead)).to.equal(false);
    });

    it('change nothing for another sink', () => {
      const raised = raisedTo(slack, page);
      const failed = tryOnce(raised, slack, T0, refused);
      expect(deliveryOf(failed, 'page')).to.equal(deliveryOf(raised, 'page'));
      const dead = tryOnce(tryOnce(failed, page, T0), slack, T0 + 2 * DAY, refused);
      expect(stateOf(resolvedAt(dead, T0 + 2 * DAY))).to.deep.equal([
        'slack raised dead',
        'page raised delivered',
        'page resolved pending',
      ]);
    });
  });

  describe('under lease', () => {
    const { alert: leased, claimed } = claim(raisedTo(slack, page), [slack], T0);

    it('are claimed for those sinks that are asked for, when they are due', () => {
      expect(claimed).to.deep.equal([RAISED]);
      expect(stateOf(leased)).to.deep.equal(['slack raised pending leased', 'page raised pending']);
      expect(claim(raisedTo(slack), [slack], T0 - 1).claimed).to.deep.equal([]);
    });

    it('are left to the process that holds it, until it ends', () => {
      expect(claim(leased, [slack, page], T0 + 10 * SECOND - 1).claimed).to.deep.equal([
        { sink: 'page', notice: 'raised' },
      ]);
      expect(claim(leased, [slack], T0 + 10 * SECOND).claimed).to.deep.equal([RAISED]);
    });

    it('that ran out may have been told all the same, and their end is told', () => {
      const { alert, claimed: dues } = claim(leased, [slack], T0 + 10 * SECOND);
      const released = release(alert, dues, T0 + 10 * SECOND);
      expect(stateOf(resolvedAt(released, T0 + 10 * SECOND))).to.deep.equal([
        'slack raised withdrawn',
        'page raised withdrawn',
        'slack resolved pending',
      ]);
    });

    it('can be given back, and are due at once', () => {
      const released = release(leased, claimed, T0 + SECOND);
      expect(stateOf(released)).to.deep.equal(['slack raised pending', 'page raised pending']);
      expect(claim(released, [slack], T0 + SECOND).claimed).to.deep.equal([RAISED]);
    });

    it('are not given back where somebody has settled them meanwhile', () => {
      const told = trySettling(leased, slack, RAISED, T0);
      expect(release(told, claimed, T0 + SECOND)).to.deep.equal(told);
    });

    it('outlasted by a try: a failure that comes late changes nothing of what became of it meanwhile', () => {
      const [other, late] = [T0 + 10 * SECOND, T0 + 11 * SECOND];
      const delivered = tryOnce(leased, slack, other);
      const dead = tryOnce(leased, slack, other, { ...refused, final: true });
      const withdrawn = acknowledgedAt(tryOnce(leased, slack, other, refused), other);
      for (const alert of [delivered, dead, withdrawn]) {
        const settled = trySettling(alert, slack, RAISED, late, refused);
        expect(stateOf(settled)).to.deep.equal(stateOf(alert));
        expect(nextAt(settled, 'slack')).to.equal(undefined);
        expect(deliveryOf(settled, 'slack')?.tries).to.have.length(2);
      }
    });

    it('outlasted by a try: a success that comes late counts', () => {
      const dead = tryOnce(leased, slack, T0 + 10 * SECOND, { ...refused, final: true });
      const settled = trySettling(dead, slack, RAISED, T0 + 11 * SECOND);
      expect(deliveryOf(settled, 'slack')?.status).to.equal('delivered');
    });

    it('outlasted by a try: what another process tells next stays its own', () => {
      const told = tryOnce(resolvedAt(leased, T0), slack, T0 + 10 * SECOND);
      const telling = leasedAt(told, [slack], T0 + 10 * SECOND);
      const settled = trySettling(telling, slack, RAISED, T0 + 11 * SECOND);
      expect(deliveryOf(settled, 'slack', 'resolved')).to.equal(deliveryOf(telling, 'slack', 'resolved'));
    });

    it('settle nothing where the alert knows of no such notice', () => {
      expect(trySettling(leased, slack, { notice: 'resolved' }, T0)).to.equal(leased);
      expect(trySettling(leased, recipient('gone'), RAISED, T0)).to.equal(leased);
    });
  });

  describe('to a receiver that forgets', () => {
    const told = tryOnce(raisedTo(manager), manager, T0);
    const next = T0 + 5 * MINUTE;

    it('are told again and again while the alert is open', () => {
      expect(stateOf(told)).to.deep.equal(['manager raised delivered']);
      expect(nextAt(told, 'manager')).to.equal(next);
      const again = tryOnce(told, manager, next);
      expect(nextAt(again, 'manager')).to.equal(next + 5 * MINUTE);
      expect(isUnsettled(again)).to.equal(false);
    });

    it('no more when it is over', () => {
      const over = resolvedAt(told, T0 + 1);
      expect(stateOf(over)).to.deep.equal(['manager raised delivered', 'manager resolved pending']);
      expect(nextAt(tryOnce(over, manager, T0 + 1), 'manager')).to.equal(undefined);
      const underWay = resolvedAt(leasedAt(told, [manager], next), next);
      const settled = trySettling(underWay, manager, RAISED, next + 1);
      expect(claim(settled, [manager], next + 1).claimed.map(({ notice }) => notice)).to.deep.equal([
        'resolved',
      ]);
      expect(nextAt(tryOnce(settled, manager, next + 1), 'manager')).to.equal(undefined);
    });

    it('no more when somebody has acknowledged it, also while it is being told', () => {
      expect(nextAt(acknowledgedAt(told, T0 + 1), 'manager')).to.equal(undefined);
      const underWay = acknowledgedAt(leasedAt(told, [manager], next), next);
      expect(nextAt(trySettling(underWay, manager, RAISED, next), 'manager')).to.equal(undefined);
    });

    it('no more when another alert tells of it, though a try comes back late', () => {
      const over = tryOnce(close(told, T0 + 1), manager, T0 + 1);
      expect(nextAt(trySettling(over, manager, RAISED, T0 + 2), 'manager')).to.equal(undefined);
    });

    it('but once about an ending, which nobody waits for', () => {
      const ending = { ...raisedTo(manager), effect: 'sessionAbandoned' } as const;
      expect(nextAt(tryOnce(ending, manager, T0), 'manager')).to.equal(undefined);
    });

    it('soon again where that fails, however often it went well before, and never later than else', () => {
      let alert = told;
      for (let index = 0; index < 20; index++) alert = tryOnce(alert, manager, nextAt(alert, 'manager')!);
      const waits = Array.from({ length: 12 }, () => {
        const at = nextAt(alert, 'manager')!;
        alert = tryOnce(alert, manager, at, refused);
        return nextAt(alert, 'manager')! - at;
      });
      expect(waits.slice(0, 4)).to.deep.equal([1, 2, 4, 8].map((seconds) => seconds * SECOND));
      expect(Math.max(...waits)).to.equal(5 * MINUTE);
      expect(stateOf(alert)).to.deep.equal(['manager raised delivered']);
    });

    it('no more where it says that it takes nothing any more', () => {
      const gone = tryOnce(told, manager, next, { outcome: 'sink-gone', final: true });
      expect(stateOf(gone)).to.deep.equal(['manager raised dead']);
    });
  });

  describe('of an alert that somebody has acknowledged', () => {
    it('are not tried any more', () => {
      const failed = tryOnce(raisedTo(slack), slack, T0, refused);
      for (const alert of [raisedTo(slack), failed]) {
        const hushed = acknowledgedAt(alert, T0 + 1);
        expect(stateOf(hushed)).to.deep.equal(['slack raised withdrawn']);
        expect(nextAt(hushed, 'slack')).to.equal(undefined);
      }
    });

    it('are not tried any more where the try that is under way fails', () => {
      const hushed = acknowledgedAt(leasedAt(raisedTo(slack), [slack], T0), T0 + 1);
      expect(stateOf(hushed)).to.deep.equal(['slack raised pending leased']);
      expect(stateOf(trySettling(hushed, slack, RAISED, T0 + 2, refused))).to.deep.equal([
        'slack raised withdrawn',
      ]);
    });

    it('are told to those sinks that show it and may have heard of the alert', () => {
      const told = tryOnce(tryOnce(raisedTo(slack, page), slack, T0), page, T0);
      expect(stateOf(acknowledgedAt(told, T0 + 1))).to.deep.equal([
        'slack raised delivered',
        'page raised delivered',
        'page acknowledged pending',
      ]);
      expect(stateOf(acknowledgedAt(raisedTo(page), T0 + 1))).to.deep.equal(['page raised withdrawn']);
      const dead = tryOnce(raisedTo(page), page, T0, { ...refused, final: true });
      expect(stateOf(acknowledgedAt(dead, T0 + 1))).to.deep.equal(['page raised dead']);
    });

    it('are told after what is being told', () => {
      const hushed = acknowledgedAt(leasedAt(raisedTo(page), [page], T0), T0 + 1);
      expect(claim(hushed, [page], T0 + 2).claimed).to.deep.equal([]);
      const told = trySettling(hushed, page, RAISED, T0 + 2);
      expect(claim(told, [page], T0 + 2).claimed.map(({ notice }) => notice)).to.deep.equal(['acknowledged']);
    });

    it('are not told where the end was told before', () => {
      const grouped = tryOnce(close(tryOnce(raisedTo(page), page, T0), T0 + 1), page, T0 + 1);
      expect(stateOf(acknowledgedAt(grouped, T0 + 2))).to.deep.equal(stateOf(grouped));
    });

    it('are told the end, also where only the acknowledgement got through', () => {
      const failed = tryOnce(raisedTo(page), page, T0, { outcome: 'sink-timeout' });
      const acknowledged = tryOnce(acknowledgedAt(failed, T0 + 1), page, T0 + 1);
      expect(stateOf(resolvedAt(acknowledged, T0 + 2))).to.deep.equal([
        'page raised withdrawn',
        'page acknowledged delivered',
        'page resolved pending',
      ]);
    });

    it('go straight to the end where the acknowledgement is not told yet', () => {
      const acknowledged = acknowledgedAt(tryOnce(raisedTo(page), page, T0), T0 + 1);
      const failed = tryOnce(acknowledged, page, T0 + 1, refused);
      for (const alert of [acknowledged, failed]) {
        const over = resolvedAt(alert, T0 + 2);
        expect(stateOf(over)).to.deep.equal([
          'page raised delivered',
          'page acknowledged withdrawn',
          'page resolved pending',
        ]);
        expect(nextAt(over, 'page')).to.equal(T0 + 2);
      }
    });
  });

  describe('sent again by hand', () => {
    const at = T0 + HOUR;
    const again = (alert: Alert, ...to: Parameters<typeof resend>[1][number][]) =>
      resend(alert, to.length === 0 ? [slack] : to, at);

    it('begin anew where they were given up, and may take as long as at first', () => {
      const dead = tryOnce(raisedTo(slack), slack, T0 + DAY, refused);
      expect(stateOf(dead)).to.deep.equal(['slack raised dead']);
      const resent = resend(dead, [slack], T0 + 2 * DAY);
      expect(nextAt(resent, 'slack')).to.equal(T0 + 2 * DAY);
      expect(stateOf(tryOnce(resent, slack, T0 + 2 * DAY, refused))).to.deep.equal(['slack raised pending']);
      expect(stateOf(tryOnce(resent, slack, T0 + 2 * DAY))).to.deep.equal(['slack raised delivered']);
    });

    it('are told once more where they were told, and tried again where that fails', () => {
      const resent = again(tryOnce(raisedTo(slack), slack, T0));
      expect(stateOf(resent)).to.deep.equal(['slack raised pending']);
      expect(nextAt(tryOnce(resent, slack, at, refused), 'slack')).to.equal(at + SECOND);
    });

    it('do not wait for the next try', () => {
      expect(
        nextAt(again(tryOnce(raisedTo(slack), slack, T0, { ...refused, retryAfter: DAY / 2 })), 'slack'),
      ).to.equal(at);
    });

    it('are tried again where that fails, though somebody has acknowledged the alert before', () => {
      const hushed = acknowledgedAt(raisedTo(slack), T0 + 1);
      const resent = again(hushed);
      expect(stateOf(resent)).to.deep.equal(['slack raised pending']);
      expect(stateOf(tryOnce(resent, slack, at, refused))).to.deep.equal(['slack raised pending']);
    });

    it('are the newest notice, and one at a time', () => {
      const over = tryOnce(resolvedAt(tryOnce(raisedTo(slack), slack, T0), T0 + 1), slack, T0 + 1);
      const resent = again(over);
      expect(stateOf(resent)).to.deep.equal(['slack raised delivered', 'slack resolved pending']);
      expect(stateOf(again(resent))).to.deep.equal(stateOf(resent));
    });

    it('tell the end of an alert that is over, to whoever never heard of it', () => {
      const withdrawn = resolvedAt(raisedTo(slack), T0 + 1);
      expect(stateOf(again(withdrawn))).to.deep.equal(['slack raised withdrawn', 'slack resolved pending']);
      const dead = resolvedAt(tryOnce(raisedTo(slack), slack, T0, { ...refused, final: true }), T0 + 1);
      expect(stateOf(again(dead))).to.deep.equal(['slack raised withdrawn', 'slack resolved pending']);
    });

    it('reach a sink that is new, if it wants to hear of it', () => {
      expect(stateOf(again(raisedTo(slack), page))).to.deep.equal([
        'slack raised pending',
        'page raised pending',
      ]);
      expect(stateOf(again(raisedTo(slack), recipient('deaf', { wants: () => false })))).to.deep.equal([
        'slack raised pending',
      ]);
    });

    it('are left alone while they are being told', () => {
      const leased = leasedAt(raisedTo(slack), [slack], at);
      expect(again(leased)).to.deep.equal(leased);
    });

    it('leave other sinks alone', () => {
      const raised = raisedTo(slack, page);
      expect(deliveryOf(again(raised), 'page')).to.deep.equal(deliveryOf(raised, 'page'));
    });
  });

  it('come to nothing where there are none', () => {
    const quiet = stuckAlert();
    expect(resolvedAt(quiet, T0).deliveries).to.deep.equal([]);
    expect(acknowledgedAt(quiet, T0).deliveries).to.deep.equal([]);
    expect(claim(quiet, [slack], T0)).to.deep.equal({ alert: quiet, claimed: [] });
  });
});

describe('an alert that was over before anybody seemed to have heard of it', () => {
  const over = { at: T0, reason: 'recovered' } as const;
  const due = { sink: 'slack', notice: 'raised' } as const;

  it('is told to be over when a try that was thought given back was heard all the same', () => {
    const claimed = claim(raisedTo(slack), [slack], T0).alert;
    // Another process has given the lease back, and found that nobody is to be told.
    const withdrawn = close({ ...release(claimed, [due], T0), resolved: over }, T0);
    expect(upcoming(withdrawn, 'slack')).to.equal(undefined);
    const heard = trySettling(withdrawn, slack, due, T0);
    expect(upcoming(heard, 'slack')).to.include({ notice: 'resolved', status: 'pending' });
    expect(upcoming(tryOnce(heard, slack, T0), 'slack')).to.equal(undefined);
  });

  it('is told so, too, when its end had been planned and withdrawn', () => {
    const claimed = claim(raisedTo(slack), [slack], T0).alert;
    const planned = close({ ...claimed, resolved: over }, T0);
    const withdrawn = close(release(planned, [due], T0), T0);
    expect(withdrawn.deliveries.map(({ status }) => status)).to.deep.equal(['withdrawn', 'withdrawn']);
    const heard = trySettling(withdrawn, slack, due, T0);
    expect(heard.deliveries.map(({ notice, status }) => `${notice} ${status}`)).to.deep.equal([
      'raised delivered',
      'resolved pending',
    ]);
  });
});
