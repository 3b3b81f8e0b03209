import { expect } from 'chai';
import fc from 'fast-check';
import type { LoggedEvent } from '../../../lib/fold/event.ts';
import { fold } from '../../../lib/fold/fold.ts';
import type { Log } from '../../../lib/fold/log.ts';
import { advanceTo, type CustomerRecord, emptyRecord, receive } from '../../../lib/fold/record.ts';
import { decode, encode } from '../../../lib/tracker/codec.ts';
import type { Customer } from '../../../lib/tracker/kept.ts';
import { connect, customerOf, DAY, HOUR, MINUTE, plain, SECOND, T0 } from '../../support/fold.ts';

const CASES = Number(process.env['PROPERTY_CASES'] ?? 10_000);

const usual = ['started', 'institutionSupported', 'adding', 'mfa', 'discovered', 'added', 'done'];
const rare = [
  'institutionNotFound',
  'institutionNotSupported',
  'invalidCredentials',
  'mfaUpdated',
  'credentialsUpdated',
  'processing',
  'unableToConnect',
  'depositSwitchUpdate',
  'accountsDeleted',
  'documentUpload',
  'reportDone',
  'somethingNew',
];

/** Gaps around everything that time decides: ties, stages that get stuck, the grace after an end, abandonment. */
const gap = fc.constantFrom(
  0,
  0,
  1,
  SECOND,
  30 * SECOND,
  4 * MINUTE,
  5 * MINUTE,
  10 * MINUTE,
  11 * MINUTE,
  135 * MINUTE,
  5 * HOUR,
);
const delay = fc.constantFrom(0, 0, 1, SECOND, 6 * MINUTE, 3 * HOUR, DAY, 3 * DAY);

interface Happening {
  gap: number;
  type: string;
  /** Few ids, so that one id comes with several types and contents. */
  id: number;
  key: string | undefined;
  institutionId: string;
  /** One delivery for each: how long it took, and where it stands among those of the same moment. */
  deliveries: { delay: number; turn: number }[];
}

const happening: fc.Arbitrary<Happening> = fc.record({
  gap,
  type: fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...usual) },
    { weight: 1, arbitrary: fc.constantFrom(...rare) },
  ),
  id: fc.nat(3),
  key: fc.constantFrom(undefined, undefined, undefined, 'A', 'B'),
  institutionId: fc.constantFrom('101732', '102176'),
  deliveries: fc.array(fc.record({ delay, turn: fc.nat(1000) }), { minLength: 1, maxLength: 3 }),
});

const history = fc.record({
  happenings: fc.array(happening, { minLength: 1, maxLength: 12 }),
  /** Deliveries in any order whatever, not only in one that delays can explain. */
  shuffled: fc.boolean(),
  /** How long after each arrival a sweep looks at the record; 0 for none. */
  sweep: fc.constantFrom(0, 0, 1, 5 * MINUTE, 3 * HOUR),
  /** How long after the last arrival we look. */
  later: fc.constantFrom(0, MINUTE, 20 * MINUTE, 3 * HOUR, 4 * DAY),
});

function toEvent({ type, id, key, institutionId }: Happening, at: number): LoggedEvent {
  const accounts = type === 'added' ? { accounts: [{ id: `a${id}`, type: 'loan', institutionId }] } : {};
  const code = type === 'unableToConnect' ? { code: 102 } : {};
  return {
    type,
    id: `e${id}`,
    at,
    receivedAt: at,
    data: { institutionId, ...accounts, ...code },
    ...(key === undefined ? {} : { key }),
    ...(type === 'somethingNew' ? { status: 'unknown' as const } : {}),
  };
}

/** The deliveries of a history in the order of their arrival. */
function deliver({ happenings, shuffled }: { happenings: Happening[]; shuffled: boolean }): LoggedEvent[] {
  let at = T0;
  const deliveries = happenings.flatMap((one) => {
    at += one.gap;
    const event = toEvent(one, at);
    return one.deliveries.map(({ delay, turn }) => ({ turn, event: { ...event, receivedAt: at + delay } }));
  });
  const order = (a: (typeof deliveries)[number], b: (typeof deliveries)[number]) =>
    (shuffled ? 0 : a.event.receivedAt - b.event.receivedAt) || a.turn - b.turn;
  return deliveries.sort(order).map(({ event }) => event);
}

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
