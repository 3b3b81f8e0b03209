import { expect } from 'chai';
import * as library from '../../lib/index.ts';
import * as machines from '../../machines/index.ts';

/** What other programs build on: a name that appears or goes is a change for them. */
describe('the public surface', () => {
  it('of connect-tracker', () => {
    expect(Object.keys(library).sort()).to.deep.equal([
      'ConfigurationError',
      'StoreConfigurationError',
      'StoreUnavailableError',
      'TrackerError',
      'connectProvider',
      'createDefinition',
      'createTracker',
      'fold',
      'openStore',
      'receive',
      'yodleeProvider',
    ]);
  });

  it('of connect-tracker/machines', () => {
    expect(Object.keys(machines).sort()).to.deep.equal([
      'connectDelays',
      'connectMachine',
      'explainCode',
      'verificationDelays',
      'verificationMachine',
    ]);
  });
});
