import { expect } from 'chai';
import fc from 'fast-check';
import { type AnyStateMachine, createActor, SimulatedClock } from 'xstate';
import { createDefinition } from '../../lib/fold/definition.ts';
import { fold } from '../../lib/fold/fold.ts';
import { compare } from '../../lib/fold/log.ts';
import { foldPath, type PathStep, runPath } from '../../lib/testing/index.ts';
import { connectMachine } from '../../machines/connect.ts';
import type { ConnectEvent } from '../../machines/connect-events.ts';
import type { SessionContext, SessionEffect } from '../../machines/session.ts';
import { verificationMachine } from '../../machines/verification.ts';
import { connect, DAY, event, HOUR, MINUTE, SECOND, T0 } from '../support/fold.ts';
import { deliver, history } from '../support/histories.ts';

/** A history as it happened, as steps of one session. */
const connectSteps = history.map((given): PathStep[] => {
  const log = deliver({ ...given, shuffled: false }).sort((a, b) => compare(connect, a, b));
  const steps = log.map(({ type, data, at }, index): PathStep => {
    const after = at - (log[index - 1]?.at ?? at);
    return { event: type === 'somethingNew' ? { type: 'fact' } : { type, data }, after };
  });
  return [...steps, { wait: given.later }];
});

const verificationSteps = fc
  .array(
    fc.record({
      after: fc.constantFrom(0, 1, HOUR, DAY, 4 * DAY, 5 * DAY, 29 * DAY, 30 * DAY, 31 * DAY),
      event: fc.record({
        type: fc.constantFrom('initiated', 'deposited', 'success', 'failed', 'riskAnalytics', 'fact'),
        data: fc.constantFrom({}, { verificationId: '10063594' }, { reason: 'EXPIRED' }),
      }),
    }),
    { minLength: 1, maxLength: 10 },
  )
  .map((steps): PathStep[] => [...steps, { wait: 31 * DAY }]);

const byInstitution =
  (here: number, elsewhere: number) =>
  ({ context }: { context: SessionContext }) =>
    context.institutionId === '101732' ? here : elsewhere;

const cases: { name: string; machine: AnyStateMachine; steps: fc.Arbitrary<PathStep[]> }[] = [
  { name: 'connect', machine: connectMachine, steps: connectSteps },
  {
    name: 'connect, with other delays',
    machine: connectMachine.provide({
      delays: {
        mfa: MINUTE,
        adding: byInstitution(4 * MINUTE, 11 * MINUTE),
        started: () => SECOND,
        abandonAfter: byInstitution(5 * HOUR, 10 * MINUTE),
      },
    }),
    steps: connectSteps,
  },
  { name: 'verification', machine: verificationMachine, steps: verificationSteps },
  {
    name: 'verification, with other delays',
    machine: verificationMachine.provide({
      delays: {
        initiated: HOUR,
        deposited: ({ context }) => (context.verificationId === undefined ? DAY : 29 * DAY),
        abandonAfter: 5 * DAY,
      },
    }),
    steps: verificationSteps,
  },
];

describe('a plain actor', () => {
  for (const { name, machine, steps } of cases)
    it(`ends as the fold does, and asks for the same at the same times: ${name}`, () => {
      const definition = createDefinition(machine);
      fc.assert(
        fc.property(steps, (given) => {
          const run = runPath(machine, { steps: given });
          expect(run).to.deep.equal(foldPath(definition, { steps: given }));
        }),
        { numRuns: 100 },
      );
    });

  it('does so with a SimulatedClock that goes from second to second, where no event comes as a delay ends', () => {
    const told = fc.record({
      type: fc.constantFrom('started', 'adding', 'mfa', 'unableToConnect', 'added', 'done', 'fact'),
      gap: fc.constantFrom(7, 30 * 60 + 7, 2 * 60 + 7, 9 * 60 + 7, 16 * 60 + 7),
    });
    fc.assert(
      fc.property(fc.array(told, { minLength: 1, maxLength: 6 }), (happened) => {
        const clock = new SimulatedClock();
        const actor = createActor(connectMachine, { clock });
        const effects: { at: number; effect: SessionEffect }[] = [];
        actor.on('*', (effect) => effects.push({ at: T0 + clock.now(), effect }));
        actor.start();
        const wait = (seconds: number) => {
          for (let second = 0; second < seconds; second++) clock.increment(SECOND);
        };
        const log = happened.map(({ type, gap }, index) => {
          if (index > 0) wait(gap);
          const one = event(type, clock.now(), {}, { key: 'A' });
          actor.send({ type: one.type, at: one.at, data: {} } as ConnectEvent);
          return one;
        });
        wait((3 * HOUR) / SECOND);
        const { folded, steps } = fold(connect, log, T0 + clock.now());
        const { value, context } = actor.getSnapshot();
        const { snapshot } = folded.sessions[0]!;
        expect({ value, context }).to.deep.equal({ value: snapshot.value, context: snapshot.context });
        expect(effects).to.deep.equal(
          steps.flatMap((step) => step.effects.map((effect) => ({ at: step.at, effect }))),
        );
        actor.stop();
      }),
      { numRuns: 30 },
    );
  });

  it('differs from the fold in one thing: of one moment its clock puts the delay before the event', () => {
    const clock = new SimulatedClock();
    const actor = createActor(connectMachine, { clock }).start();
    const effects: string[] = [];
    actor.on('*', ({ type }) => effects.push(type));
    actor.send({ type: 'mfa', at: 0 });
    clock.increment(5 * MINUTE);
    actor.send({ type: 'mfaUpdated', at: 5 * MINUTE });
    expect(effects).to.deep.equal(['sessionStuck', 'sessionRecovered']);
    actor.stop();
    const steps: PathStep[] = [
      { event: { type: 'mfa' }, after: 0 },
      { event: { type: 'mfaUpdated' }, after: 5 * MINUTE },
    ];
    expect(foldPath(connect, { steps }).effects).to.deep.equal([]);
    expect(runPath(connectMachine, { steps }).effects).to.deep.equal([]);
  });
});
