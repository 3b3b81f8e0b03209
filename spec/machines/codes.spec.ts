import { expect } from 'chai';
import { explainCode } from '../../machines/codes.ts';

describe('explainCode', () => {
  it('knows every code that the vendor documents for unableToConnect', () => {
    for (const code of [102, 500, 900, 901, 903, 904, 910, 915, 916, 920])
      expect(explainCode(code).whoActs, String(code)).not.to.equal('unknown');
  });

  it('says who must act', () => {
    expect(explainCode(103).whoActs).to.equal('customer');
    expect(explainCode(906).whoActs).to.equal('institution');
    expect(explainCode(916).whoActs).to.equal('provider');
    expect(explainCode(12001).whoActs).to.equal('partner');
    expect(explainCode(977).whoActs).to.equal('nobody');
  });

  it('calls an unknown number unknown and never throws', () => {
    for (const code of [-1, 0.5, 99999, Number.NaN])
      expect(explainCode(code)).to.deep.equal({
        meaning: `unknown code ${code}; ask the vendor`,
        whoActs: 'unknown',
      });
  });
});
