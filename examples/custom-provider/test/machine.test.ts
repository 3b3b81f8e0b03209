import { expect } from 'chai';
import { foldPath, pathsOf, runPath } from 'connect-tracker/testing';
import { checkFoldLaws } from 'connect-tracker/testing/laws';
import fc from 'fast-check';
import { plaidMachine } from '../src/plaid-machine.ts';

const data = (type: string) =>
  type === 'ERROR'
    ? fc.constantFrom({ institutionId: 'ins_1', errorCode: 'INVALID_MFA' }, { errorCode: 'ITEM_LOCKED' })
    : fc.constantFrom({}, { institutionId: 'ins_1' }, { institutionId: 'ins_2' });

describe('the machine of Plaid', () => {
  it('obeys the laws of the fold, whatever comes in whatever order', function () {
    this.timeout(30_000);
    checkFoldLaws(plaidMachine, { data, keys: ['session-1', 'session-2'] });
  });

  describe('takes every transition alike in an actor and in the tracker:', () => {
    const paths = pathsOf(plaidMachine, {
      // What the guard asks for, beside the usual.
      identify: ({ value, context }) =>
        JSON.stringify([value, context.stuck, context.outcome, context.items > 0]),
    });
    for (const path of paths)
      it(path.name, () => {
        const run = runPath(plaidMachine, path);
        expect(run).to.deep.equal(foldPath(plaidMachine, path));
        expect(run.taken.at(-1)?.transition).to.deep.equal(path.transition);
      });

    it('among them both ways to leave, with a bank and without', () => {
      const leaving = paths.filter(({ transition }) => transition.event === 'EXIT');
      expect(leaving.map(({ transition }) => transition.to)).to.include.members(['completed', 'exited']);
    });
  });
});
