import { createDefinition } from '../../lib/fold/definition.ts';
import type { JsonObject, LoggedEvent } from '../../lib/fold/event.ts';
import type { Folded } from '../../lib/fold/fold.ts';
import type { CustomerRecord } from '../../lib/fold/record.ts';
import type { Customer } from '../../lib/tracker/kept.ts';
import { connectMachine } from '../../machines/connect.ts';

export const connect = createDefinition(connectMachine);

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** A moment that all times in these specs count from. */
export const T0 = Date.parse('2026-03-02T09:00:00Z');

/** An event `offset` ms after T0, received at once. */
export function event(
  type: string,
  offset: number,
  data: JsonObject = {},
  rest: Partial<LoggedEvent> = {},
): LoggedEvent {
  const at = T0 + offset;
  return { type, id: `${at}-${type}`, at, receivedAt: at, data, ...rest };
}

/** A record as the tracker keeps it for a customer. */
export function customerOf(record: CustomerRecord, alerts: Customer['alerts'] = []): Customer {
  return {
    kind: 'customer',
    owner: { provider: 'connect', customerId: '7001' },
    definition: connect,
    record,
    alerts,
  };
}

/** What a fold holds, as plain data that can be compared. */
export function plain(folded: Folded) {
  return {
    firedAt: folded.firedAt,
    sessions: folded.sessions.map(({ snapshot, ...session }) => ({
      ...session,
      value: snapshot.value,
      context: snapshot.context,
    })),
  };
}
