import type { TrackerEvent } from '../fold/event.ts';
import type { Recorded, Tracker } from './tracker.ts';

/** What became of the events of one delivery. */
export interface AllRecorded {
  /** What is said of the delivery as a whole, and an event of which it is true. */
  readonly status: Recorded['status'];
  readonly event: TrackerEvent;
  /** Why some of them are not kept, each reason once. */
  readonly notKept: readonly ('full' | 'expired')[];
}

/** Why an event is not kept, as it is told of the delivery or the line of an import that it came with. */
export const reasonsNotToKeep = {
  full: { code: 'record-full', detail: 'the record of this customer can hold no more events' },
  expired: { code: 'event-expired', detail: 'it happened longer ago than anything is kept' },
  erased: { code: 'customer-erased', detail: 'it happened before this customer was erased' },
} as const satisfies Partial<Record<Recorded['status'], object>>;

/** What moved a session says most; what could not be kept is said of a delivery only if it is true of all its events. */
const BY_WEIGHT = [
  'applied',
  'late',
  'invalid',
  'unknown',
  'duplicate',
  'erased',
  'full',
  'expired',
] as const;

/**
 * Records the events of one delivery, those of each customer in their order, and resolves when all of them are durable.
 * They are handed over together, so that those of one customer share commits. Throws what `record` throws, once none is
 * under way.
 */
export async function recordAll(
  record: Tracker['record'],
  events: readonly TrackerEvent[],
): Promise<AllRecorded> {
  const results = await Promise.allSettled(events.map((event) => record(event)));
  const statuses = results.map((result) => {
    if (result.status === 'rejected') throw result.reason;
    return result.value.status;
  });
  const status = BY_WEIGHT.find((one) => statuses.includes(one))!;
  return {
    status,
    event: events[statuses.indexOf(status)]!,
    notKept: (['full', 'expired'] as const).filter((one) => statuses.includes(one)),
  };
}
