import { expect } from 'chai';
import { raise, setup } from 'xstate';
import { createDefinition } from '../../../../lib/fold/definition.ts';
import { waitsOf } from '../../../../lib/testing/laws/waits.ts';
import { CONNECT_ORDER } from '../../../../machines/connect-events.ts';
import { connectDelays } from '../../../../machines/connect-setup.ts';
import { connect } from '../../../support/fold.ts';

describe('the times that a machine waits', () => {
  it('are all its delays, once each and the shortest first', () => {
    const delays = [...new Set(Object.values(connectDelays))].sort((a, b) => a - b);
    expect(
      waitsOf(
        connect,
        CONNECT_ORDER.map((type) => ({ type })),
      ),
    ).to.deep.equal(delays);
  });

  it('are found behind timers and events, by name, in numbers and as functions of the event', () => {
    const machine = setup({
      delays: { named: 20, asked: ({ event }) => (event as unknown as { data: { wait: number } }).data.wait },
    }).createMachine({
      initial: 'a',
      on: { go: { actions: raise({ type: 'later' }, { id: 'later', delay: 40 }) } },
      states: {
        a: { after: { 10: 'b' } },
        b: { after: { named: 'c' } },
        c: { on: { go: 'd' } },
        d: { after: { asked: 'a' } },
      },
    });
    const waits = waitsOf(createDefinition(machine), [{ type: 'go', data: { wait: 30 } }]);
    expect(waits).to.deep.equal([10, 20, 30, 40]);
  });

  it('are none where it never waits, or not at all', () => {
    const never = setup({}).createMachine({
      initial: 'a',
      on: { go: '.a' },
      states: { a: { after: { 0: 'b' } }, b: {} },
    });
    expect(waitsOf(createDefinition(never), [{ type: 'go' }])).to.deep.equal([]);
  });

  it('are looked for in some hundred states, however many there are', () => {
    const sides = Array.from({ length: 12 }, (_, side) => [
      `s${side}`,
      {
        initial: 'off',
        states: { off: { on: { [`t${side}`]: 'on' } }, on: { on: { [`t${side}`]: 'off' } } },
      },
    ]);
    const wide = setup({}).createMachine({ type: 'parallel', states: Object.fromEntries(sides) });
    const definition = createDefinition(wide);
    let steps = 0;
    const next: typeof definition.chart.next = (snapshot, event) => {
      steps += 1;
      return definition.chart.next(snapshot, event);
    };
    const counting = { ...definition, chart: { ...definition.chart, next } };
    waitsOf(
      counting,
      sides.map((_, side) => ({ type: `t${side}` })),
    );
    expect(steps).to.be.greaterThan(1_000).and.lessThan(5_000);
  });
});
