import { expect } from 'chai';
import { recordIdOf, recordIdOfSession, sessionIdOf } from '../../../lib/tracker/ids.ts';
import { event } from '../../support/fold.ts';

describe('ids', () => {
  const recordId = recordIdOf('connect', '7001');

  it('a record has one id per provider and customer, which shows neither', () => {
    expect(recordId).to.match(/^[0-9a-f]{24}$/);
    expect(recordIdOf('connect', '7001')).to.equal(recordId);
    const others = [
      recordIdOf('connect', '7002'),
      recordIdOf('yodlee', '7001'),
      recordIdOf('connect7', '001'),
    ];
    expect(new Set([recordId, ...others])).to.have.property('size', 4);
  });

  it("a session's id leads to its record", () => {
    expect(recordIdOfSession(sessionIdOf(recordId, event('started', 0)))).to.equal(recordId);
  });

  it('comes from the key where there is one, whatever opened the session', () => {
    const one = sessionIdOf(recordId, event('started', 0, {}, { key: 'A' }));
    expect(sessionIdOf(recordId, event('mfa', 9, {}, { key: 'A' }))).to.equal(one);
    expect(sessionIdOf(recordId, event('started', 0, {}, { key: 'B' }))).not.to.equal(one);
    expect(sessionIdOf(recordId, event('started', 0))).not.to.equal(one);
  });

  it('is no id: other texts', () => {
    for (const text of [
      '',
      '7001',
      `${recordId}-`,
      `${recordId}-0123456789a`,
      `${recordId.toUpperCase()}-0123456789`,
      `${recordId}-0123456789\n`,
    ])
      expect(recordIdOfSession(text), JSON.stringify(text)).to.equal(undefined);
  });
});
