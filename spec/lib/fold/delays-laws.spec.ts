import { createDefinition } from '../../../lib/fold/definition.ts';
import { START } from '../../../lib/testing/laws/history.ts';
import { checkFoldLaws } from '../../../lib/testing/laws.ts';
import { connectMachine } from '../../../machines/connect.ts';
import { HOUR, MINUTE } from '../../support/fold.ts';

const CASES = Number(process.env['PROPERTY_CASES'] ?? 2_000);

/** Deadlines as settings and observations make them: by institution, and by when a stage was entered. */
const definition = createDefinition(connectMachine, {
  delays: {
    fingerprint: 'by institution and time',
    delay(name, context, at) {
      const { institutionId } = context as { institutionId?: string };
      if (name === 'abandonAfter') return institutionId === undefined ? undefined : 30 * MINUTE;
      if (institutionId === undefined) return at < START + HOUR ? MINUTE : 10 * MINUTE;
      return institutionId === '101732' ? (at < START + 20 * MINUTE ? 2 * MINUTE : HOUR) : undefined;
    },
  },
});

describe('the laws of the fold, with deadlines that depend on institution and time', function () {
  this.timeout(120_000);

  it(`hold for ${CASES} random histories: order of arrival never matters, one step equals refold`, () => {
    checkFoldLaws(definition, {
      types: ['started', 'institutionNotFound', 'adding', 'mfa', 'unableToConnect', 'added', 'done'],
      keys: ['A'],
      gaps: [MINUTE, 2 * MINUTE, 10 * MINUTE, HOUR],
      cases: CASES,
    });
  });
});
