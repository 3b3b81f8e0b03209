import { expect } from 'chai';
import { connectMachine } from 'connect-tracker/machines';
import { createActor, SimulatedClock } from 'xstate';

describe('the machine alone', () => {
  it('is stuck after five minutes of mfa', () => {
    const clock = new SimulatedClock();
    const session = createActor(connectMachine, { clock }).start();
    for (const type of ['started', 'adding', 'mfa'] as const) session.send({ type, at: clock.now() });
    clock.increment(5 * 60_000);
    expect(session.getSnapshot().context.stuck).to.equal(true);
  });

  it('tells that it is stuck, with a delay of your own', () => {
    const clock = new SimulatedClock();
    const impatient = connectMachine.provide({ delays: { adding: 30_000 } });
    const session = createActor(impatient, { clock }).start();
    const told: string[] = [];
    session.on('sessionStuck', ({ stage }) => told.push(stage));
    for (const type of ['started', 'adding'] as const) session.send({ type, at: clock.now() });
    clock.increment(29_999);
    expect(told).to.deep.equal([]);
    clock.increment(1);
    expect(told).to.deep.equal(['adding']);
  });
});
