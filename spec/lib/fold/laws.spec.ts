import fc from 'fast-check';
import { createDefinition } from '../../../lib/fold/definition.ts';
import type { JsonObject } from '../../../lib/fold/event.ts';
import { yodleeProvider } from '../../../lib/providers/yodlee/index.ts';
import { checkFoldLaws } from '../../../lib/testing/laws.ts';
import { verificationMachine } from '../../../machines/verification.ts';
import { connect } from '../../support/fold.ts';
import { connectTraffic } from '../../support/histories.ts';

const CASES = Number(process.env['PROPERTY_CASES'] ?? 10_000);
const YODLEE_CASES = Math.ceil(CASES / 4);

const { joins } = yodleeProvider();
const yodlee = createDefinition(verificationMachine, { joins });

/** Few accounts, so that risk analytics find a verification to join. */
function aboutAccount(type: string): fc.Arbitrary<JsonObject> {
  const reason = type === 'failed' ? { reason: 'EXPIRED' } : {};
  return fc.constantFrom('1', '2').map((accountId) => ({ accountId, ...reason }));
}

describe('the laws of the fold', function () {
  this.timeout(300_000);

  it(`hold for ${CASES} random histories of Connect: order of arrival never matters, one step equals refold, restoring changes nothing`, () => {
    checkFoldLaws(connect, { ...connectTraffic, cases: CASES });
  });

  // It has a third of the stages.
  it(`hold for ${YODLEE_CASES} random histories of Yodlee, whose risk analytics choose their session`, () => {
    checkFoldLaws(yodlee, { data: aboutAccount, cases: YODLEE_CASES });
  });
});
