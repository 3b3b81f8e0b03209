import type { JsonObject } from '../../lib/fold/event.ts';
import { HOUR } from '../support/fold.ts';

/** An event type, or one with data. */
export type Told = string | [type: string, data: JsonObject];

export const BANK = { institutionId: '101732' };
export const OAUTH_BANK = { institutionId: '102176' };
export const account = (id: string, bank = BANK) => ({
  id,
  type: 'checking',
  institutionLoginId: '4327',
  ...bank,
});
export const added: Told = ['added', { ...BANK, accounts: [account('30318')] }];
export const submitted: Told = ['done', { eventTrigger: 'userSubmit' }];
export const signIn: Told[] = ['started', ['institutionSupported', BANK], ['adding', BANK]];

interface Flow {
  name: string;
  told: Told[];
  stage: string;
  outcome: string;
  /** Silence after the last event; default none. */
  wait?: number;
}

/** Every flow and ending that the vendor describes. */
export const flows: Flow[] = [
  {
    name: 'Full, legacy',
    told: [...signIn, 'discovered', added, submitted],
    stage: 'done',
    outcome: 'completed',
  },
  {
    name: 'Full, legacy, with challenges',
    told: [...signIn, ['mfa', BANK], ['mfa', BANK], 'discovered', added, submitted],
    stage: 'done',
    outcome: 'completed',
  },
  {
    name: 'Full, legacy, adding told again after a challenge',
    told: [...signIn, ['mfa', BANK], ['adding', BANK], 'discovered', added, submitted],
    stage: 'done',
    outcome: 'completed',
  },
  {
    name: 'OAuth',
    told: [
      'started',
      ['institutionSupported', OAUTH_BANK],
      ['adding', { ...OAUTH_BANK, oauth: true }],
      ['processing', OAUTH_BANK],
      ['added', { ...OAUTH_BANK, oauth: true, accounts: [account('1', OAUTH_BANK)] }],
      'done',
    ],
    stage: 'done',
    outcome: 'completed',
  },
  {
    name: 'Lite',
    told: ['started', ['adding', BANK], added, submitted],
    stage: 'done',
    outcome: 'completed',
  },
  {
    name: 'Lite, with a challenge',
    told: ['started', ['adding', BANK], ['mfa', BANK], added, submitted],
    stage: 'done',
    outcome: 'completed',
  },
  {
    name: 'Fix, legacy',
    told: [
      'started',
      ['institutionSupported', BANK],
      ['invalidCredentials', BANK],
      ['credentialsUpdated', { ...BANK, mfa: true }],
      ['mfaUpdated', BANK],
      submitted,
    ],
    stage: 'done',
    outcome: 'completed',
  },
  {
    name: 'Fix, legacy, at once',
    told: ['started', ['credentialsUpdated', BANK], submitted],
    stage: 'done',
    outcome: 'completed',
  },
  {
    name: 'Fix, OAuth',
    told: ['started', ['processing', BANK], added, submitted],
    stage: 'done',
    outcome: 'completed',
  },
  { name: 'Fix, nothing to do', told: ['started'], wait: 3 * HOUR, stage: 'abandoned', outcome: 'abandoned' },
  {
    name: 'joint borrowers, first block',
    told: [...signIn, 'discovered', added],
    wait: 3 * HOUR,
    stage: 'abandoned',
    outcome: 'unfinished',
  },
  {
    name: 'Transfer',
    told: [
      'started',
      ['depositSwitchUpdate', { switchId: 's', switchStatus: 'processing' }],
      ['depositSwitchUpdate', { switchId: 's', switchStatus: 'completed' }],
      submitted,
    ],
    stage: 'done',
    outcome: 'completed',
  },
  {
    name: 'Transfer that fails',
    told: [
      'started',
      ['depositSwitchUpdate', { switchId: 's', switchStatus: 'failed' }],
      ['done', { eventTrigger: 'userExit' }],
    ],
    stage: 'done',
    outcome: 'cancelled',
  },
  {
    name: 'several banks',
    told: [
      ...signIn,
      'discovered',
      added,
      ['institutionSupported', OAUTH_BANK],
      ['adding', OAUTH_BANK],
      ['processing', OAUTH_BANK],
      ['added', { accounts: [account('2', OAUTH_BANK)] }],
      submitted,
    ],
    stage: 'done',
    outcome: 'completed',
  },
  {
    name: 'wrong passwords, then right',
    told: [
      ...signIn,
      ['invalidCredentials', BANK],
      ['invalidCredentials', BANK],
      ['adding', BANK],
      'discovered',
      added,
      submitted,
    ],
    stage: 'done',
    outcome: 'completed',
  },
  {
    name: 'wrong passwords, then nothing',
    told: [...signIn, ['invalidCredentials', BANK]],
    wait: 3 * HOUR,
    stage: 'abandoned',
    outcome: 'abandoned',
  },
  {
    name: 'not found and not certified, then another choice',
    told: [
      'started',
      'institutionNotFound',
      'institutionNotFound',
      ['institutionNotSupported', BANK],
      'institutionNotFound',
      ['institutionSupported', OAUTH_BANK],
      ['adding', OAUTH_BANK],
    ],
    stage: 'adding',
    outcome: 'open',
  },
  {
    name: 'bank down, then another bank',
    told: [
      ...signIn,
      ['unableToConnect', { ...BANK, code: 102 }],
      ['institutionSupported', OAUTH_BANK],
      ['adding', OAUTH_BANK],
      ['processing', OAUTH_BANK],
      added,
      submitted,
    ],
    stage: 'done',
    outcome: 'completed',
  },
  {
    name: 'X after connecting',
    told: [...signIn, 'discovered', added, ['done', { eventTrigger: 'userExit' }]],
    stage: 'done',
    outcome: 'completed',
  },
  {
    name: 'timed out after connecting',
    told: [...signIn, 'discovered', added, ['done', { eventTrigger: 'timeout' }]],
    stage: 'done',
    outcome: 'completed',
  },
  {
    name: 'window killed after connecting',
    told: [...signIn, 'discovered', added, ['done', { eventTrigger: 'userForceClose' }]],
    stage: 'done',
    outcome: 'completed',
  },
  { name: 'left before connecting', told: signIn, wait: 3 * HOUR, stage: 'abandoned', outcome: 'abandoned' },
  {
    name: 'done with nothing to show',
    told: [...signIn, ['done', { eventTrigger: 'userExit' }]],
    stage: 'done',
    outcome: 'cancelled',
  },
  {
    name: 'deletions and a document on the way',
    told: [
      ...signIn,
      'discovered',
      added,
      ['accountsDeleted', { accountIds: ['30318'] }],
      'institutionLoginDeleted',
      'documentUpload',
      submitted,
    ],
    stage: 'done',
    outcome: 'completed',
  },
  {
    name: 'with reports',
    told: [...signIn, 'discovered', added, submitted, ['reportDone', { reportCount: 2 }]],
    stage: 'done',
    outcome: 'completed',
  },
  {
    name: 'a reload',
    told: ['started', 'started', ['institutionSupported', BANK], 'started', ...signIn.slice(1)],
    stage: 'adding',
    outcome: 'open',
  },
];
