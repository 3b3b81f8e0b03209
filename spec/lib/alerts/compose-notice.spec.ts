import { expect } from 'chai';
import type { Alert, NoticeKind, Resolution } from '../../../lib/alerts/alert.ts';
import { composeNotice, describeAlert, explainResolution } from '../../../lib/alerts/compose-notice.ts';
import { HOUR, MINUTE, T0 } from '../../support/fold.ts';
import { stuckAlert } from './example.ts';

const CUSTOMER = 'customer-6030781868';
const owner = { provider: 'connect', customerId: CUSTOMER };

const stuck = stuckAlert({ at: T0, since: T0 - 5 * MINUTE });
const { waitingOn: _, ...over } = stuck;
const abandoned: Alert = { ...over, effect: 'sessionAbandoned' };
const completed: Alert = { ...over, effect: 'sessionCompleted', stage: 'added' };
const trouble: Alert = {
  id: 'bb_01',
  effect: 'institutionTrouble',
  key: 'trouble',
  at: T0,
  raisedAt: T0 + 1,
  institutionId: '101732',
  customers: 12,
  sessionIds: Array.from({ length: 12 }, (_, index) => `aa-${index}`),
  deliveries: [],
};

const notice = (alert: Alert, kind: NoticeKind = 'raised', link?: string) =>
  composeNotice(alert, owner, { kind, severity: 'warning', ...(link === undefined ? {} : { link }) });

const acknowledged = (alert: Alert, by?: string): Alert => ({
  ...alert,
  acknowledged: { at: T0 + MINUTE, ...(by === undefined ? {} : { by }) },
});

const resolved = (alert: Alert, reason: Resolution['reason'], type?: string): Alert => ({
  ...alert,
  resolved: { at: T0 + HOUR, reason, ...(type === undefined ? {} : { by: { type, eventId: 'e1' } }) },
});

const AT = 'at institution 101732';

/** What is told of each effect, at each moment of its life. */
const summaries: readonly (readonly [Alert, NoticeKind, string])[] = [
  [stuck, 'raised', `Stuck in mfa ${AT} for 5 min, waiting on the customer`],
  [acknowledged(stuck), 'acknowledged', `Acknowledged: Stuck in mfa ${AT} for 5 min`],
  [acknowledged(stuck, 'anna'), 'acknowledged', `Acknowledged by anna: Stuck in mfa ${AT} for 5 min`],
  [
    resolved(stuck, 'recovered', 'discovered'),
    'resolved',
    `Resolved, discovered came: Stuck in mfa ${AT} for 5 min`,
  ],
  [
    resolved(stuck, 'corrected', 'done'),
    'resolved',
    `Resolved, corrected by done, which came late: Stuck in mfa ${AT} for 5 min`,
  ],
  [
    resolved(stuck, 'abandoned'),
    'resolved',
    `Resolved, the session is over, nothing more was heard: Stuck in mfa ${AT} for 5 min`,
  ],
  [
    resolved(stuck, 'reconfigured'),
    'resolved',
    `Resolved, by the settings that are in force now it is not so: Stuck in mfa ${AT} for 5 min`,
  ],
  [
    { ...stuck, group: 'bb_01' },
    'resolved',
    `Now told by the alert of the institution: Stuck in mfa ${AT} for 5 min`,
  ],
  [abandoned, 'raised', `Abandoned in mfa ${AT}`],
  [
    resolved(abandoned, 'corrected', 'done'),
    'resolved',
    `Resolved, corrected by done, which came late: Abandoned in mfa ${AT}`,
  ],
  [completed, 'raised', 'Completed'],
  [
    resolved(completed, 'corrected', 'started'),
    'resolved',
    'Resolved, corrected by started, which came late: Completed',
  ],
  [trouble, 'raised', `Trouble ${AT}: 12 customers are failing there`],
  [
    acknowledged(trouble, 'anna'),
    'acknowledged',
    `Acknowledged by anna: Trouble ${AT}: 12 customers are failing there`,
  ],
  [
    resolved(trouble, 'recovered'),
    'resolved',
    `Resolved, everybody went on: Trouble ${AT}: 12 customers are failing there`,
  ],
  [
    resolved(trouble, 'quiet'),
    'resolved',
    `Resolved, nobody has failed there for a while: Trouble ${AT}: 12 customers are failing there`,
  ],
];

describe('a notice', () => {
  for (const [alert, kind, summary] of summaries)
    it(`says "${summary}"`, () => {
      expect(notice(alert, kind).summary).to.equal(summary);
    });

  it('never says who the customer is, in no words', () => {
    for (const [alert, kind] of summaries) {
      const { summary, details, id, link = '' } = notice(alert, kind, 'https://tracker.example');
      expect([summary, ...details, id, link].join('\n')).not.to.include(CUSTOMER);
    }
  });

  it('says nothing that is not known', () => {
    const { stage: _, institutionId: __, since: ___, ...little } = over;
    expect(describeAlert(little)).to.equal('Stuck for 0 ms');
    expect(describeAlert({ ...little, effect: 'sessionAbandoned' })).to.equal('Abandoned');
    expect(notice({ ...stuck, waitingOn: 'nobody' }).summary).to.equal(`Stuck in mfa ${AT} for 5 min`);
    expect(explainResolution(stuck)).to.equal(undefined);
    for (const [alert, kind] of summaries)
      expect(JSON.stringify(notice(alert, kind))).not.to.match(/undefined|null|NaN/);
  });

  it('bears the alert, its owner and how much it matters, and one id in every attempt', () => {
    expect(notice(stuck)).to.deep.include({ alert: stuck, ...owner, severity: 'warning', kind: 'raised' });
    expect(notice(stuck).id)
      .to.equal('aa_01_raised')
      .and.to.match(/^[A-Za-z0-9_-]+$/);
    expect(notice(stuck, 'resolved').id).to.equal('aa_01_resolved');
    expect(
      composeNotice(trouble, { provider: 'connect' }, { kind: 'raised', severity: 'info' }),
    ).not.to.have.property('customerId');
  });

  it('says when what it tells happened', () => {
    const all = resolved(acknowledged(stuck), 'recovered', 'done');
    expect(notice(all).at).to.equal(T0);
    expect(notice(all, 'acknowledged').at).to.equal(T0 + MINUTE);
    expect(notice(all, 'resolved').at).to.equal(T0 + HOUR);
  });

  it('says where to read on, if that is known', () => {
    expect(notice(stuck)).not.to.have.property('link');
    for (const link of ['https://tracker.example/base', 'https://tracker.example/base/'])
      expect(notice(stuck, 'raised', link).link).to.equal('https://tracker.example/base/v1/alerts/aa_01');
  });

  it('says what is usual, where the deadline was made from that', () => {
    const slow = { ...stuck, since: T0 - 11 * MINUTE };
    expect(notice({ ...slow, usual: { ms: 42_000, here: true } }).details).to.deep.equal([
      'mfa usually takes 42.0 s here; this one 11 min.',
    ]);
    expect(notice({ ...slow, usual: { ms: 42_000, here: false } }).details).to.deep.equal([
      'mfa usually takes 42.0 s; this one 11 min.',
    ]);
    expect(notice(slow).details).to.deep.equal([]);
  });

  it('says where it does not list all sessions', () => {
    expect(notice(trouble).details).to.deep.equal([]);
    expect(notice({ ...trouble, customers: 400 }).details).to.deep.equal(['12 of the sessions are listed.']);
  });
});
