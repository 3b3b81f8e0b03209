import { expect } from 'chai';
import { assign, createMachine, setup } from 'xstate';
import { pathsOf } from '../../../lib/testing/index.ts';
import { SECOND } from '../../support/fold.ts';
import { pathsIn } from './path-words.ts';

describe('the search for paths of a machine that counts without end', () => {
  const machine = setup({
    types: {} as { context: { count: number }; events: { type: 'more' } },
  }).createMachine({
    id: 'counter',
    context: { count: 0 },
    initial: 'a',
    states: {
      a: {
        on: {
          more: [
            { guard: ({ context }) => context.count === 3, target: 'full' },
            { actions: assign({ count: ({ context }) => context.count + 1 }) },
          ],
        },
      },
      full: {},
    },
  });
  const byCount = ({ value, context }: { value: unknown; context: { count: number } }) =>
    `${JSON.stringify(value)} ${context.count}`;

  it('comes to an end, since only stages are told apart', () => {
    expect(pathsIn(machine)).to.deep.equal({ 'a on more to a': 'more' });
  });

  it('tells more apart where it is asked to', () => {
    expect(pathsIn(machine, { identify: byCount, gaps: [SECOND] })).to.deep.equal({
      'a on more to a': 'more',
      'a on more if guard to full': 'more more+1000 more+1000 more+1000',
    });
  });

  it('stops where there is no end to that, and says what to do', () => {
    const endless = createMachine({
      id: 'endless',
      context: { count: 0 },
      initial: 'a',
      states: { a: { on: { more: { actions: assign({ count: ({ context }) => context.count + 1 }) } } } },
    });
    expect(() => pathsOf(endless, { identify: byCount, limit: 100 })).to.throw(
      'the machine endless gets into more than 100 situations: tell fewer apart with "identify", or raise "limit"',
    );
  });
});
