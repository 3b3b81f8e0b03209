import { expect } from 'chai';
import fc from 'fast-check';
import { type AnyStateMachine, assign, createMachine, raise, setup } from 'xstate';
import { createDefinition, type Definition } from '../../../lib/fold/definition.ts';
import { checkFoldLaws, type FoldLawsOptions } from '../../../lib/testing/laws.ts';
import { connectMachine } from '../../../machines/connect.ts';

const noData: FoldLawsOptions = { types: ['go'], data: () => fc.constant({}), keys: [] };

/** What is said of a machine that breaks a law. */
function breachOf(subject: AnyStateMachine | Definition, options: FoldLawsOptions = {}): string {
  try {
    checkFoldLaws(subject, options);
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('no law is broken');
}

/** A machine that does this with every event. */
function doing(context: object, action: (args: { context: never }) => object): AnyStateMachine {
  return createMachine({ id: 'mine', context, on: { go: { actions: assign(action as never) } } });
}

function counting(): AnyStateMachine {
  let count = 0;
  return doing({}, () => ({ count: count++ }));
}

describe('the laws of the fold, for any machine,', function () {
  this.timeout(60_000);

  describe('hold', () => {
    it('for a machine as it comes', () => {
      checkFoldLaws(connectMachine);
    });

    it('for one that names no order, no delays and no institution', () => {
      const machine = setup({ delays: { soon: () => 5_000 } }).createMachine({
        id: 'mine',
        type: 'parallel',
        states: {
          left: {
            initial: 'on',
            on: { go: '.on' },
            states: { on: { after: { 60000: 'off' } }, off: {} },
          },
          right: {
            initial: 'on',
            on: { go: '.off' },
            states: { on: { after: { soon: 'off' } }, off: { on: { come: 'on' } } },
          },
        },
      });
      checkFoldLaws(machine, { cases: 100 });
    });

    it('for one that notes each event with its time and content', () => {
      const noting = createMachine({
        id: 'mine',
        context: { seen: [] as unknown[], last: undefined as unknown },
        on: {
          '*': {
            actions: assign(({ context, event }) => ({
              seen: [...context.seen, event],
              last: event['data'],
            })),
          },
        },
      });
      checkFoldLaws(noting, { types: ['go', 'stop'], cases: 100 });
    });
  });

  describe('do not hold, and it is said which and where, for', () => {
    it('a machine that remembers outside of its context', () => {
      expect(breachOf(counting(), noData)).to.match(
        /^the machine mine breaks a law of the fold: one step and a refold differ: sessions\.0\.context\.count is \d+ and \d+\n/,
      );
    });

    it('a context that JSON does not keep', () => {
      const machine = doing({ seen: new Map() }, () => ({}));
      expect(breachOf(machine, noData)).to.include(
        'sessions.0.context.seen is a Map, which JSON does not keep',
      );
      const precise = doing({ since: Number.NaN }, () => ({}));
      expect(breachOf(precise, noData)).to.include('what a store gives back of it: sessions.0.context.since');
    });

    it('a context that is none', () => {
      const machine = createMachine({ id: 'mine', context: 7 as unknown as object });
      expect(breachOf(machine, noData)).to.include('cannot be restored');
    });

    it('a machine that wakes itself without end', () => {
      const again = raise({ type: 'wake' }, { id: 'wake', delay: 0 });
      const machine = createMachine({ id: 'mine', on: { go: { actions: again }, wake: { actions: again } } });
      expect(breachOf(machine, noData)).to.include('does not come to rest');
    });

    it('a rule for sessions that goes by whether an event came late', () => {
      const joins: Definition['joins'] = (_, { late }) => late === true;
      const definition = createDefinition(connectMachine, { joins });
      expect(breachOf(definition)).to.include('the sessions depend on the order of arrival');
    });

    it('an order of types that changes', () => {
      let rank = 0;
      const definition = { ...createDefinition(connectMachine), rank: () => rank++ };
      expect(breachOf(definition)).to.include('the log depends on the order of arrival');
    });
  });

  describe('that do not hold', () => {
    it('are shown by the shortest history, which can be tried alone', () => {
      // From the third event on.
      const machine = doing({ seen: 0 }, ({ context }: { context: { seen: number } }) =>
        context.seen < 2 ? { seen: context.seen + 1 } : { seen: Math.random() },
      );
      const message = breachOf(machine, { ...noData, seed: 7 });
      const lines = message.split('\n');
      expect(lines.slice(1, 4).join('\n')).to.match(
        /^ {2}1\. go \(e\d\) \{\}: happened at \d+, received at \d+\n {2}2\. .*\n {2}3\. .*$/,
      );
      expect(lines[4]).to.match(/^ {2}looked at \d+ ms after the last receipt$/);
      const [, again = ''] = /checkFoldLaws\(machine, (.*)\)$/.exec(message) ?? [];
      const alone = breachOf(machine, { ...noData, ...(JSON.parse(again) as FoldLawsOptions) });
      expect(alone.split('\n').slice(1, 5)).to.deep.equal(lines.slice(1, 5));
    });
  });
});
