import type { SnapshotFrom, StateValueFrom } from 'xstate';
import { initialContext } from './connect-context.ts';
import { CONNECT_FACTS, CONNECT_ORDER, type ConnectEventType } from './connect-events.ts';
import { type connectDelays, connectSetup } from './connect-setup.ts';
import { stuckAfter, transitions, type WaitingOn } from './session.ts';

type MovingType = Exclude<ConnectEventType, (typeof CONNECT_FACTS)[number]>;
type Stage = Exclude<keyof typeof connectDelays, 'abandonAfter'>;

const moving = CONNECT_ORDER.filter(
  (type): type is MovingType => !(CONNECT_FACTS as readonly string[]).includes(type),
);
const search = ['institutionSupported', 'institutionNotSupported', 'institutionNotFound'] as const;
/** The customer may reload, look for another bank or leave at any time. */
const always = [...search, 'started', 'done'] as const;

const stageOf = (type: MovingType): string => (type === 'depositSwitchUpdate' ? 'depositSwitch' : type);

/** Every event is noted, and the wait for silence begins anew. */
const accept = ['note', 'cancelSilence', 'awaitSilence'] as const;

const to = <T extends MovingType>(...types: readonly T[]) =>
  transitions(types, (type) => ({ target: `#connect.${stageOf(type)}`, reenter: true, actions: accept }));

/** A stage in which somebody is waited for: it becomes stuck when its delay runs out, and is left by any event. */
function waiting(
  stage: Stage,
  waitingOn: WaitingOn,
  description: string,
  expected: readonly MovingType[],
  ...tags: string[]
) {
  return {
    description,
    tags: ['waiting', ...tags],
    meta: { waitingOn },
    ...stuckAfter(stage),
    on: to(...expected, ...always),
  };
}

/**
 * One customer's way through Connect / Data Connect; stages bear the names of the vendor's events. Transitions that
 * stand in a state are expected there. Everything else falls through to the root, which follows the vendor all the
 * same and records an anomaly.
 *
 * Delays have the names of the stages: `connectMachine.provide({ delays: { mfa: 60_000 } })`.
 * Source of the order: Mastercard Data Connect events page, and one captured OAuth session.
 */
export const connectMachine = connectSetup.createMachine({
  id: 'connect',
  version: '3',
  description: "A customer's way through Connect / Data Connect, from the landing page to the end.",
  meta: { order: CONNECT_ORDER, opens: 'started', facts: CONNECT_FACTS },
  context: initialContext,
  initial: 'idle',
  on: {
    ...transitions(moving, (type) => ({
      target: `#connect.${stageOf(type)}`,
      reenter: true,
      actions: ['markUnexpected', ...accept] as const,
    })),
    ...transitions(CONNECT_FACTS, () => ({
      actions: ['noteFact', 'cancelSilence', 'awaitSilence'] as const,
    })),
    silence: { target: '.abandoned' },
  },
  states: {
    idle: {
      description: 'The link may have been made; nothing has been seen of the customer.',
      tags: ['idle'],
      meta: { waitingOn: 'customer' },
      on: to('started'),
    },
    started: waiting('started', 'customer', 'The landing page is displayed.', [
      'adding', // Lite: the institution is fixed when the link is made
      'processing', // Fix, OAuth
      'credentialsUpdated', // Fix, legacy
      'invalidCredentials', // Fix, legacy
      'depositSwitchUpdate', // Transfer
    ]),
    institutionNotFound: waiting(
      'institutionNotFound',
      'customer',
      'A search found no institution.',
      [],
      'search',
    ),
    institutionNotSupported: waiting(
      'institutionNotSupported',
      'customer',
      'The customer picked an institution that is not certified for the product.',
      [],
      'search',
    ),
    institutionSupported: waiting(
      'institutionSupported',
      'customer',
      'The customer picked a certified institution and is about to sign in.',
      ['adding', 'processing', 'credentialsUpdated', 'invalidCredentials', 'unableToConnect'],
      'search',
    ),
    adding: waiting(
      'adding',
      'institution',
      'The customer entered credentials, or (OAuth) is at the bank to choose accounts.',
      [
        'adding',
        'mfa',
        'invalidCredentials',
        'credentialsUpdated',
        'discovered',
        'processing',
        'unableToConnect',
        'added',
      ],
      'signingIn',
    ),
    invalidCredentials: waiting(
      'invalidCredentials',
      'customer',
      'The bank refused the credentials; five attempts are allowed.',
      ['adding', 'invalidCredentials', 'mfa', 'credentialsUpdated', 'discovered', 'unableToConnect', 'added'],
      'signingIn',
      'failing',
    ),
    mfa: waiting(
      'mfa',
      'customer',
      'The credentials were right; a challenge is displayed.',
      [
        'mfa',
        'mfaUpdated',
        'adding',
        'invalidCredentials',
        'credentialsUpdated',
        'discovered',
        'unableToConnect',
        'added',
      ],
      'signingIn',
    ),
    mfaUpdated: waiting(
      'mfaUpdated',
      'institution',
      'The customer answered the challenge.',
      [
        'mfa',
        'mfaUpdated',
        'invalidCredentials',
        'credentialsUpdated',
        'discovered',
        'unableToConnect',
        'added',
      ],
      'signingIn',
    ),
    credentialsUpdated: waiting(
      'credentialsUpdated',
      'institution',
      'The customer replaced the credentials.',
      [
        'credentialsUpdated',
        'adding',
        'mfa',
        'mfaUpdated',
        'invalidCredentials',
        'discovered',
        'processing',
        'unableToConnect',
        'added',
      ],
      'signingIn',
    ),
    discovered: waiting(
      'discovered',
      'customer',
      'Signed in; the customer chooses among the accounts found.',
      ['discovered', 'adding', 'unableToConnect', 'added'],
    ),
    processing: waiting(
      'processing',
      'provider',
      'Back from the bank (OAuth); the accounts are being fetched.',
      ['processing', 'adding', 'unableToConnect', 'added'],
    ),
    unableToConnect: waiting(
      'unableToConnect',
      'institution',
      'The bank cannot be reached; the code of the last error says who must act.',
      ['adding', 'processing', 'unableToConnect'],
      'failing',
      'unreachable',
    ),
    added: waiting(
      'added',
      'customer',
      'Accounts are saved; the customer may add another bank, or submits.',
      ['added', 'adding', 'processing', 'credentialsUpdated'],
      'success',
    ),
    depositSwitch: waiting('depositSwitch', 'provider', 'A payroll deposit is being switched (Transfer).', [
      'depositSwitchUpdate',
    ]),
    done: {
      description: 'The vendor ended the session; the outcome says how.',
      tags: ['ended'],
      meta: { waitingOn: 'nobody' },
      entry: ['cancelSilence', 'conclude'],
      on: {
        ...transitions(CONNECT_FACTS, () => ({ actions: 'noteFact' as const })),
        ...transitions(moving, () => ({
          guard: 'isClockSkew' as const,
          actions: ['markUnexpected', 'noteFact', 'conclude'] as const,
        })),
        ...to('started'),
      },
    },
    abandoned: {
      description: 'Nothing was heard for so long that the session is over; a late event takes that back.',
      tags: ['ended'],
      meta: { waitingOn: 'nobody' },
      entry: 'abandon',
      on: {
        ...transitions(CONNECT_FACTS, () => ({ actions: 'noteFact' as const })),
        ...to('started'),
      },
    },
  },
});

/** Where a Connect session can be. */
export type ConnectStage = StateValueFrom<typeof connectMachine>;

/** What an actor of `connectMachine` says of itself. */
export type ConnectSnapshot = SnapshotFrom<typeof connectMachine>;
