import { expect } from 'chai';
import fc from 'fast-check';
import {
  type AnyEventObject,
  type AnyMachineSnapshot,
  createMachine,
  initialTransition,
  raise,
  transition,
} from 'xstate';
import {
  createStatechart,
  expectedEvents,
  handledEvents,
  type Microstep,
  metaOf,
  stageOf,
} from '../../../lib/fold/statechart.ts';
import { connectMachine } from '../../../machines/connect.ts';
import { CONNECT_ORDER } from '../../../machines/connect-events.ts';
import { VERIFICATION_ORDER, verificationMachine } from '../../../machines/verification.ts';

const cases = [
  { machine: connectMachine, types: [...CONNECT_ORDER, 'silence', 'xstate.after.mfa.connect.mfa'] },
  { machine: verificationMachine, types: [...VERIFICATION_ORDER, 'silence'] },
];

describe('the statechart as a pure function', () => {
  for (const { machine, types } of cases)
    it(`gives what XState's own transition() gives, for ${machine.id}`, () => {
      const chart = createStatechart(machine);
      fc.assert(
        fc.property(fc.array(fc.constantFrom(...types), { maxLength: 12 }), (told) => {
          let ours = chart.initial;
          let [theirs, actions] = initialTransition(machine) as unknown as [
            AnyMachineSnapshot,
            { type: string; params: unknown }[],
          ];
          for (const [at, type] of told.entries()) {
            const event = { type, at } as AnyEventObject;
            ours = chart.next(ours.snapshot, event);
            [theirs, actions] = transition(machine, theirs as never, event as never) as unknown as [
              AnyMachineSnapshot,
              typeof actions,
            ];
            expect(ours.snapshot.value).to.deep.equal(theirs.value);
            expect(ours.snapshot.context).to.deep.equal(theirs.context);
            const asked = actions.filter((action) =>
              ['xstate.raise', 'xstate.cancel', 'xstate.emit'].includes(action.type),
            );
            expect(ours.requests).to.have.length(asked.length);
          }
        }),
        { numRuns: 300 },
      );
    });

  it('restores a state to what it was', () => {
    const chart = createStatechart(connectMachine);
    const { snapshot } = chart.next(chart.initial.snapshot, { type: 'started', at: 1 });
    const restored = chart.restore('started', JSON.parse(JSON.stringify(snapshot.context)));
    expect(restored.value).to.equal('started');
    expect(restored.context).to.deep.equal(snapshot.context);
    expect(chart.next(restored, { type: 'adding', at: 2 }).snapshot.value).to.equal('adding');
  });

  for (const value of ['__proto__', 'gone', 'toString'])
    it(`refuses to restore a state that does not exist: ${value}`, () => {
      expect(() => createStatechart(connectMachine).restore(value, {})).to.throw();
    });

  it('names a nested or parallel stage by its top level', () => {
    const machine = createMachine({
      type: 'parallel',
      states: { a: { initial: 'b', states: { b: {} } }, c: {} },
    });
    expect(stageOf(createStatechart(machine).initial.snapshot)).to.equal('a+c');
  });

  it('knows what a stage expects, and not what the root takes from anywhere', () => {
    const chart = createStatechart(connectMachine);
    expect(expectedEvents(chart.initial.snapshot)).to.deep.equal(['started']);
    expect(
      expectedEvents(chart.next(chart.initial.snapshot, { type: 'processing', at: 0 }).snapshot),
    ).to.have.members([
      'processing',
      'adding',
      'unableToConnect',
      'added',
      'institutionSupported',
      'institutionNotSupported',
      'institutionNotFound',
      'started',
      'done',
    ]);
  });

  it('knows what a nested stage expects, also when it is asked again', () => {
    const machine = createMachine({
      initial: 'outer',
      states: {
        outer: {
          initial: 'one',
          on: { leave: 'over' },
          states: { one: { on: { next: 'two' } }, two: { on: { back: 'one' } } },
        },
        over: {},
      },
    });
    const chart = createStatechart(machine);
    const two = chart.next(chart.initial.snapshot, { type: 'next' }).snapshot;
    for (let time = 0; time < 2; time++) {
      expect(expectedEvents(chart.initial.snapshot)).to.have.members(['leave', 'next']);
      expect(expectedEvents(two)).to.have.members(['leave', 'back']);
    }
  });

  it('knows who is waited for', () => {
    const chart = createStatechart(connectMachine);
    expect(metaOf(chart.initial.snapshot)).to.deep.equal({ waitingOn: 'customer' });
  });

  it('knows every event that a machine has a transition for, be it one that does nothing', () => {
    const machine = createMachine({
      initial: 'a',
      on: { top: {} },
      states: {
        a: { on: { go: 'b' }, after: { 10: 'b' } },
        b: { initial: 'c', states: { c: { on: { deep: {} } } } },
      },
    });
    expect(handledEvents(machine)).to.have.members(['top', 'go', 'deep']);
  });

  it('tells whoever watches each move within a step: from where, by which event, by which transition', () => {
    const machine = createMachine({
      initial: 'zero',
      states: {
        zero: { always: 'a' },
        a: { on: { go: 'b' } },
        b: { entry: raise({ type: 'again' }), on: { again: 'c' } },
        c: {},
      },
    });
    const told: unknown[][] = [];
    const watch = ({ before, event, transitions, after }: Microstep) =>
      told.push([before?.value, event.type, ...transitions.map(({ source }) => source.key), after.value]);
    const chart = createStatechart(machine, watch);
    expect(told).to.deep.equal([[undefined, 'xstate.init', 'zero', 'a']]);
    chart.next(chart.initial.snapshot, { type: 'nothing' });
    chart.next(chart.initial.snapshot, { type: 'go' });
    chart.next(chart.initial.snapshot, { type: 'go' });
    const step = [
      ['a', 'go', 'a', 'b'],
      ['b', 'again', 'b', 'c'],
    ];
    expect(told.slice(1)).to.deep.equal([...step, ...step]);
  });
});
