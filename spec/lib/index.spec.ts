import { expect } from 'chai';
import * as library from '../../lib/index.ts';
import * as machines from '../../machines/index.ts';

/** What other programs build on: a name that appears or goes is a change for them. */
describe('the public surface', () => {
  it('of connect-tracker', () => {
    expect(Object.keys(library).sort()).to.deep.equal([
      'ConfigurationError',
      'DeliveryError',
      'StoreConfigurationError',
      'StoreUnavailableError',
      'TrackerError',
      'connectProvider',
      'createDefinition',
      'createSinks',
      'createTracker',
      'fold',
      'openStore',
      'parseDeadlines',
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
