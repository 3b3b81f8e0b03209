import { stripVTControlCharacters } from 'node:util';
import { expect } from 'chai';
import { acknowledgedLine, alertPage, resentPage } from '../../../../lib/cli/alerts/alerts-page.ts';
import type { AlertView, DeliveryView } from '../../../../lib/tracker/views.ts';

const NOW = Date.parse('2026-03-02T09:10:00.000Z');

const alert: AlertView = {
  alertId: '7d73d581e767e267ffcd0706_6ad1ce1b4a',
  effect: 'sessionStuck',
  status: 'open',
  summary: 'Stuck in mfa at institution 101732 for 5 min',
  provider: 'connect',
  customerId: '7001',
  sessionId: '7d73d581e767e267ffcd0706-882ee6e7da',
  stage: 'mfa',
  since: '2026-03-02T09:00:00.000Z',
  waitingOn: 'customer',
  institutionId: '101732',
  at: '2026-03-02T09:05:00.000Z',
  raisedAt: '2026-03-02T09:05:00.400Z',
  deliveries: [],
};

const delivery: DeliveryView = {
  sink: 'ops',
  notice: 'raised',
  status: 'delivered',
  attempts: 1,
  tries: [{ at: '2026-03-02T09:05:01.000Z', durationMs: 40, outcome: 'delivered', status: 204 }],
};

const page = (change: Partial<AlertView> = {}) =>
  stripVTControlCharacters(alertPage({ ...alert, ...change }, NOW));

describe('the page of an alert', () => {
  it('says what it is about, since when, who has to act, and why the deadline is what it is', () => {
    expect(page().split('\n')).to.deep.equal([
      'Stuck in mfa at institution 101732 for 5 min: open',
      '  customer     7001 (connect)',
      '  institution  101732',
      '  stage        mfa, since 2026-03-02 09:00:00 UTC (10 min ago)',
      '  waiting on   customer',
      '  stuck since  2026-03-02 09:05:00 UTC (5 min ago)',
      '  deadline     5 min, as it is set for this stage',
      '  found        2026-03-02 09:05:00 UTC (5 min ago)',
      '  session      7d73d581e767e267ffcd0706-882ee6e7da',
      '  alert        7d73d581e767e267ffcd0706_6ad1ce1b4a',
      '',
      'No sink is told about it.',
    ]);
  });

  it('says how long the stage usually takes, where the deadline comes from that', () => {
    const usual = 'mfa usually takes 40.0 s here; this one 5 min';
    expect(page({ usual })).to.include(`  deadline     ${usual}\n`);
  });

  it('lists what each sink was told, how often it was tried, and when it is next', () => {
    const text = page({
      deliveries: [
        delivery,
        {
          ...delivery,
          sink: 'pager',
          status: 'pending',
          attempts: 3,
          nextAt: '2026-03-02T09:10:12.000Z',
          tries: [{ at: '2026-03-02T09:09:00.000Z', durationMs: 5_000, outcome: 'sink-timeout' }],
        },
        { sink: 'slack', notice: 'raised', status: 'dead', attempts: 20, tries: [] },
        { ...delivery, sink: 'am', nextAt: '2026-03-02T09:09:00.000Z' },
      ],
    });
    expect(text.split('\n').slice(-5)).to.deep.equal([
      'Sinks',
      '  ops    raised  delivered  1 attempt    last 2026-03-02 09:05:01 delivered (204)',
      '  pager  raised  pending    3 attempts   last 2026-03-02 09:09:00 sink-timeout     next in 12.0 s',
      '  slack  raised  given up   20 attempts',
      '  am     raised  delivered  1 attempt    last 2026-03-02 09:05:01 delivered (204)  again now',
    ]);
  });

  it('says in words who has taken it on, and why it is over', () => {
    const text = page({
      status: 'resolved',
      acknowledged: { at: '2026-03-02T09:06:00.000Z', by: 'anna' },
      resolved: {
        at: '2026-03-02T09:08:00.000Z',
        reason: 'recovered',
        detail: 'added came',
        by: { type: 'added', eventId: '1-a' },
      },
    });
    expect(text).to.match(/^Stuck in mfa .*: resolved$/m);
    expect(text).to.include('  acknowledged  by anna, 2026-03-02 09:06:00 UTC (4 min ago)\n');
    expect(text).to.include('  over          2026-03-02 09:08:00 UTC (2 min ago), recovered: added came\n');
  });

  it('tells of an institution how many are failing, and of a customer which alert tells it', () => {
    const { customerId: _, sessionId: __, stage: ___, since: ____, waitingOn: _____, ...rest } = alert;
    const trouble = { ...rest, effect: 'institutionTrouble', customers: 7, sessionCount: 3 } as const;
    const text = stripVTControlCharacters(alertPage(trouble, NOW));
    expect(text).to.include('  institution  101732 (connect)\n');
    expect(text).to.include('  came true    2026-03-02 09:05:00 UTC (5 min ago)\n');
    expect(text).to.include('  customers    7 at most at once\n').and.include('  failing now  3 sessions\n');
    expect(text).not.to.match(/undefined|deadline|stage|waiting/);
    expect(page({ groupedInto: 'a_b' })).to.include('  told by      alert a_b, about the institution\n');
  });

  it('lets nothing through that could steer a terminal', () => {
    const evil = 'a\u001b]0;x\u0007\n\u202e';
    const text = alertPage(
      {
        ...alert,
        alertId: evil,
        customerId: evil,
        stage: evil,
        summary: evil,
        institutionId: evil,
        acknowledged: { at: alert.at, by: evil },
        deliveries: [{ ...delivery, sink: evil }],
      },
      NOW,
    );
    expect(stripVTControlCharacters(text)).not.to.match(/(?!\n)[\p{Cc}\p{Bidi_Control}]/u);
    expect(text.split('\n')).to.have.length(page({ acknowledged: { at: alert.at } }).split('\n').length + 1);
  });
});

describe('what acknowledging came to', () => {
  const acknowledged = { at: '2026-03-02T09:06:00.000Z', by: 'anna' };
  const { summary } = alert;

  it('names who has taken it on', () => {
    expect(acknowledgedLine({ ...alert, acknowledged }, 'anna')).to.equal(
      `Acknowledged by anna at 2026-03-02 09:06:00 UTC: ${summary}`,
    );
  });

  it('says so when somebody else was first', () => {
    expect(acknowledgedLine({ ...alert, acknowledged }, 'bob')).to.equal(
      `Already acknowledged by anna at 2026-03-02 09:06:00 UTC: ${summary}`,
    );
  });

  it('may be nobody’s', () => {
    const nameless = { ...alert, acknowledged: { at: acknowledged.at } };
    expect(acknowledgedLine(nameless, undefined)).to.equal(
      `Acknowledged at 2026-03-02 09:06:00 UTC: ${summary}`,
    );
  });
});

describe('what sending again came to', () => {
  it('shows the sinks alone', () => {
    const text = stripVTControlCharacters(resentPage({ ...alert, deliveries: [delivery] }, NOW));
    expect(text).to.equal(
      `${alert.summary}: open\n\nSinks\n  ops  raised  delivered  1 attempt  last 2026-03-02 09:05:01 delivered (204)`,
    );
  });
});
