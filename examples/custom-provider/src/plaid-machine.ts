import {
  HOUR,
  MINUTE,
  type SessionContext,
  type SessionEffect,
  type Silence,
  type StageMeta,
  sessionActions,
  stuckAfter,
  transitions,
  type WaitingOn,
} from 'connect-tracker/machines';
import { assign, type StateValueFrom, setup } from 'xstate';

/**
 * What happens in a Link session, in the order of the flow: it decides between events of one second, which is as fine as
 * Plaid's times are. The names are Plaid's; those in small letters are made from webhooks that have no event name.
 */
export const PLAID_ORDER = [
  'OPEN',
  'SEARCH_INSTITUTION',
  'SELECT_INSTITUTION',
  'OPEN_OAUTH',
  'SUBMIT_CREDENTIALS',
  'viewMfa', // TRANSITION_VIEW to the view MFA
  'SUBMIT_MFA',
  'TRANSITION_VIEW', // to any other view
  'ERROR',
  'FAIL_OAUTH',
  'CLOSE_OAUTH',
  'itemAdded', // ITEM_ADD_RESULT
  'HANDOFF',
  'EXIT',
  'finished', // SESSION_FINISHED, status SUCCESS
  'exited', // SESSION_FINISHED, status EXITED
] as const;

export type PlaidType = (typeof PLAID_ORDER)[number];

/** All that is kept of an event. */
export interface PlaidData {
  institutionId?: string;
  errorCode?: string;
  errorType?: string;
  exitStatus?: string;
  mfaType?: string;
  view?: string;
}

export interface PlaidEvent {
  type: PlaidType | 'fact';
  /** In ms since the epoch. */
  at: number;
  data?: PlaidData;
}

export interface PlaidContext extends SessionContext {
  /** How many banks were connected so far: Multi-Item Link adds several in one session. */
  readonly items: number;
  /** The code of the last error, for those who look at the session. */
  readonly reason?: string;
  /** Whether the customer signs in at the bank. */
  readonly oauth?: boolean;
}

export const plaidDelays = {
  opened: 5 * MINUTE,
  selected: 5 * MINUTE,
  oauth: 10 * MINUTE,
  signingIn: 2 * MINUTE,
  mfa: 5 * MINUTE,
  failing: 5 * MINUTE,
  added: 5 * MINUTE,
  abandonAfter: HOUR,
};

/** Where each event leads, wherever it comes. */
const stageOf = {
  OPEN: 'opened',
  SEARCH_INSTITUTION: 'opened',
  SELECT_INSTITUTION: 'selected',
  OPEN_OAUTH: 'oauth',
  SUBMIT_CREDENTIALS: 'signingIn',
  viewMfa: 'mfa',
  SUBMIT_MFA: 'signingIn',
  ERROR: 'failing',
  FAIL_OAUTH: 'failing',
  CLOSE_OAUTH: 'failing',
  itemAdded: 'added',
  HANDOFF: 'completed',
  finished: 'completed',
} as const;

type Moving = keyof typeof stageOf;

const heard = ['note', 'cancelSilence', 'awaitSilence'] as const;
const to = <T extends Moving>(...types: readonly T[]) =>
  transitions(types, (type) => ({ target: `#plaid.${stageOf[type]}`, reenter: true, actions: heard }));

/** Whoever leaves after a bank was connected has completed the session all the same. */
const leave = [
  { guard: 'hasItems' as const, target: '#plaid.completed', actions: heard },
  { target: '#plaid.exited', actions: heard },
];
const leaving = { EXIT: leave, exited: leave };

/** A stage in which somebody is waited for, though not for ever. */
const waits = <T extends string>(stage: T, waitingOn: WaitingOn) => ({
  tags: ['waiting'],
  meta: { waitingOn },
  ...stuckAfter(stage),
});
const choosing = to('SEARCH_INSTITUTION', 'SELECT_INSTITUTION');

/** One Plaid Link session. */
export const plaidMachine = setup({
  types: {} as {
    context: PlaidContext;
    events: PlaidEvent | Silence;
    emitted: SessionEffect;
    meta: StageMeta;
    tags: string;
  },
  delays: plaidDelays,
  guards: { hasItems: ({ context }) => context.items > 0 },
  actions: {
    ...sessionActions<PlaidContext, PlaidEvent>(),
    note: assign(({ context, event }) => (event.type === 'silence' ? {} : noted(context, event))),
    end: assign(({ event }, { outcome }: { outcome: 'completed' | 'cancelled' }) => ({
      outcome,
      ...(event.type === 'silence' ? {} : { endedAt: event.at }),
    })),
    abandon: assign(({ context }) => ({ outcome: context.items > 0 ? 'unfinished' : 'abandoned' })),
  },
}).createMachine({
  id: 'plaid',
  version: '1',
  description: 'One Plaid Link session, as its webhooks tell it.',
  meta: { order: PLAID_ORDER, opens: 'OPEN', facts: ['TRANSITION_VIEW'] },
  context: { stuck: false, outcome: 'open', anomalies: [], items: 0 },
  initial: 'idle',
  // What a stage does not expect is followed all the same, and marked.
  on: {
    ...transitions(Object.keys(stageOf) as Moving[], (type) => ({
      target: `#plaid.${stageOf[type]}`,
      reenter: true,
      actions: ['markUnexpected', ...heard] as const,
    })),
    ...transitions(['EXIT', 'exited'], () =>
      leave.map((one) => ({ ...one, actions: ['markUnexpected', ...heard] as const })),
    ),
    TRANSITION_VIEW: { actions: heard },
    fact: { actions: ['cancelSilence', 'awaitSilence'] },
    silence: { target: '.abandoned' },
  },
  states: {
    // The end may be told before the events that led to it.
    idle: { tags: ['idle'], on: { ...to('OPEN', 'itemAdded', 'finished'), ...leaving } },
    opened: { ...waits('opened', 'customer'), on: { ...choosing, ...leaving } },
    selected: {
      ...waits('selected', 'customer'),
      on: { ...choosing, ...to('OPEN_OAUTH', 'SUBMIT_CREDENTIALS', 'ERROR'), ...leaving },
    },
    oauth: {
      description: 'The customer is at the bank.',
      ...waits('oauth', 'customer'),
      on: { ...to('FAIL_OAUTH', 'CLOSE_OAUTH', 'ERROR', 'itemAdded', 'HANDOFF', 'finished'), ...leaving },
    },
    signingIn: {
      description: 'The bank looks at what the customer has sent.',
      ...waits('signingIn', 'institution'),
      on: { ...to('viewMfa', 'ERROR', 'itemAdded', 'HANDOFF', 'finished'), ...leaving },
    },
    mfa: {
      ...waits('mfa', 'customer'),
      on: { ...to('viewMfa', 'SUBMIT_MFA', 'ERROR'), ...leaving },
    },
    failing: {
      ...waits('failing', 'customer'),
      on: {
        ...choosing,
        ...to('OPEN_OAUTH', 'SUBMIT_CREDENTIALS', 'SUBMIT_MFA', 'viewMfa', 'ERROR'),
        ...leaving,
      },
    },
    added: {
      description: 'A bank is connected; the customer may add another.',
      ...waits('added', 'customer'),
      // So that whoever goes on to another bank does not count as dropped at this one.
      tags: ['waiting', 'success'],
      on: { ...choosing, ...to('itemAdded', 'HANDOFF', 'finished'), ...leaving },
    },
    completed: {
      tags: ['ended', 'success'],
      meta: { waitingOn: 'nobody' },
      entry: ['cancelSilence', { type: 'end', params: { outcome: 'completed' } }, 'tellCompleted'],
      // Success stays: Plaid may tell of an exit after it, and of the Item only now.
      on: transitions(
        ['itemAdded', 'HANDOFF', 'EXIT', 'finished', 'exited', 'TRANSITION_VIEW', 'fact'],
        () => ({}),
      ),
    },
    exited: {
      tags: ['ended'],
      meta: { waitingOn: 'nobody' },
      entry: ['cancelSilence', { type: 'end', params: { outcome: 'cancelled' } }],
      on: {
        ...transitions(['itemAdded', 'HANDOFF', 'finished'], () => ({
          target: '#plaid.completed',
          actions: heard,
        })),
        ...transitions(['EXIT', 'exited', 'TRANSITION_VIEW', 'fact'], () => ({})),
      },
    },
    abandoned: {
      description: 'Nothing was heard for so long that the session is over; a late event takes that back.',
      tags: ['ended'],
      meta: { waitingOn: 'nobody' },
      entry: ['abandon', 'tellAbandoned'],
      on: transitions(['TRANSITION_VIEW', 'fact'], () => ({})),
    },
  },
});

/** Where a Link session can be. */
export type PlaidStage = StateValueFrom<typeof plaidMachine>;

function noted(context: PlaidContext, { type, data = {} }: PlaidEvent): Partial<PlaidContext> {
  const { institutionId = context.institutionId, errorCode } = data;
  return {
    outcome: 'open',
    institutionId,
    items: context.items + (type === 'itemAdded' ? 1 : 0),
    ...(errorCode === undefined ? {} : { reason: errorCode }),
    ...(type === 'OPEN_OAUTH' ? { oauth: true } : type === 'SUBMIT_CREDENTIALS' ? { oauth: false } : {}),
  };
}
