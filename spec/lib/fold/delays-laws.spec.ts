import { expect } from 'chai';
import fc from 'fast-check';
import { createDefinition } from '../../../lib/fold/definition.ts';
import type { LoggedEvent } from '../../../lib/fold/event.ts';
import { fold } from '../../../lib/fold/fold.ts';
import { advanceTo, emptyRecord, receive } from '../../../lib/fold/record.ts';
import { connectMachine } from '../../../machines/connect.ts';
import { event, HOUR, MINUTE, plain, SECOND, T0 } from '../../support/fold.ts';

const CASES = Number(process.env['PROPERTY_CASES'] ?? 2_000);

/** Deadlines as settings and observations make them: by institution, and by when a stage was entered. */
const definition = createDefinition(connectMachine, {
  delays: {
    fingerprint: 'by institution and time',
    delay(name, context, at) {
      const { institutionId } = context as { institutionId?: string };
      if (name === 'abandonAfter') return institutionId === undefined ? undefined : 30 * MINUTE;
      if (institutionId === undefined) return at < T0 + HOUR ? MINUTE : 10 * MINUTE;
      return institutionId === '101732' ? (at < T0 + 20 * MINUTE ? 2 * MINUTE : HOUR) : undefined;
    },
  },
});

const happening = fc.record({
  gap: fc.constantFrom(0, 1, SECOND, MINUTE, 2 * MINUTE, 10 * MINUTE, HOUR),
  type: fc.constantFrom(
    'started',
    'institutionNotFound',
    'adding',
    'mfa',
    'unableToConnect',
    'added',
    'done',
  ),
  institutionId: fc.constantFrom(undefined, '101732', '102176'),
  key: fc.constantFrom(undefined, undefined, 'A'),
  /** Where it stands among those that arrive. */
  turn: fc.nat(1000),
  /** How long after it a sweep looks at the record; 0 for none. */
  sweep: fc.constantFrom(0, 0, 2 * MINUTE, HOUR),
});

describe('the laws of the fold, with deadlines that depend on institution and time', function () {
  this.timeout(120_000);

  it(`hold for ${CASES} random histories: order of arrival never matters, one step equals refold`, () => {
    fc.assert(
      fc.property(fc.array(happening, { minLength: 1, maxLength: 10 }), (happenings) => {
        let offset = 0;
        const events = happenings.map(({ gap, type, institutionId, key }, index): LoggedEvent => {
          offset += gap;
          const data = institutionId === undefined ? {} : { institutionId };
          return event(type, offset, data, { id: `e${index}`, ...(key === undefined ? {} : { key }) });
        });
        const end = T0 + offset + 3 * HOUR;
        const arrivals = events
          .map((one, index) => ({ one, ...happenings[index]! }))
          .sort((a, b) => a.turn - b.turn);

        let record = emptyRecord;
        let now = T0;
        for (const { one, sweep } of arrivals) {
          now = Math.max(now, one.at);
          const received = receive(definition, record, one, now);
          if (received.outcome === 'applied')
            expect(plain(received.record.folded)).to.deep.equal(
              plain(fold(definition, received.record.log, now).folded),
              'one step differs from a refold',
            );
          now += sweep;
          record = sweep === 0 ? received.record : advanceTo(definition, received.record, now).record;
        }
        now = Math.max(now, end);
        const { folded, log } = advanceTo(definition, record, now).record;
        const inOrder = log.map(({ late: _, ...rest }) => rest);
        expect(plain(folded)).to.deep.equal(
          plain(fold(definition, inOrder, now).folded),
          'the sessions depend on the order of arrival',
        );
        const reference = events.reduce(
          (kept, one) => receive(definition, kept, one, one.at).record,
          emptyRecord,
        );
        expect(plain(folded)).to.deep.equal(plain(advanceTo(definition, reference, now).record.folded));
      }),
      { numRuns: CASES },
    );
  });
});
