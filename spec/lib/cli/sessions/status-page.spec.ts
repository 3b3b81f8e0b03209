import { stripVTControlCharacters } from 'node:util';
import { expect } from 'chai';
import { type PageOptions, statusPage } from '../../../../lib/cli/sessions/status-page.ts';
import type { SessionView } from '../../../../lib/tracker/views.ts';

const session: Omit<SessionView, 'timeline'> = {
  sessionId: '0a1b2c3d',
  sessionKey: 'order-4711',
  customerId: '6030781868',
  provider: 'connect',
  machine: 'connect',
  machineVersion: '1',
  stage: 'invalidCredentials',
  since: '2025-11-22T09:30:40.000Z',
  stuck: false,
  stuckAt: '2025-11-22T09:40:40.000Z',
  outcome: 'open',
  waitingOn: 'customer',
  expectedNext: ['adding', 'mfa'],
  attempts: 2,
  oauth: false,
  institutions: [
    {
      institutionId: '101732',
      stage: 'invalidCredentials',
      failures: 1,
      accountsAdded: 1,
      loginIds: ['4327'],
      lastErrorCode: 103,
    },
  ],
  accounts: [{ id: '30318', type: 'loan', institutionId: '101732' }],
  lastError: { code: 103, meaning: 'wrong credentials', whoActs: 'customer', at: '2025-11-22T09:30:40.000Z' },
  anomalies: [{ at: '2025-11-22T09:30:10.000Z', type: 'mfa', detail: 'mfa was not expected in started' }],
  links: { session: '/v1/sessions/0a1b2c3d', customer: '/v1/customers/6030781868?provider=connect' },
};

const timeline: SessionView['timeline'] = [
  {
    eventId: '1-a',
    type: 'started',
    at: '2025-11-22T09:30:00.000Z',
    stage: 'started',
    dwellMs: 10_000,
    expected: true,
  },
  {
    eventId: '2-b',
    type: 'mfa',
    at: '2025-11-22T09:30:10.000Z',
    stage: 'mfa',
    dwellMs: 30_000,
    expected: false,
    late: true,
  },
  {
    eventId: '3-c',
    type: 'invalidCredentials',
    at: '2025-11-22T09:30:40.000Z',
    stage: 'invalidCredentials',
    expected: true,
    duplicates: 1,
  },
];

const NOW = Date.parse('2025-11-22T09:34:52.000Z');

function page(change: Partial<SessionView> = {}, options: Partial<PageOptions> = {}): string {
  const view = { ...session, timeline, ...change };
  return stripVTControlCharacters(statusPage(view, { now: NOW, ...options }));
}

describe('the status page', () => {
  it('says where the customer is, since when, and who has to act', () => {
    expect(page({}, { sessions: 3 }).split('\n').slice(0, 10)).to.deep.equal([
      'Customer 6030781868 (connect): invalidCredentials, open',
      '  stage          invalidCredentials, since 2025-11-22 09:30:40 UTC (4 min 12 s)',
      '  outcome        open',
      '  waiting on     customer',
      '  stuck          in 5 min 48 s, if nothing comes',
      '  expected next  adding, mfa',
      '  attempts       2',
      '  connection     legacy, credentials',
      '  last error     103: wrong credentials (who acts: customer)',
      '  session        0a1b2c3d, key order-4711, one of 3',
    ]);
  });

  it('lists institutions, accounts and what was unexpected', () => {
    expect(page()).to.include(
      '\nInstitutions\n  101732  invalidCredentials  1 account added  1 failure  last code 103  login 4327\n',
    );
    expect(page()).to.include('\nAccounts\n  30318  loan  at 101732\n');
    expect(page()).to.include('\nUnexpected\n  2025-11-22 09:30:10.000  mfa was not expected in started\n');
  });

  it('ends with the timeline in columns, odd lines marked', () => {
    expect(page().split('\n').slice(-5)).to.deep.equal([
      'Timeline (UTC)',
      '  time                     stayed   event               stage',
      '  2025-11-22 09:30:00.000  +10.0 s  started             started',
      '  2025-11-22 09:30:10.000  +30.0 s  mfa                 mfa                 unexpected, late',
      '  2025-11-22 09:30:40.000           invalidCredentials  invalidCredentials  2 copies',
    ]);
  });

  it('marks what a timer did and what could not be read', () => {
    const [first] = timeline;
    const text = page({
      timeline: [
        { ...first!, status: 'invalid', reasons: ['/payload/code must be a number'] },
        { type: 'sessionStuck', at: '2025-11-22T09:31:00.000Z', stage: 'started', expected: true },
      ],
    });
    expect(text).to.match(/started .* invalid, \/payload\/code must be a number$/m);
    expect(text).to.match(/sessionStuck +started +timer$/m);
  });

  it('says for how long a session has been stuck', () => {
    const text = page({ stuck: true, stuckAt: '2025-11-22T09:32:52.000Z' });
    expect(text)
      .to.match(/^Customer 6030781868 \(connect\): invalidCredentials, stuck$/m)
      .and.match(/stuck +yes, for 2 min$/m);
  });

  it('leaves out what does not apply', () => {
    const { oauth: _, lastError: __, stuckAt: ___, sessionKey: ____, ...rest } = session;
    const ended: SessionView = {
      ...rest,
      outcome: 'completed',
      expectedNext: [],
      institutions: [],
      accounts: [],
      anomalies: [],
      eventTrigger: 'userSubmit',
      timeline: [],
    };
    const text = stripVTControlCharacters(statusPage(ended, { now: NOW, sessions: 1 }));
    expect(text)
      .to.include('outcome     completed, userSubmit')
      .and.match(/session {5}0a1b2c3d$/m);
    expect(text).not.to.match(
      /stuck|expected|connection|error|Institutions|Accounts|Unexpected|Timeline|undefined|as it was/,
    );
  });

  it('says which moment of the past it shows', () => {
    expect(page({}, { isPast: true }).split('\n').slice(1, 3)).to.deep.equal([
      '  as it was      2025-11-22 09:34:52 UTC, by what is known now',
      '  stage          invalidCredentials, since 2025-11-22 09:30:40 UTC (4 min 12 s)',
    ]);
  });

  it('leaves out the oldest of the timeline where there is no room, and says so', () => {
    const lines = page({}, { room: 1 }).split('\n').slice(-3);
    expect(lines[0]).to.equal('Timeline (UTC), without the first 2 lines');
    expect(lines[2]).to.include('2025-11-22 09:30:40.000');
    expect(page({}, { room: 2 })).to.include('without the first 1 line\n');
    expect(page({}, { room: 3 })).to.include('Timeline (UTC)\n');
    expect(page({}, { room: 9 })).to.equal(page());
  });

  it('lets nothing through that could steer a terminal', () => {
    const text = statusPage({ ...session, timeline, customerId: 'a\u001b]0;x\u0007' }, { now: NOW });
    expect(text).not.to.include('\u0007');
  });
});
