import { assign, enqueueActions, setup } from 'xstate';
import { type ConnectContext, concluded, noteEvent, reopened, silenced } from './connect-context.ts';
import type { ConnectEvent } from './connect-events.ts';
import { HOUR, MINUTE, type SessionEffect, type StageMeta } from './session.ts';
import { type Silence, sessionActions } from './session-actions.ts';

/** How long each stage may last before the session counts as stuck, and silence before it counts as abandoned. */
export const connectDelays = {
  started: 15 * MINUTE,
  institutionNotFound: 10 * MINUTE,
  institutionNotSupported: 10 * MINUTE,
  institutionSupported: 10 * MINUTE,
  adding: 5 * MINUTE,
  invalidCredentials: 10 * MINUTE,
  mfa: 5 * MINUTE,
  mfaUpdated: 3 * MINUTE,
  credentialsUpdated: 5 * MINUTE,
  discovered: 10 * MINUTE,
  processing: 3 * MINUTE,
  unableToConnect: 10 * MINUTE,
  added: 15 * MINUTE,
  depositSwitch: 15 * MINUTE,
  /** The link lives for 2 h; the rest is a grace for deliveries that come late. */
  abandonAfter: 2 * HOUR + 15 * MINUTE,
};

/** Within this time after `done` an event is taken for a clock that differs between the vendor's hosts. */
const GRACE = 10 * MINUTE;

/** What the statechart of Connect does and asks, by name; the statechart itself says when. */
export const connectSetup = setup({
  types: {} as {
    context: ConnectContext;
    events: ConnectEvent | Silence;
    emitted: SessionEffect;
    meta: StageMeta;
    tags: string;
  },
  delays: connectDelays,
  guards: {
    isClockSkew: ({ context, event }) =>
      event.type !== 'silence' && context.endedAt !== undefined && event.at <= context.endedAt + GRACE,
  },
  actions: {
    ...sessionActions<ConnectContext, ConnectEvent>(),
    note: assign(({ context, event }) =>
      event.type === 'silence' ? context : reopened(noteEvent(context, event)),
    ),
    noteFact: assign(({ context, event }) =>
      event.type === 'silence' ? context : noteEvent(context, event),
    ),
    conclude: enqueueActions(({ context, event, enqueue }) => {
      if (event.type === 'silence') return;
      const after = concluded(context, event.at);
      enqueue.assign(after);
      if (after.outcome === 'completed' && context.outcome !== 'completed')
        enqueue.emit({ type: 'sessionCompleted' });
    }),
    abandon: enqueueActions(({ context, enqueue }) => {
      const after = silenced(context);
      enqueue.assign(after);
      if (after.outcome !== 'completed') enqueue.emit({ type: 'sessionAbandoned' });
    }),
  },
});
