import { stripVTControlCharacters } from 'node:util';
import { expect } from 'chai';
import { alertsTable, stuckTable } from '../../../../lib/cli/alerts/alerts-table.ts';
import type { AlertView } from '../../../../lib/tracker/views.ts';

const NOW = Date.parse('2026-03-02T09:10:00.000Z');

const alert: AlertView = {
  alertId: 'a_1',
  effect: 'sessionStuck',
  status: 'open',
  summary: 'Stuck in mfa for 5 min',
  provider: 'connect',
  customerId: '7001',
  stage: 'mfa',
  waitingOn: 'customer',
  institutionId: '101732',
  at: '2026-03-02T09:05:00.000Z',
  raisedAt: '2026-03-02T09:05:00.400Z',
  deliveries: [],
};

const dead: AlertView['deliveries'] = [
  { sink: 'ops', notice: 'raised', status: 'dead', attempts: 9, tries: [] },
];

function stuck(alerts: readonly AlertView[], more?: true): string[] {
  const found = { alerts, ...(more ? { more } : {}) };
  return stripVTControlCharacters(stuckTable(found, { isFiltered: false, now: NOW })).split('\n');
}

describe('the table of who is stuck', () => {
  it('has a line for each customer, in the order given', () => {
    const { institutionId: _, ...other } = alert;
    const lines = stuck([
      alert,
      { ...other, alertId: 'b_2', customerId: 'jane', provider: 'yodlee', stage: 'deposited' },
    ]);
    expect(lines).to.deep.equal([
      'customer       stage      stuck for  waiting on  institution  alert',
      '7001           mfa        5 min      customer    101732       a_1',
      'jane (yodlee)  deposited  5 min      customer                 b_2',
    ]);
  });

  it('says what is done about it already', () => {
    const [, first, second, third] = stuck([
      { ...alert, acknowledged: { at: alert.at, by: 'anna' } },
      { ...alert, acknowledged: { at: alert.at }, groupedInto: 'c_3' },
      { ...alert, deliveries: dead },
    ]);
    expect(first).to.match(/101732 +acknowledged by anna +a_1$/);
    expect(second).to.match(/ acknowledged, told by the institution +a_1$/);
    expect(third).to.match(/ given up +a_1$/);
  });

  it('says so when there are more', () => {
    expect(stuck([alert], true).slice(-2)).to.deep.equal([
      '',
      'There are more: --limit says how many to list.',
    ]);
  });

  it('says so when nobody is, anywhere or where it was looked for', () => {
    expect(stuckTable({ alerts: [] }, { isFiltered: false, now: NOW })).to.equal('Nobody is stuck.');
    expect(stuckTable({ alerts: [] }, { isFiltered: true, now: NOW })).to.equal('Nobody is stuck there.');
  });

  it('does not count backwards where the clocks differ', () => {
    expect(stuck([{ ...alert, at: '2026-03-02T09:11:00.000Z' }])[1]).to.include(' 0 ms ');
  });

  it('lets nothing through that could steer a terminal, in a line of its own each', () => {
    const evil = 'a\u001b]0;x\u0007\n\u202eb';
    const lines = stuck([{ ...alert, customerId: evil, stage: evil, waitingOn: evil, institutionId: evil }]);
    expect(lines).to.have.length(2);
    expect(lines.join()).not.to.match(/[\p{Cc}\p{Bidi_Control}]/u);
  });
});

describe('the table of alerts', () => {
  it('has a line for each', () => {
    const { customerId: _, ...trouble } = alert;
    const found = {
      alerts: [
        alert,
        { ...trouble, effect: 'institutionTrouble', summary: 'Trouble at institution 101732' } as const,
      ],
    };
    expect(stripVTControlCharacters(alertsTable(found, 'open')).split('\n')).to.deep.equal([
      'raised (UTC)         status  about                          customer  alert',
      '2026-03-02 09:05:00  open    Stuck in mfa for 5 min         7001      a_1',
      '2026-03-02 09:05:00  open    Trouble at institution 101732            a_1',
    ]);
  });

  it('says so when there is none', () => {
    expect(alertsTable({ alerts: [] }, 'open')).to.equal('No alert is open.');
    expect(alertsTable({ alerts: [] }, 'closed')).to.equal('No alert is over.');
    expect(alertsTable({ alerts: [] }, 'dead')).to.equal('No sink was given up for an alert.');
  });
});
