import { connectMachine } from 'connect-tracker/machines';
import { expect, it } from 'vitest';
import { createActor, SimulatedClock } from 'xstate';

it('is stuck after five minutes of mfa', () => {
  const clock = new SimulatedClock();
  const session = createActor(connectMachine, { clock }).start();
  for (const type of ['started', 'adding', 'mfa'] as const) session.send({ type, at: clock.now() });
  clock.increment(5 * 60_000);
  expect(session.getSnapshot().context.stuck).toBe(true);
});
