import { expect } from 'chai';
import { FLOW_NAMES } from '../../../../lib/cli/send/flow-names.ts';
import { flows } from '../../../../lib/testing/index.ts';

describe('the names of flows on the command line', () => {
  it('are those that they have always had', () => {
    expect([...FLOW_NAMES.keys()].join(' ')).to.equal(
      'full full-mfa oauth lite fix fix-oauth joint transfer several-banks wrong-password not-found bank-down cancelled left with-report micro-deposits',
    );
  });

  it('lead to each flow once', () => {
    expect([...FLOW_NAMES.values()]).to.deep.equal(Object.keys(flows));
    expect(FLOW_NAMES.get('full-mfa')).to.equal('fullWithMfa');
    expect(FLOW_NAMES.get('wrong-password')).to.equal('wrongPassword');
  });
});
