import { expect } from 'chai';
import { createDefinition } from '../../../lib/fold/definition.ts';
import { connectMachine } from '../../../machines/connect.ts';
import { verificationMachine } from '../../../machines/verification.ts';

describe('a definition', () => {
  it('reads order, opener and facts from the machine', () => {
    const { opens, isFact, rank } = createDefinition(connectMachine);
    expect(opens).to.equal('started');
    expect(['documentUpload', 'reportDone', 'somethingNew', 'mfa'].map(isFact)).to.deep.equal([
      true,
      true,
      true,
      false,
    ]);
    expect(rank('started')).to.be.lessThan(rank('done'));
    expect(rank('done')).to.be.lessThan(rank('somethingNew'));
    expect(createDefinition(verificationMachine)).not.to.have.property('opens');
  });

  it('has a fingerprint that changes with the delays and with nothing else', () => {
    const { fingerprint } = createDefinition(connectMachine);
    expect(fingerprint).to.match(/^connect@2#[0-9a-z]+$/);
    expect(createDefinition(connectMachine.provide({})).fingerprint).to.equal(fingerprint);
    const changed = [{ mfa: 1 }, { mfa: () => 1 }, { mfa: () => 2 }].map((delays) =>
      createDefinition(connectMachine.provide({ delays })),
    );
    expect(new Set([fingerprint, ...changed.map((one) => one.fingerprint)])).to.have.property('size', 4);
  });
});
