import { expect } from 'chai';
import fc from 'fast-check';
import type { Log } from '../../../../lib/fold/log.ts';
import { advanceTo, emptyRecord, receive } from '../../../../lib/fold/record.ts';
import { hasEnded, type Session } from '../../../../lib/fold/session.ts';
import { decode, encode } from '../../../../lib/tracker/codec.ts';
import type { Customer } from '../../../../lib/tracker/kept.ts';
import { logOf, sessionsOf, toStored } from '../../../../lib/tracker/stored/customer.ts';
import { isPacked, pack, unpack } from '../../../../lib/tracker/stored/packed.ts';
import { connect, customerOf, DAY, plain } from '../../../support/fold.ts';
import { deliver, history } from '../../../support/histories.ts';
import { log, sessionOf, text } from './arbitrary.ts';

const CASES = Number(process.env['PROPERTY_CASES'] ?? 500);
const HISTORIES = Math.min(200, CASES);

interface Given {
  readonly customer: Customer;
  readonly log: Log;
  readonly sessions: readonly Session[];
}

/** Customers with whatever can stand in a record, far from what a fold comes to. */
const hostile: fc.Arbitrary<Given> = log.chain((events) =>
  fc.tuple(fc.array(sessionOf(events), { maxLength: 3 }), text).map(([sessions, customerId]) => ({
    customer: {
      ...customerOf({ log: events, folded: { sessions: sessions.map(withTags), firedAt: 0 } }),
      owner: { provider: 'connect', customerId },
    },
    log: events,
    sessions,
  })),
);

/** Before a session is encoded, it is asked how it fares. */
function withTags(session: Session): Session {
  const snapshot = { ...session.snapshot, hasTag: () => false } as unknown as Session['snapshot'];
  return { ...session, snapshot };
}

/** As JSON has it: the order of fields too, on which ids of sessions depend. */
const written = (value: unknown) => JSON.parse(JSON.stringify(value));

function inParts({ snapshot, ...session }: Session) {
  return written({ ...session, value: snapshot.value, context: snapshot.context });
}

describe('a stored customer', function () {
  this.timeout(60_000);

  it(`comes back as it was, for ${CASES} random records with hostile texts, plain and packed`, () => {
    fc.assert(
      fc.property(hostile, ({ customer, log, sessions }) => {
        const plainly = { stored: written(toStored(customer)), apart: [] };
        const apart: string[] = [];
        const packed = unpack(pack(toStored(customer, apart), apart));
        for (const { stored, apart } of [plainly, packed]) {
          const found = logOf(stored, apart);
          expect(JSON.stringify(found)).to.equal(JSON.stringify(log));
          expect(stored.customerId).to.equal(written(customer.owner.customerId));
          const parts = sessionsOf(stored, found).map((sessionOf) => written(sessionOf()));
          expect(parts).to.deep.equal(sessions.map(inParts));
        }
      }),
      { numRuns: CASES },
    );
  });

  it(`comes back as it was, for ${HISTORIES} random histories, open and ended`, () => {
    fc.assert(
      fc.property(history, (one) => {
        const events = deliver(one);
        const open = events.reduce(
          (kept, event) => receive(connect, kept, event, event.receivedAt).record,
          emptyRecord,
        );
        const ended = advanceTo(connect, open, events.at(-1)!.receivedAt + DAY).record;
        for (const record of [open, ended]) {
          const body = encode(customerOf(record));
          const isOver = record.folded.sessions.every(hasEnded);
          expect(isPacked(body)).to.equal(isOver);
          if (record === ended) expect(isOver).to.equal(true);
          const decoded = decode(() => connect, body) as Customer;
          expect(decoded).not.to.have.property('refolded');
          expect(JSON.stringify(decoded.record.log)).to.equal(JSON.stringify(record.log));
          expect(plain(decoded.record.folded)).to.deep.equal(written(plain(record.folded)));
        }
      }),
      { numRuns: HISTORIES },
    );
  });
});
