import { expect } from 'chai';
import fc from 'fast-check';
import type { News } from '../../../../lib/tracker/news.ts';
import { decodeNews, encodeNews } from '../../../../lib/tracker/stored/news.ts';
import { OUTCOMES, WAITING_ON } from '../../../../machines/session.ts';
import { T0 } from '../../../support/fold.ts';
import { text, time } from './arbitrary.ts';

const RECORD = '618ce51009758fda4d33cc19';

const usual: News = {
  provider: 'connect',
  customerId: '7001',
  sessionId: `${RECORD}-56bf6de51f`,
  machine: 'connect',
  type: 'mfa',
  at: T0,
  from: 'adding',
  stage: 'mfa',
  since: T0,
  stuck: false,
  outcome: 'open',
  waitingOn: 'customer',
  expected: true,
  eventId: `${T0}-f28dac5c5fa176bdda129afb`,
  institutionId: '101732',
};

const news: fc.Arbitrary<News> = fc.record(
  {
    provider: fc.oneof(text, fc.constant('connect')),
    customerId: text,
    sessionId: fc.constant(`${RECORD}-56bf6de51f`),
    machine: fc.constantFrom('connect', 'verification'),
    type: text,
    at: time,
    from: text,
    stage: text,
    since: time,
    stuck: fc.boolean(),
    outcome: fc.constantFrom(...OUTCOMES),
    waitingOn: fc.constantFrom(...WAITING_ON),
    expected: fc.boolean(),
    eventId: fc.oneof(text, fc.constant(`${T0}-f28dac5c5fa176bdda129afb`)),
    institutionId: text,
    late: fc.constant(true as const),
  },
  {
    requiredKeys: [
      ...(['provider', 'customerId', 'sessionId', 'machine', 'type', 'at', 'from', 'stage'] as const),
      ...(['since', 'stuck', 'outcome', 'waitingOn', 'expected'] as const),
    ],
  },
);

describe('stored news', () => {
  it('come back as they were, whatever the texts', () => {
    fc.assert(
      fc.property(news, (one) => {
        const decoded = decodeNews(RECORD, encodeNews(one));
        expect(decoded).to.deep.equal(one);
      }),
    );
  });

  it('do not say what follows from something else', () => {
    expect(encodeNews(usual).toString()).to.equal(
      `["7001","56bf6de51f","connect","mfa",${T0},"adding",2,"~8o2sXF-hdr3aEpr7","101732"]`,
    );
  });

  it('of an older version are read', () => {
    const before = [
      ['connect', '7001'],
      [usual.sessionId, 'connect', 'mfa', T0],
      ['open', 0, 'customer'],
      ['mfa', T0, 'adding', 1],
      { eventId: usual.eventId, institutionId: '101732' },
    ];
    expect(decodeNews(RECORD, Buffer.from(JSON.stringify(before)))).to.deep.equal(usual);
  });
});
