import { createActor, setup } from 'xstate';
import { pathsOf } from '../../lib/testing/index.ts';
import {
  type ConnectStage,
  connectMachine,
  type SessionContext,
  type SessionEffect,
  type Silence,
  type StageMeta,
  sessionActions,
  stuckAfter,
  verificationMachine,
} from '../../machines/index.ts';

/** Never called: each line below an `@ts-expect-error` has to be wrong, or the compiler says so. */
export function mistakes() {
  const actor = createActor(connectMachine);
  const verification = createActor(verificationMachine);
  // @ts-expect-error: no such stage
  actor.getSnapshot().matches('mfas');
  // @ts-expect-error: no such stage
  verification.getSnapshot().matches('sucess');
  // @ts-expect-error: no such stage
  'mfas' satisfies ConnectStage;
  // @ts-expect-error: no such event
  actor.send({ type: 'strated', at: 0 });
  // @ts-expect-error: no such event
  verification.send({ type: 'initialised', at: 0 });
  // @ts-expect-error: an event has a time
  actor.send({ type: 'mfa' });
  // @ts-expect-error: no such field
  actor.send({ type: 'mfa', at: 0, data: { institution: '101732' } });
  // @ts-expect-error: an id is a string
  actor.send({ type: 'mfa', at: 0, data: { institutionId: 101732 } });
  // @ts-expect-error: no such field
  verification.send({ type: 'failed', at: 0, data: { because: 'EXPIRED' } });
  // @ts-expect-error: no such delay
  connectMachine.provide({ delays: { mfaa: 60_000 } });
  // @ts-expect-error: a delay is in ms
  connectMachine.provide({ delays: { mfa: '60s' } });
  // @ts-expect-error: no such delay
  verificationMachine.provide({ delays: { success: 1 } });
  // @ts-expect-error: no such effect
  actor.on('sessionStuk', () => {});
  // @ts-expect-error: no such field of the context
  actor.getSnapshot().context.stuckAt;
  // @ts-expect-error: no such event
  pathsOf(connectMachine, { events: { strated: [{}] } });
  // @ts-expect-error: no such field
  pathsOf(connectMachine, { events: { unableToConnect: [{ kode: 102 }] } });
}

/** A machine of somebody else, from the building blocks. */
export function mistakesOfYourOwn() {
  const own = setup({
    types: {} as {
      context: SessionContext;
      events: { type: 'opened' | 'finished'; at: number } | Silence;
      emitted: SessionEffect;
      meta: StageMeta;
    },
    delays: { opened: 1000, abandonAfter: 2000 },
    actions: sessionActions<SessionContext, { type: 'opened' | 'finished'; at: number }>(),
  });
  own.createMachine({
    context: { stuck: false, outcome: 'open', anomalies: [] },
    initial: 'opened',
    states: { opened: { ...stuckAfter('opened'), on: { finished: { actions: 'markUnexpected' } } } },
  });
  own.createMachine({
    context: { stuck: false, outcome: 'open', anomalies: [] },
    initial: 'opened',
    // @ts-expect-error: no such action
    states: { opened: { entry: 'markStuk' } },
  });
  own.createMachine({
    context: { stuck: false, outcome: 'open', anomalies: [] },
    initial: 'opened',
    // @ts-expect-error: no such word
    states: { opened: { meta: { waitingOn: 'bank' } } },
  });
  own.createMachine({
    // @ts-expect-error: no such outcome
    context: { stuck: false, outcome: 'opened', anomalies: [] },
  });
}
