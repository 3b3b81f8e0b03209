import { expect } from 'chai';
import type { StoredNow } from '../../../../lib/tracker/stored/customer.ts';
import { withoutReferences, withReferences } from '../../../../lib/tracker/stored/references.ts';
import { T0 } from '../../../support/fold.ts';

/** A stored record with this said in the data of its two events, and in the context of its session. */
function stored(first: object, second: object, context: object): StoredNow {
  return {
    format: 4,
    provider: 'connect',
    customerId: '7001',
    by: 'connect@3#x',
    firedAt: 0,
    log: [
      [T0, 0, 'started', 0, first as never],
      [7, 0, 'mfa', 0, second as never],
    ],
    sessions: [['mfa', context, 0, []]],
  };
}

const saidIn = ({ log, sessions }: StoredNow) => [log[0]![4], log[1]![4], sessions[0]![1]];

describe('references of a packed record', () => {
  it('stand for texts that were said before, and for the times of events', () => {
    const given = stored({ a: 'x' }, { b: ['x', 'y'] }, { c: 'y', at: T0 + 7, d: { e: 'x' }, n: 7 });
    expect(saidIn(withReferences(given))).to.deep.equal([
      { a: 'x' },
      { b: ['*0', 'y'] },
      { c: '*1', at: '*@1', d: { e: '*0' }, n: 7 },
    ]);
    expect(withoutReferences(withReferences(given))).to.deep.equal(given);
  });

  it('are not mistaken for texts that look like them', () => {
    const given = stored(
      { a: '*0' },
      { a: '**0', b: '*@1', c: '*' },
      { a: '*0', b: '**0', c: '*@1', d: '*' },
    );
    expect(saidIn(withReferences(given))[0]).to.deep.equal({ a: '**0' });
    expect(withoutReferences(withReferences(given))).to.deep.equal(given);
  });

  it('make records of sessions that went alike the same but for what was said first', () => {
    const [one, other] = ['101732', '102176'].map((bank) =>
      withReferences(stored({ institutionId: bank }, { institutionId: bank }, { institutionId: bank })),
    );
    expect(saidIn(one!).slice(1)).to.deep.equal(saidIn(other!).slice(1));
  });

  it('to nothing are refused', () => {
    for (const text of ['*0', '*@2', '*x', '*'])
      expect(() => withoutReferences(stored({ a: text }, {}, {})), text).to.throw('refers to');
  });
});
