import { expect } from 'chai';
import { type AnyEventObject, assign, createMachine, raise, setup } from 'xstate';
import { pathsOf } from '../../../lib/testing/index.ts';
import { HOUR, MINUTE, SECOND } from '../../support/fold.ts';
import { pathsIn } from './path-words.ts';

const isLate = ({ context, event }: { context: { since: number }; event: { at?: number } }) =>
  event.at! > context.since + 10 * MINUTE;

describe('pathsOf', () => {
  it('finds what each stage takes, itself and from the root, each by a shortest path', () => {
    const machine = createMachine({
      id: 'door',
      initial: 'shut',
      on: { burn: '.ashes' },
      states: { shut: { on: { open: 'ajar' } }, ajar: { on: { push: 'open' } }, open: {}, ashes: {} },
    });
    expect(pathsIn(machine, { gaps: [SECOND] })).to.deep.equal({
      'shut on open to ajar': 'open',
      'shut on burn to ashes': 'burn',
      'ajar on push to open': 'open push+1000',
      'ajar on burn to ashes': 'open burn+1000',
      'open on burn to ashes': 'open push+1000 burn+1000',
      'ashes on burn to ashes': 'burn burn+1000',
    });
    expect(pathsOf(machine).find(({ name }) => name.startsWith('shut on burn'))?.transition).to.deep.equal({
      from: 'shut',
      event: 'burn',
      to: 'ashes',
      standsIn: 'door',
    });
  });

  it('finds each alternative of a guard by time, with the gaps that it takes', () => {
    const machine = setup({
      types: {} as { context: { since: number }; events: { type: 'go' | 'on'; at: number } },
      guards: { isLate },
    }).createMachine({
      id: 'guarded',
      context: { since: 0 },
      initial: 'a',
      states: {
        a: { on: { go: { target: 'b', actions: assign(({ event }) => ({ since: event.at })) } } },
        b: { on: { on: [{ guard: 'isLate', target: 'late' }, { target: 'soon' }] } },
        late: {},
        soon: {},
      },
    });
    expect(pathsIn(machine)).to.deep.equal({
      'a on go to b': 'go',
      'b on on if isLate to late': `go on+${HOUR}`,
      'b on on to soon': 'go on+1000',
    });
    expect(pathsIn(machine, { gaps: [MINUTE] })).not.to.have.property('b on on if isLate to late');
    expect(pathsOf(machine).map(({ transition }) => transition.alternative)).to.deep.equal([undefined, 1, 0]);
  });

  it('finds alternatives by data, with the samples that it is given', () => {
    const machine = setup({
      types: {} as { events: { type: 'went'; at: number; data?: { code?: number } } },
    }).createMachine({
      id: 'data',
      initial: 'a',
      states: {
        a: {
          on: { went: [{ guard: ({ event }) => event.data?.code === 1, target: 'one' }, { target: 'none' }] },
        },
        one: {},
        none: {},
      },
    });
    expect(pathsIn(machine)).to.have.keys('a on went to none');
    expect(pathsIn(machine, { events: { went: [{ code: 1 }, {}] } })).to.have.keys(
      'a on went if guard to one',
      'a on went to none',
    );
  });

  it('waits for delays, also those of events that the machine raises, and sends none of these itself', () => {
    const machine = setup({
      types: {} as { events: { type: 'go' | 'stay' | 'silence' } },
      actions: { awaitSilence: raise({ type: 'silence' }, { delay: 2 * HOUR }) },
    }).createMachine({
      id: 'timed',
      initial: 'a',
      on: { silence: '.over' },
      states: {
        a: { on: { go: { target: 'b', actions: 'awaitSilence' } } },
        b: { after: { [MINUTE]: 'c' }, on: { stay: {} } },
        c: {},
        over: {},
      },
    });
    expect(pathsIn(machine)).to.deep.equal({
      'a on go to b': 'go',
      'b on stay to b': 'go stay+1000',
      'b on after 60000 to c': 'go 60000',
      'c on silence to over': `go 60000 ${2 * HOUR - MINUTE}`,
    });
    expect(pathsIn(machine, { events: { silence: [{}] } })).to.include({ 'a on silence to over': 'silence' });
  });

  it('comes before a delay that is shorter than every gap', () => {
    const machine = createMachine({
      id: 'short',
      initial: 'a',
      states: { a: { on: { go: 'b' } }, b: { after: { 10: 'c' }, on: { stop: 'd' } }, c: {}, d: {} },
    });
    const paths = { 'b on stop to d': 'go stop+9', 'b on after 10 to c': 'go 10' };
    expect(pathsIn(machine)).to.include(paths);
    expect(pathsIn(machine, { gaps: [10] })).to.include(paths);
  });

  it('waits for the delays of the first stage once something has been heard', () => {
    const machine = createMachine({
      id: 'patient',
      initial: 'a',
      states: { a: { after: { 5000: 'b' }, on: { hear: {} } }, b: {} },
    });
    expect(pathsIn(machine)).to.deep.equal({ 'a on hear to a': 'hear', 'a on after 5000 to b': 'hear 5000' });
  });

  it('finds a stage again whose running delays are others', () => {
    const machine = setup({
      types: {} as { events: { type: 'go' | 'arm' | 'ring' } },
      actions: { arm: raise({ type: 'ring' }, { id: 'ring', delay: HOUR }) },
    }).createMachine({
      id: 'armed',
      initial: 'a',
      on: { ring: '.rung' },
      states: { a: { on: { go: 'b' } }, b: { on: { arm: { actions: 'arm' } } }, rung: {} },
    });
    expect(pathsIn(machine, { gaps: [SECOND] })).to.deep.equal({
      'a on go to b': 'go',
      'b on arm to b': 'go arm+1000',
      'b on ring to rung': `go arm+1000 ${HOUR}`,
    });
  });

  it('finds what only a session that is stuck can do', () => {
    const machine = setup({
      types: {} as { context: { stuck: boolean }; events: { type: 'go' | 'fuss' | 'help' } },
      actions: { markStuck: assign({ stuck: true }) },
    }).createMachine({
      id: 'stuck',
      context: { stuck: false },
      initial: 'a',
      states: {
        a: { on: { go: 'b' } },
        b: {
          on: {
            fuss: { actions: 'markStuck' },
            help: { guard: ({ context }) => context.stuck, target: 'a' },
          },
        },
      },
    });
    expect(pathsIn(machine)).to.include({ 'b on help if guard to a': 'go fuss+1000 help+1000' });
  });

  it('takes a wildcard by an event that it is given', () => {
    const machine = createMachine({ id: 'wild', initial: 'a', states: { a: { on: { '*': 'b' } }, b: {} } });
    expect(pathsIn(machine)).to.deep.equal({});
    expect(pathsIn(machine, { events: { whatever: [{}] } })).to.deep.equal({ 'a on * to b': 'whatever' });
  });

  it('finds what a machine does by itself within one step', () => {
    const machine = createMachine({
      id: 'quick',
      initial: 'zero',
      states: {
        zero: { always: 'a' },
        a: { on: { go: 'b' } },
        b: { entry: raise({ type: 'again' }), on: { again: 'c' } },
        c: { always: 'd' },
        d: {},
      },
    });
    expect(pathsIn(machine)).to.deep.equal({
      'zero on always to a': '',
      'a on go to b': 'go',
      'b on again to c': 'go',
      'c on always to d': 'go',
    });
  });

  it('names nested states in full, and of parallel ones those that a transition is about', () => {
    const machine = createMachine({
      id: 'nested',
      type: 'parallel',
      on: { reset: { target: ['.pay', '.ship'] } },
      states: {
        pay: {
          initial: 'open',
          states: {
            open: {
              initial: 'card',
              states: { card: { on: { fail: 'cash' } }, cash: {} },
              on: { paid: 'done' },
            },
            done: {},
          },
        },
        ship: { initial: 'no', states: { no: { on: { sent: 'yes' } }, yes: {} } },
      },
    });
    const names = Object.keys(pathsIn(machine));
    expect(names).to.include.members([
      'pay.open.card on fail to pay.open.cash',
      'pay.open.card on paid to pay.done',
      'pay.open.cash on paid to pay.done',
      'ship.no on sent to ship.yes',
      'pay.open.card+ship.yes on reset to pay.open.card+ship.no',
      'pay.done+ship.yes on reset to pay.open.card+ship.no',
    ]);
    expect(names).to.have.length(10);
  });

  it('goes no further where a machine is done', () => {
    const machine = createMachine({
      id: 'final',
      initial: 'a',
      on: { go: '.b' },
      states: { a: {}, b: { type: 'final' } },
    });
    expect(pathsIn(machine)).to.deep.equal({ 'a on go to b': 'go' });
  });

  it('gives no two paths one name', () => {
    const both = [
      { guard: ({ event }: { event: AnyEventObject }) => 'x' in event['data'], target: 'a' },
      { guard: () => true, target: 'a' },
    ];
    const machine = createMachine({ id: 'twice', initial: 'a', states: { a: { on: { go: both } } } });
    const names = pathsOf(machine, { events: { go: [{}, { x: 1 }] } }).map(({ name }) => name);
    expect(names).to.have.members(['a on go if guard to a', 'a on go if guard to a (2)']);
  });
});
