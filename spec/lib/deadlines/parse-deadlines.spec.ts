import { expect } from 'chai';
import { parseDeadlines } from '../../../lib/deadlines/parse-deadlines.ts';
import { ConfigurationError } from '../../../lib/errors.ts';

describe('parseDeadlines', () => {
  it('reads rules by place', () => {
    expect(
      parseDeadlines({ mfa: '5m', 'verification/deposited': '6d', 'adding@101732': '10m' }),
    ).to.deep.equal([
      { stage: 'mfa', rule: { kind: 'fixed', ms: 300_000 } },
      { machine: 'verification', stage: 'deposited', rule: { kind: 'fixed', ms: 518_400_000 } },
      { stage: 'adding', institutionId: '101732', rule: { kind: 'fixed', ms: 600_000 } },
    ]);
  });

  it('takes a rule alone for every stage', () => {
    const rule = { kind: 'usual', quantile: 0.99, factor: 3, floor: 60_000, ceiling: 86_400_000 };
    expect(parseDeadlines('p99 * 3')).to.deep.equal([{ rule }]);
  });

  it('names what it cannot read', () => {
    expect(() => parseDeadlines({ 'm f a': '5m' })).to.throw(ConfigurationError, '"m f a" is no place');
    expect(() => parseDeadlines('soon')).to.throw(ConfigurationError, '"soon" is no deadline');
  });
});
