import type { Definition } from '../../fold/definition.ts';
import { type Folded, fold, nextDue } from '../../fold/fold.ts';
import type { Log } from '../../fold/log.ts';
import { advanceTo, type CustomerRecord, emptyRecord, receive } from '../../fold/record.ts';
import { decode, encode } from '../../tracker/codec.ts';
import { newCustomer } from '../../tracker/kept.ts';
import { difference, isSame } from './difference.ts';
import { type Arrival, arrivalsOf, type History } from './history.ts';

/**
 * Lives through a history, and holds what comes of it against what must come of it.
 *
 * @throws Error that names the law which does not hold, and where
 */
export function expectLaws(definition: Definition, history: History): void {
  const arrivals = arrivalsOf(history);
  const { record, now } = live(definition, arrivals, history.sweep);
  const end = now + history.later;
  const ended = advanceTo(definition, record, end).record;
  const reference = inOrder(definition, arrivals);
  expectSame('the log depends on the order of arrival', essence(ended.log), essence(reference.log));
  const expected = fold(definition, reference.log, end).folded;
  expectSame(
    'the sessions depend on the order of arrival or on sweeps',
    plain(ended.folded),
    plain(expected),
  );
}

/** Receives the deliveries as the tracker does: each on what a store gives back of the one before. */
function live(definition: Definition, arrivals: readonly Arrival[], sweep: number) {
  let record = emptyRecord;
  let stood: unknown;
  let now = 0;
  for (const { event, swept } of arrivals) {
    now = Math.max(now, event.receivedAt);
    const { outcome, record: received } = receive(definition, record, event, now);
    const stands = plain(received.folded);
    // A copy that changed nothing, with no timer due, has left what was compared when the event itself came.
    const isOld =
      outcome === 'duplicate' && isSame(stands, stood) && (nextDue(received.folded) ?? now + 1) > now;
    // A late event was folded from the start, so there is no second way to compare it with.
    if (outcome !== 'late' && !isOld)
      expectSame('one step and a refold differ', stands, plain(fold(definition, received.log, now).folded));
    record = restored(definition, received);
    expectSame('a record differs from what a store gives back of it', stands, plain(record.folded));
    stood = stands;
    if (!swept || sweep === 0) continue;
    now += sweep;
    record = advanceTo(definition, record, now).record;
    stood = undefined;
  }
  return { record, now };
}

/** What comes of the same events, each received when it happens. */
function inOrder(definition: Definition, arrivals: readonly Arrival[]): CustomerRecord {
  const events = arrivals.map(({ event }) => event);
  return events
    .sort((a, b) => a.at - b.at || a.receivedAt - b.receivedAt)
    .reduce((record, event) => receive(definition, record, event, event.at).record, emptyRecord);
}

function restored(definition: Definition, record: CustomerRecord): CustomerRecord {
  const customer = newCustomer({ provider: definition.machine.id, customerId: '7001' }, definition);
  const kept = decode(() => definition, encode({ ...customer, record }));
  if (kept.kind !== 'customer') throw new Error('a customer is kept as something else');
  if (kept.refolded !== undefined)
    throw new Error('a state cannot be restored from what a store keeps of it');
  return kept.record;
}

/** What must not depend on how the events came. */
function essence(log: Log) {
  return log.map(({ receivedAt: _, late: __, ...event }) => event);
}

/** What a fold holds, as plain data that can be compared. */
function plain(folded: Folded) {
  return {
    firedAt: folded.firedAt,
    sessions: folded.sessions.map(({ snapshot, ...session }) => ({
      ...session,
      value: snapshot.value,
      context: snapshot.context,
    })),
  };
}

function expectSame(breach: string, actual: unknown, expected: unknown): void {
  if (!isSame(actual, expected)) throw new Error(`${breach}: ${difference(actual, expected)}`);
}
