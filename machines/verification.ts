import { assign, cancel, emit, enqueueActions, raise, setup } from 'xstate';
import {
  DAY,
  type SessionContext,
  type SessionEffect,
  type StageMeta,
  stuckAfter,
  transitions,
  withAnomaly,
} from './session.ts';

/** Micro-deposits take days: two to five working days until they are on the account (Yodlee). */
export const verificationDelays = {
  initiated: 4 * DAY,
  deposited: 5 * DAY,
  abandonAfter: 30 * DAY,
};

export interface VerificationEventData {
  verificationId?: string;
  accountId?: string;
  providerAccountId?: string;
  /** Of `failed`: DATA_MISMATCH (attempts used up), INSTRUCTION_GENERATION_ERROR or EXPIRED. */
  reason?: string;
}

export const VERIFICATION_ORDER = ['initiated', 'deposited', 'success', 'failed', 'riskAnalytics'] as const;

type VerificationEventType = (typeof VERIFICATION_ORDER)[number];

/** `at`: when it happened, in ms since the epoch. */
export interface VerificationEvent {
  type: VerificationEventType | 'fact';
  at: number;
  data?: VerificationEventData;
}

export interface VerificationContext extends SessionContext, VerificationEventData {}

const accept = ['note', 'cancelSilence', 'awaitSilence'] as const;

const to = (...types: readonly VerificationEventType[]) =>
  transitions(types, (type) => ({ target: `#verification.${type}`, reenter: true, actions: accept }));

/** Stops an event from falling through to the root, which would wait for silence again. */
const ignored = {};

/**
 * One challenge-deposit verification of an account (Yodlee: CDV, micro-entries), or the risk analytics of an account
 * that was verified instantly. Source: Yodlee "Account Verification Events".
 */
export const verificationMachine = setup({
  types: {} as {
    context: VerificationContext;
    events: VerificationEvent | { type: 'silence' };
    emitted: SessionEffect;
    meta: StageMeta;
    tags: string;
  },
  delays: verificationDelays,
  actions: {
    note: assign(({ context, event }) =>
      event.type === 'silence' ? context : { ...event.data, outcome: 'open' as const },
    ),
    noteData: assign(({ event }) => ('data' in event ? (event.data ?? {}) : {})),
    markUnexpected: assign(({ context, event }) =>
      event.type === 'silence' ? context : { anomalies: withAnomaly(context.anomalies, event) },
    ),
    conclude: assign(({ event }, { outcome }: { outcome: 'completed' | 'failed' | 'abandoned' }) => ({
      outcome,
      ...('at' in event ? { endedAt: event.at } : {}),
    })),
    markStuck: assign({ stuck: true }),
    tellStuck: emit((_, { stage }: { stage: string }) => ({ type: 'sessionStuck', stage })),
    recover: enqueueActions(({ context, event, enqueue }) => {
      if (!context.stuck) return;
      enqueue.assign({ stuck: false });
      if (event.type !== 'silence') enqueue.emit({ type: 'sessionRecovered' });
    }),
    tellCompleted: emit({ type: 'sessionCompleted' }),
    tellAbandoned: emit({ type: 'sessionAbandoned' }),
    cancelSilence: cancel('silence'),
    awaitSilence: raise({ type: 'silence' }, { id: 'silence', delay: 'abandonAfter' }),
  },
}).createMachine({
  id: 'verification',
  version: '1',
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
