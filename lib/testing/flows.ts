import { FINBANK } from './connect-event.ts';
import { flow } from './flow.ts';
import type { Bank, ConnectStep } from './flow-script.ts';

const LEGACY: Bank = { institutionId: FINBANK, oauth: false };
const OAUTH: Bank = { institutionId: '102176', oauth: true };

const DAY = 86_400_000;

const opening: readonly ConnectStep[] = [
  { type: 'ping', gap: 0 },
  { type: 'started', gap: 4_000 },
];

/** From the landing page to the sign-in at the chosen bank, its credentials entered. */
const signIn: readonly ConnectStep[] = [
  ...opening,
  { type: 'institutionSupported', gap: 9_200 },
  { type: 'adding', gap: 14_500 },
];

/**
 * Whole runs through the vendors' flows, each in its real order. The spacing of `oauth` is that of the one captured
 * session there is; the others are estimates in proportion to it. The order of `oauth` is known from that capture,
 * that of the other flows from the vendor's descriptions of the events.
 *
 * A flow begins now, so that its last delivery is in the future, unless `startAt` or `endAt` says otherwise:
 * `testTracker` moves its clock along, and what is posted to a server is best given `endAt: Date.now()`. The customer is
 * made from the seed: all flows are of one customer unless `customerId` or `seed` says otherwise.
 *
 * @example
 * await t.play(flows.oauth({ customerId: '7001' }));
 * flows.fullWithMfa({ endAt: Date.now() }).map(({ type }) => type); // ['ping', 'started', …, 'done']
 * flows.fullWithMfa.description; // 'Full: credentials entered in Connect, with a challenge'
 */
export const flows = {
  full: flow({
    provider: 'connect',
    description: 'Full: credentials entered in Connect, no challenge',
    banks: [LEGACY],
    steps: [
      ...signIn,
      { type: 'discovered', gap: 8_400 },
      { type: 'added', gap: 11_300 },
      { type: 'done', gap: 3_100 },
    ],
  }),
  fullWithMfa: flow({
    provider: 'connect',
    description: 'Full: credentials entered in Connect, with a challenge',
    banks: [LEGACY],
    steps: [
      ...signIn,
      { type: 'mfa', gap: 6_100 },
      { type: 'discovered', gap: 27_800 },
      { type: 'added', gap: 11_300 },
      { type: 'done', gap: 3_100 },
    ],
  }),
  oauth: flow({
    provider: 'connect',
    description: 'OAuth: sign-in at the bank itself',
    banks: [OAUTH],
    steps: [
      ...opening,
      { type: 'institutionSupported', gap: 290 },
      { type: 'adding', gap: 2_232 },
      { type: 'processing', gap: 12_798 },
      { type: 'added', gap: 13_617 },
      { type: 'done', gap: 2_870 },
    ],
  }),
  lite: flow({
    provider: 'connect',
    description: 'Lite: the bank is fixed beforehand, nothing is discovered',
    banks: [LEGACY],
    steps: [
      ...opening,
      { type: 'institutionSupported', gap: 310 },
      { type: 'adding', gap: 16_400 },
      { type: 'added', gap: 12_900 },
      { type: 'done', gap: 2_800 },
    ],
  }),
  fix: flow({
    provider: 'connect',
    description: 'Fix: new credentials for an existing connection, with a challenge',
    banks: [LEGACY],
    steps: [
      ...opening,
      { type: 'institutionSupported', gap: 350 },
      { type: 'credentialsUpdated', gap: 18_700, payload: { mfa: true } },
      { type: 'mfaUpdated', gap: 21_400 },
      { type: 'done', gap: 5_200 },
    ],
  }),
  fixOauth: flow({
    provider: 'connect',
    description: 'Fix: a new consent at the bank itself',
    banks: [OAUTH],
    steps: [
      ...opening,
      { type: 'processing', gap: 19_600 },
      { type: 'added', gap: 12_100 },
      { type: 'done', gap: 2_900 },
    ],
  }),
  joint: flow({
    provider: 'connect',
    description: 'Joint: two borrowers, one after the other in one session',
    banks: [LEGACY],
    steps: [
      ...signIn,
      { type: 'discovered', gap: 8_400 },
      { type: 'added', gap: 11_300 },
      { type: 'started', gap: 15_800, customer: 1 },
      { type: 'institutionSupported', gap: 10_600, customer: 1 },
      { type: 'adding', gap: 17_200, customer: 1 },
      { type: 'discovered', gap: 7_900, customer: 1 },
      { type: 'added', gap: 12_700, customer: 1 },
      { type: 'done', gap: 3_400 },
      { type: 'done', gap: 40, customer: 1 },
    ],
  }),
  transfer: flow({
    provider: 'connect',
    description: 'Transfer: a payroll deposit is switched',
    banks: [LEGACY],
    steps: [
      ...opening,
      { type: 'depositSwitchUpdate', gap: 48_500, payload: { switchStatus: 'processing' } },
      { type: 'depositSwitchUpdate', gap: 36_200 },
      { type: 'done', gap: 6_800 },
    ],
  }),
  severalBanks: flow({
    provider: 'connect',
    description: 'Full: two banks in one session, the second by sign-in at the bank itself',
    banks: [LEGACY, OAUTH],
    steps: [
      ...signIn,
      { type: 'discovered', gap: 8_400 },
      { type: 'added', gap: 11_300 },
      { type: 'institutionSupported', gap: 16_900, bank: 1 },
      { type: 'adding', gap: 3_600, bank: 1 },
      { type: 'processing', gap: 15_100, bank: 1 },
      { type: 'added', gap: 13_600, bank: 1 },
      { type: 'done', gap: 4_200 },
    ],
  }),
  wrongPassword: flow({
    provider: 'connect',
    description: 'Full: three wrong passwords, then nothing more',
    banks: [LEGACY],
    steps: [
      ...signIn,
      { type: 'invalidCredentials', gap: 5_300 },
      { type: 'invalidCredentials', gap: 13_700 },
      { type: 'invalidCredentials', gap: 22_100 },
    ],
  }),
  notFound: flow({
    provider: 'connect',
    description: 'Full: searches that find nothing, a bank that is not certified, then nothing more',
    banks: [LEGACY],
    steps: [
      ...opening,
      { type: 'institutionNotFound', gap: 12_400 },
      { type: 'institutionNotFound', gap: 8_900, payload: { query: 'Sprnigfield Credit Onion' } },
      { type: 'institutionNotSupported', gap: 17_300 },
    ],
  }),
  bankDown: flow({
    provider: 'connect',
    description: 'Full: the bank cannot be reached (code 102)',
    banks: [LEGACY],
    steps: [...signIn, { type: 'unableToConnect', gap: 31_500, payload: { code: 102 } }],
  }),
  cancelled: flow({
    provider: 'connect',
    description: 'Full: the customer leaves before anything was added, and the vendor says so',
    banks: [LEGACY],
    steps: [
      ...opening,
      { type: 'institutionSupported', gap: 9_200 },
      { type: 'done', gap: 7_600, body: { eventTrigger: 'userExit' } },
    ],
  }),
  left: flow({
    provider: 'connect',
    description: 'OAuth: the customer goes to the bank and is not heard of again',
    banks: [OAUTH],
    steps: [...opening, { type: 'institutionSupported', gap: 290 }, { type: 'adding', gap: 2_232 }],
  }),
  withReport: flow({
    provider: 'connect',
    description: 'Full: minutes after the end a report is ready',
    banks: [LEGACY],
    steps: [
      ...signIn,
      { type: 'discovered', gap: 8_400 },
      { type: 'added', gap: 11_300 },
      { type: 'done', gap: 3_100 },
      { type: 'reportDone', gap: 194_000 },
    ],
  }),
  microDeposits: flow({
    provider: 'yodlee',
    description: 'Yodlee: an account verified by two small deposits, over days',
    steps: [
      { type: 'initiated', gap: 0 },
      { type: 'deposited', gap: 2 * DAY },
      { type: 'success', gap: 1.3 * DAY },
    ],
  }),
};

/** The name of a flow, e.g. `fullWithMfa`. */
export type FlowName = keyof typeof flows;
