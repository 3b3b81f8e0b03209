import { expect } from 'chai';
import { createActor, SimulatedClock } from 'xstate';
import {
  type ConnectContext,
  type ConnectEvent,
  type ConnectSnapshot,
  type ConnectStage,
  connectMachine,
  type VerificationEvent,
  type VerificationSnapshot,
  type VerificationStage,
  verificationMachine,
} from '../../machines/index.ts';

describe('the types of the machines', () => {
  it('know the stages, the context and the effects', () => {
    const actor = createActor(connectMachine, { clock: new SimulatedClock() }).start();
    actor.on('sessionStuck', ({ stage }) => stage satisfies string);
    const event: ConnectEvent = { type: 'adding', at: 0, data: { institutionId: '101732', oauth: true } };
    actor.send(event);
    const snapshot: ConnectSnapshot = actor.getSnapshot();
    const stage: ConnectStage = snapshot.value;
    const context: ConnectContext = snapshot.context;
    expect([stage, context.oauth, snapshot.matches('adding')]).to.deep.equal(['adding', true, true]);
    actor.stop();
  });

  it('know those of a verification', () => {
    const actor = createActor(verificationMachine, { clock: new SimulatedClock() }).start();
    const event: VerificationEvent = { type: 'failed', at: 0, data: { reason: 'EXPIRED' } };
    actor.send(event);
    const snapshot: VerificationSnapshot = actor.getSnapshot();
    const stage: VerificationStage = snapshot.value;
    expect([stage, snapshot.context.reason]).to.deep.equal(['failed', 'EXPIRED']);
    actor.stop();
  });

  it('know what a delay is called, and that it may be a function', () => {
    const machine = connectMachine.provide({
      delays: { mfa: 60_000, adding: ({ context }) => (context.oauth === true ? 1000 : 2000) },
    });
    expect(machine.implementations.delays['mfa']).to.equal(60_000);
  });
});
