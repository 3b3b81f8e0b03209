import { type Case, many, SAFE } from './connect-cases.ts';

const withData = (data: unknown) => ({ event: { data } });

/** Per schema in `yodlee/`; the envelope is added to each event. */
export const yodleeCases: Readonly<Record<string, readonly Case[]>> = {
  cdvStatusUpdates: [
    ['ids as text', withData({ verificationId: '7', verificationStatus: 'SUCCESS', accountId: '1' })],
    [
      'a reason that is not documented, and other fields',
      withData({ verificationId: 7, verificationStatus: 'FAILED', reason: 'NEW', x: {} }),
    ],
    ['no data', { event: {} }, "/event must have required property 'data'"],
    [
      'no verification',
      withData({ verificationStatus: 'FAILED' }),
      "/event/data must have required property 'verificationId'",
    ],
    [
      'no status',
      withData({ verificationId: 7 }),
      "/event/data must have required property 'verificationStatus'",
    ],
    [
      'another status',
      withData({ verificationId: 7, verificationStatus: 'PAUSED' }),
      '/event/data/verificationStatus must be equal to one of the allowed values',
    ],
    [
      'a reason that is an object',
      withData({ verificationId: 7, verificationStatus: 'FAILED', reason: {} }),
      '/event/data/reason must be string,null',
    ],
    ['a list for data', withData([]), '/event/data must be object'],
  ],
  riskAnalytics: [
    ['an account beyond 32 bits', withData({ loginName: 'u', accountId: 11119299259 })],
    ['no links', withData({ accountId: '1', links: null })],
    ['no account', withData({ loginName: 'u' }), "/event/data must have required property 'accountId'"],
    [
      'an account that is not exact',
      withData({ accountId: SAFE + 1 }),
      `/event/data/accountId must be <= ${SAFE}`,
    ],
    ['links that are text', withData({ accountId: 1, links: ['x'] }), '/event/data/links/0 must be object'],
    [
      '501 links',
      withData({ accountId: 1, links: many(501, {}) }),
      '/event/data/links must NOT have more than 500 items',
    ],
  ],
};
