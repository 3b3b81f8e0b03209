import { expect } from 'chai';
import { compare, isSame, merge, position } from '../../../lib/fold/log.ts';
import { CONNECT_ORDER } from '../../../machines/connect-events.ts';
import { connect, event, T0 } from '../../support/fold.ts';

describe('the order of events', () => {
  it('is by when they happened, whatever their ids say', () => {
    expect(
      compare(connect, event('done', 1, {}, { id: 'a' }), event('started', 2, {}, { id: 'b' })),
    ).to.be.lessThan(0);
  });

  it('is by the place in the flow within one millisecond, unknown types last', () => {
    const types = [...CONNECT_ORDER, 'somethingNew'];
    const shuffled = [...types].reverse().map((type) => event(type, 0, {}, { id: 'same' }));
    expect(shuffled.sort((a, b) => compare(connect, a, b)).map(({ type }) => type)).to.deep.equal(types);
  });

  it('is by id within one type, by code units', () => {
    const ids = ['B', 'a', 'ä'];
    const events = ['ä', 'a', 'B'].map((id) => event('mfa', 0, {}, { id }));
    expect(events.sort((a, b) => compare(connect, a, b)).map(({ id }) => id)).to.deep.equal(ids);
  });

  it('is total: nothing but the same event compares equal', () => {
    const one = event('mfa', 0, { institutionId: '1' });
    const others = [
      event('mfa', 0, { institutionId: '2' }),
      event('mfa', 0, { institutionId: '1' }, { key: 'k' }),
    ];
    for (const other of others) {
      expect(compare(connect, one, other)).not.to.equal(0);
      expect(Math.sign(compare(connect, one, other))).to.equal(-Math.sign(compare(connect, other, one)));
    }
    expect(compare(connect, one, { ...one, receivedAt: T0 + 99, duplicates: 3 })).to.equal(0);
  });
});

describe('position', () => {
  it('is where the event keeps the log sorted', () => {
    const log = [event('started', 0), event('mfa', 10), event('done', 20)];
    expect(position(connect, log, event('adding', 5))).to.equal(1);
    expect(position(connect, log, event('adding', 10))).to.equal(1);
    expect(position(connect, log, event('done', 30))).to.equal(3);
    expect(position(connect, [], event('done', 30))).to.equal(0);
  });
});

describe('the identity of an event', () => {
  const one = event('mfa', 0, { institutionId: '1', deep: { a: 1, b: 2 } });

  it('does not look at times, copies or the order of fields', () => {
    const copy = {
      ...one,
      at: one.at + 1,
      receivedAt: one.at + 9,
      duplicates: 2,
      data: { deep: { b: 2, a: 1 }, institutionId: '1' },
    };
    expect(isSame(one, copy)).to.equal(true);
  });

  for (const [what, other] of Object.entries({
    id: { ...one, id: 'other' },
    type: { ...one, type: 'adding' },
    content: { ...one, data: { institutionId: '2', deep: { a: 1, b: 2 } } },
    'session key': { ...one, key: 'k' },
    validity: { ...one, status: 'invalid' as const },
  }))
    it(`tells apart by ${what}`, () => expect(isSame(one, other)).to.equal(false));
});

describe('merge', () => {
  it('takes the earliest times and counts the copy, whichever came first', () => {
    const first = event('mfa', 0, {}, { receivedAt: T0 + 5 });
    const copy = { ...first, at: T0 - 1, receivedAt: T0 + 9 };
    const merged = { ...first, at: T0 - 1, receivedAt: T0 + 5, duplicates: 1 };
    expect(merge(first, copy)).to.deep.equal(merged);
    expect(merge(copy, first)).to.deep.equal(merged);
  });
});
