import type { JsonObject, LoggedEvent } from '../../fold/event.ts';

/** What can happen to one customer, and to what tells of it. */
export interface History {
  readonly happenings: readonly Happening[];
  /** Deliveries in any order whatever, not only in one that delays can explain. */
  readonly shuffled: boolean;
  /** How long after the receipt of a delivery that is `swept` a sweep looks at the record, in ms. */
  readonly sweep: number;
  /** How long after the last receipt we look, in ms. */
  readonly later: number;
}

/** One event of a history, and what becomes of it on its way. */
export interface Happening {
  /** Time since the event before, in ms. */
  readonly gap: number;
  readonly type: string;
  readonly status?: 'unknown';
  readonly data: JsonObject;
  /** Few ids, so that one id comes with several types and contents. */
  readonly id: number;
  readonly key: string | undefined;
  readonly copies: readonly Copy[];
}

/** One of the deliveries of an event. */
export interface Copy {
  /** From the event to its receipt, in ms. */
  readonly delay: number;
  /** Its place among those that are received at the same moment, or among all where they are shuffled. */
  readonly turn: number;
  readonly swept: boolean;
}

/** An event as it is received, and whether a sweep follows. */
export interface Arrival {
  readonly event: LoggedEvent;
  readonly swept: boolean;
}

/** The moment that histories begin at, unless they are told another: in ms since the epoch. */
export const START = Date.parse('2026-03-02T09:00:00Z');

/** The deliveries of a history that begins at `from`, in the order of their receipt. */
export function arrivalsOf({ happenings, shuffled }: History, from = START): Arrival[] {
  let at = from;
  const copies = happenings.flatMap((one) => {
    at += one.gap;
    const event = eventOf(one, at);
    return one.copies.map(({ delay, turn, swept }) => ({
      turn,
      arrival: { event: { ...event, receivedAt: event.at + delay }, swept },
    }));
  });
  const moment = (copy: (typeof copies)[number]) => (shuffled ? 0 : copy.arrival.event.receivedAt);
  return copies.sort((a, b) => moment(a) - moment(b) || a.turn - b.turn).map(({ arrival }) => arrival);
}

function eventOf({ type, id, key, data, status }: Happening, at: number): LoggedEvent {
  return {
    type,
    id: `e${id}`,
    at,
    receivedAt: at,
    data,
    ...(key === undefined ? {} : { key }),
    ...(status === undefined ? {} : { status }),
  };
}
