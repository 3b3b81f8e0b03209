import { assign, type SnapshotFrom, type StateValueFrom, setup } from 'xstate';
import {
  DAY,
  type SessionContext,
  type SessionEffect,
  type StageMeta,
  stuckAfter,
  transitions,
} from './session.ts';
import { type Silence, sessionActions } from './session-actions.ts';

/** Micro-deposits take days: two to five working days until they are on the account (Yodlee). */
export const verificationDelays = {
  initiated: 4 * DAY,
  deposited: 5 * DAY,
  abandonAfter: 30 * DAY,
};

/** What events of a verification carry. */
export interface VerificationEventData {
  verificationId?: string;
  accountId?: string;
  providerAccountId?: string;
  /** Of `failed`: DATA_MISMATCH (attempts used up), INSTRUCTION_GENERATION_ERROR or EXPIRED. */
  reason?: string;
}

export const VERIFICATION_ORDER = ['initiated', 'deposited', 'success', 'failed', 'riskAnalytics'] as const;

/** What happens to a verification, in the order of the flow. */
export type VerificationEventType = (typeof VERIFICATION_ORDER)[number];

/** `at`: when it happened, in ms since the epoch. */
export interface VerificationEvent {
  type: VerificationEventType | 'fact';
  at: number;
  data?: VerificationEventData;
}

/** What people ask about a verification. */
export interface VerificationContext extends SessionContext, VerificationEventData {}

const accept = ['note', 'cancelSilence', 'awaitSilence'] as const;

const to = (...types: readonly VerificationEventType[]) =>
  transitions(types, (type) => ({ target: `#verification.${type}`, reenter: true, actions: accept }));

/** Stops an event from falling through to the root, which would wait for silence again. */
const ignored = {};

/**
 * One challenge-deposit verification of an account (Yodlee: CDV, micro-entries), or the risk analytics of an account
 * that was verified instantly. Source: Yodlee "Account Verification Events".
 *
 * Its silence is longer than a timer of Node can be, 24.8 days: Node lets such a timer fire at once. An actor of your own
 * needs a `clock` that can wait longer, as the SimulatedClock of tests and the tracker can.
 */
export const verificationMachine = setup({
  types: {} as {
    context: VerificationContext;
    events: VerificationEvent | Silence;
    emitted: SessionEffect;
    meta: StageMeta;
    tags: string;
  },
  delays: verificationDelays,
  actions: {
    ...sessionActions<VerificationContext, VerificationEvent>(),
    note: assign(({ context, event }) =>
      event.type === 'silence' ? context : { ...event.data, outcome: 'open' as const },
    ),
    noteData: assign(({ event }) => ('data' in event ? (event.data ?? {}) : {})),
    conclude: assign(({ event }, { outcome }: { outcome: 'completed' | 'failed' | 'abandoned' }) => ({
      outcome,
      // Nobody says when silence is over: a plain actor tells no time, and the fold keeps that of every end.
      ...(event.type === 'silence' ? {} : { endedAt: event.at }),
    })),
  },
}).createMachine({
  id: 'verification',
  version: '2',
  description: 'The verification of one account: by micro-deposits, or instantly with risk analytics.',
  meta: { order: VERIFICATION_ORDER },
  context: { stuck: false, outcome: 'open', anomalies: [] },
  initial: 'idle',
  on: {
    ...transitions(['initiated', 'deposited', 'success', 'failed'], (type) => ({
      target: `#verification.${type}`,
      reenter: true,
      actions: ['markUnexpected', ...accept] as const,
    })),
    // The analytics of an account say nothing about the deposits: noted, no move.
    riskAnalytics: { actions: 'noteData' },
    fact: { actions: ['cancelSilence', 'awaitSilence'] },
    silence: { target: '.abandoned' },
  },
  states: {
    idle: {
      description: 'Nothing has been seen yet.',
      tags: ['idle'],
      meta: { waitingOn: 'provider' },
      on: to('initiated', 'riskAnalytics'),
    },
    initiated: {
      description: 'The request for two small deposits was accepted.',
      tags: ['waiting'],
      meta: { waitingOn: 'provider' },
      ...stuckAfter('initiated'),
      on: to('deposited', 'failed'),
    },
    deposited: {
      description: 'The deposits are on their way; the customer enters their amounts.',
      tags: ['waiting'],
      meta: { waitingOn: 'customer' },
      ...stuckAfter('deposited'),
      on: to('success', 'failed'),
    },
    success: {
      description: 'The customer entered the right amounts.',
      tags: ['ended', 'success'],
      meta: { waitingOn: 'nobody' },
      entry: ['cancelSilence', { type: 'conclude', params: { outcome: 'completed' } }, 'tellCompleted'],
      on: { fact: ignored },
    },
    failed: {
      description: 'The verification failed; the reason says why.',
      tags: ['ended', 'failing'],
      meta: { waitingOn: 'nobody' },
      entry: ['cancelSilence', { type: 'conclude', params: { outcome: 'failed' } }],
      on: { fact: ignored },
    },
    riskAnalytics: {
      description: 'Risk analytics of an instantly verified account are ready to be fetched.',
      tags: ['ended', 'success'],
      meta: { waitingOn: 'nobody' },
      entry: ['cancelSilence', { type: 'conclude', params: { outcome: 'completed' } }, 'tellCompleted'],
      on: { riskAnalytics: { actions: 'noteData' }, fact: ignored },
    },
    abandoned: {
      description:
        'Nothing was heard for so long that the verification is over; a late event takes that back.',
      tags: ['ended'],
      meta: { waitingOn: 'nobody' },
      entry: [{ type: 'conclude', params: { outcome: 'abandoned' } }, 'tellAbandoned'],
      on: { fact: ignored },
    },
  },
});

/** Where a verification can be. */
export type VerificationStage = StateValueFrom<typeof verificationMachine>;

/** What an actor of `verificationMachine` says of itself. */
export type VerificationSnapshot = SnapshotFrom<typeof verificationMachine>;
