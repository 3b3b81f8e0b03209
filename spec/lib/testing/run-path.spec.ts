import { expect } from 'chai';
import { createMachine, emit, setup } from 'xstate';
import { createDefinition } from '../../../lib/fold/definition.ts';
import { foldPath, type PathStep, runPath } from '../../../lib/testing/index.ts';
import { connectMachine } from '../../../machines/connect.ts';
import { HOUR, MINUTE, SECOND, T0 } from '../../support/fold.ts';

const steps: PathStep[] = [
  { event: { type: 'started' }, after: 0 },
  { event: { type: 'adding', data: { institutionId: '101732' } }, after: SECOND },
  { event: { type: 'mfa' }, after: 6 * MINUTE },
  { wait: 3 * HOUR },
];

for (const [name, play] of [
  ['runPath', runPath],
  ['foldPath', foldPath],
] as const)
  describe(name, () => {
    it('plays the steps, and tells where that led, what was asked for and which transitions were taken', () => {
      const { value, context, effects, taken } = play(connectMachine, { steps }, { startAt: T0 });
      expect(value).to.equal('abandoned');
      expect(context).to.include({ outcome: 'abandoned', institutionId: '101732', attempts: 1 });
      expect(effects.map(({ at, effect }) => [at - T0, effect.type])).to.deep.equal([
        [SECOND + 5 * MINUTE, 'sessionStuck'],
        [SECOND + 6 * MINUTE, 'sessionRecovered'],
        [SECOND + 11 * MINUTE, 'sessionStuck'],
        [SECOND + 141 * MINUTE, 'sessionAbandoned'],
      ]);
      expect(
        taken.map(({ at, transition: { from, event, to, standsIn } }) => [
          at - T0,
          from,
          event,
          to,
          standsIn,
        ]),
      ).to.deep.equal([
        [0, 'idle', 'started', 'started', 'idle'],
        [SECOND, 'started', 'adding', 'adding', 'started'],
        [SECOND + 5 * MINUTE, 'adding', 'after adding', 'adding', 'adding'],
        [SECOND + 6 * MINUTE, 'adding', 'mfa', 'mfa', 'adding'],
        [SECOND + 11 * MINUTE, 'mfa', 'after mfa', 'mfa', 'mfa'],
        [SECOND + 141 * MINUTE, 'mfa', 'silence', 'abandoned', 'connect'],
      ]);
    });

    it('tells the transition that was taken from one that leads to the same stage', () => {
      const end = [
        steps[0]!,
        { event: { type: 'done' }, after: SECOND },
        { event: { type: 'mfa' }, after: HOUR },
      ];
      const { taken } = play(connectMachine, { steps: end });
      expect(taken.at(-1)?.transition).to.deep.equal({
        from: 'done',
        event: 'mfa',
        to: 'mfa',
        standsIn: 'connect',
      });
      const soon = [...end.slice(0, 2), { event: { type: 'mfa' }, after: MINUTE }];
      expect(play(connectMachine, { steps: soon }).taken.at(-1)?.transition).to.deep.equal({
        from: 'done',
        event: 'mfa',
        to: 'done',
        guard: 'isClockSkew',
        standsIn: 'done',
      });
    });

    it('puts the events of a moment before the delay that ends with it', () => {
      const tie = [steps[0]!, ...['documentUpload', 'adding'].map((type) => ({ event: { type }, after: 0 }))];
      const given: PathStep[] = [...tie, { event: { type: 'documentUpload' }, after: 5 * MINUTE }];
      const stuck = play(connectMachine, { steps: [...given, { wait: 0 }] }).effects;
      expect(stuck.map(({ effect }) => effect.type)).to.deep.equal(['sessionStuck']);
      const mended = [...given, { event: { type: 'mfa' }, after: 0 }, { wait: 0 }];
      expect(play(connectMachine, { steps: mended }).effects).to.deep.equal([]);
    });

    it('goes by the delays that it is given', () => {
      const machine = connectMachine.provide({ delays: { started: () => 1000, abandonAfter: 2000 } });
      const { effects } = play(machine, { steps: [steps[0]!, { wait: HOUR }] }, { startAt: 0 });
      expect(effects).to.deep.equal([
        { at: 1000, effect: { type: 'sessionStuck', stage: 'started' } },
        { at: 2000, effect: { type: 'sessionAbandoned' } },
      ]);
    });

    it('counts what is armed on the way from when that was', () => {
      const machine = setup({ types: {} as { emitted: { type: 'there' } } }).createMachine({
        id: 'chain',
        initial: 'a',
        states: {
          a: { on: { go: 'b' } },
          b: { after: { 100: 'c' } },
          c: { after: { 100: 'd' } },
          d: { entry: emit({ type: 'there' }) },
        },
      });
      const chain: PathStep[] = [{ event: { type: 'go' }, after: 0 }, { wait: 1000 }];
      const { effects } = play(machine, { steps: chain }, { startAt: 0 });
      expect(effects).to.deep.equal([{ at: 200, effect: { type: 'there' } }]);
    });

    it('begins on a day of this time unless it is told another', () => {
      const { taken } = play(connectMachine, { steps });
      expect(taken[0]?.at).to.equal(Date.UTC(2026, 0, 1));
    });

    it('gives the beginning where there are no steps', () => {
      const { value, taken } = play(connectMachine, { steps: [] });
      expect({ value, taken }).to.deep.equal({ value: 'idle', taken: [] });
    });

    it('throws what a machine throws', () => {
      const machine = createMachine({
        id: 'broken',
        initial: 'a',
        states: {
          a: {
            on: {
              go: {
                guard: () => {
                  throw new Error('out of order');
                },
                target: 'a',
              },
            },
          },
        },
      });
      expect(() => play(machine, { steps: [{ event: { type: 'go' }, after: 0 }] })).to.throw('out of order');
    });
  });

describe('runPath alone', () => {
  it('throws where a machine wakes itself without end, instead of hanging', () => {
    const machine = createMachine({
      id: 'restless',
      initial: 'a',
      states: { a: { after: { 1: 'b' } }, b: { after: { 1: 'a' } } },
    });
    const restless: PathStep[] = [{ event: { type: 'x' }, after: 0 }, { wait: HOUR }];
    expect(() => runPath(machine, { steps: restless })).to.throw('does not come to rest');
  });
});

describe('foldPath alone', () => {
  it('goes by a definition with delays of its own', () => {
    const delays = { fingerprint: 'x', delay: (name: string) => (name === 'started' ? MINUTE : undefined) };
    const definition = createDefinition(connectMachine, { delays });
    const path = { steps: [steps[0]!, { wait: HOUR }] };
    expect(foldPath(definition, path, { startAt: 0 }).effects[0]?.at).to.equal(MINUTE);
    expect(foldPath(definition, path)).to.deep.equal(runPath(definition.machine, path));
  });

  it('shows what a machine is not told under its name, since that is not in its order', () => {
    const machine = createMachine({
      id: 'own',
      meta: { order: ['go'] },
      initial: 'a',
      states: { a: { on: { go: 'b', leap: 'b' } }, b: {} },
    });
    const leap = { steps: [{ event: { type: 'leap' }, after: 0 }] };
    expect([runPath(machine, leap).value, foldPath(machine, leap).value]).to.deep.equal(['b', 'a']);
  });
});
