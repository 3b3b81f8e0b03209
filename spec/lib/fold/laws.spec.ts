import { expect } from 'chai';
import fc from 'fast-check';
import { fold } from '../../../lib/fold/fold.ts';
import type { Log } from '../../../lib/fold/log.ts';
import { advanceTo, type CustomerRecord, emptyRecord, receive } from '../../../lib/fold/record.ts';
import { decode, encode } from '../../../lib/tracker/codec.ts';
import type { Customer } from '../../../lib/tracker/kept.ts';
import { connect, customerOf, plain, T0 } from '../../support/fold.ts';
import { deliver, history } from '../../support/histories.ts';

const CASES = Number(process.env['PROPERTY_CASES'] ?? 10_000);

/** What must not depend on how the events came. */
function essence(log: Log) {
  return log.map(({ receivedAt: _, late: __, ...event }) => event);
}

function restored(record: CustomerRecord): CustomerRecord {
  return (decode(() => connect, encode(customerOf(record))) as Customer).record;
}

describe('the laws of the fold', function () {
  this.timeout(300_000);

  it(`hold for ${CASES} random histories: order of arrival never matters, one step equals refold, restoring changes nothing`, () => {
    fc.assert(
      fc.property(history, (given) => {
        const arrivals = deliver(given);
        let record = emptyRecord;
        let now = T0;
        for (const event of arrivals) {
          now = Math.max(now, event.receivedAt);
          const { outcome, record: received } = receive(connect, record, event, now);
          record = received;
          // A late event was folded from the start, so there is no second way to compare it with.
          if (outcome !== 'late')
            expectEqual(record, fold(connect, record.log, now).folded, 'one step differs from a refold');
          const again = restored(record);
          expectEqual(again, record.folded, 'restoring changed something');
          now += given.sweep;
          record = given.sweep === 0 ? again : advanceTo(connect, again, now).record;
        }
        now += given.later;
        const end = advanceTo(connect, record, now).record;

        const inOrder = [...arrivals].sort((a, b) => a.at - b.at || a.receivedAt - b.receivedAt);
        const reference = inOrder.reduce(
          (kept, event) => receive(connect, kept, event, event.at).record,
          emptyRecord,
        );
        expect(essence(end.log)).to.deep.equal(
          essence(reference.log),
          'the log depends on the order of arrival',
        );
        expectEqual(
          end,
          fold(connect, reference.log, now).folded,
          'the sessions depend on the order of arrival',
        );
      }),
      { numRuns: CASES },
    );
  });
});

/** JSON, since it is much faster to compare than deep equality and says the same of plain data. */
function expectEqual(record: CustomerRecord, expected: CustomerRecord['folded'], message: string): void {
  const [actual, wanted] = [plain(record.folded), plain(expected)];
  if (JSON.stringify(actual) !== JSON.stringify(wanted)) expect(actual).to.deep.equal(wanted, message);
}
