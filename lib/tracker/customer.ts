import type { EndingEffect } from '../alerts/alert.ts';
import type { Recipient } from '../alerts/delivery.ts';
import { type Cause, reconcile } from '../alerts/ledger.ts';
import type { Deadlines } from '../deadlines/delays.ts';
import type { LoggedEvent, TrackerEvent } from '../fold/event.ts';
import { advanceTo, type Received, receive } from '../fold/record.ts';
import { conditionsOf } from './conditions.ts';
import { alertIdOf } from './ids.ts';
import type { Customer } from './kept.ts';
import { type News, newsOfDifference, newsOfSteps } from './news.ts';
import { standingsOf, withStandings } from './standing.ts';
import type { Recorded } from './tracker.ts';

/** What it takes to change a customer's record. */
export interface Situation {
  readonly recordId: string;
  /** In ms since the epoch. */
  readonly now: number;
  readonly recipients: readonly Recipient[];
  readonly deadlines?: Deadlines | undefined;
}

/** Adds an event, up to `maxEvents` of them. */
export function receiveEvent(
  given: Customer,
  event: TrackerEvent,
  maxEvents: number,
  situation: Situation,
): { readonly customer: Customer; readonly recorded: Recorded } {
  const before = settled(given, situation);
  const { definition, record } = before;
  const logged = toLogged(event);
  const received = receive(definition, record, logged, situation.now);
  const isDuplicate = received.outcome === 'duplicate';
  if (!isDuplicate && record.log.length >= maxEvents)
    return { customer: before, recorded: { status: 'full' } };
  const late = isDuplicate || received.outcome === 'late';
  const cause: Cause = { kind: 'event', late, type: event.type, eventId: event.id };
  const after = withStandings({ ...before, record: received.record });
  return {
    customer: told(withNews(after, newsOf(before, after, received, logged)), cause, situation),
    recorded: { status: isDuplicate ? 'duplicate' : (event.status ?? received.outcome) },
  };
}

/** What was folded in order is told step by step; of a log that was folded anew, only what is different now. */
function newsOf(before: Customer, after: Customer, { steps }: Received, event: LoggedEvent): readonly News[] {
  const goesOn = steps.every(({ entry }) => entry === undefined || entry >= before.record.log.length);
  if (goesOn) return newsOfSteps(after, steps);
  const { type, id: eventId, at } = event;
  const cause = { type, eventId, at, late: true } as const;
  const news = newsOfDifference(standingsOf(before), after, cause);
  if (news.length > 0) return news;
  const own = newsOfSteps(after, steps).filter((one) => one.eventId === eventId && one.type === type);
  return own.map((one) => ({ ...one, late: true as const }));
}

function withNews(customer: Customer, news: readonly News[]): Customer {
  return news.length === 0 ? customer : { ...customer, news: [...(customer.news ?? []), ...news] };
}

/** Fires the timers that are due; the same customer where nothing is. */
export function advance(given: Customer, situation: Situation): Customer {
  const before = settled(given, situation);
  const { record, steps } = advanceTo(before.definition, before.record, situation.now);
  if (steps.length === 0) return before;
  const after = { ...before, record };
  return told(withNews(after, newsOfSteps(after, steps)), { kind: 'time' }, situation);
}

/** A record that had to be folded anew says first what that changed. */
function settled(given: Customer, situation: Situation): Customer {
  if (!given.refolded) return given;
  const standings = given.held?.standings ?? [];
  // What was kept before there was a change feed is no news.
  const news =
    standings.length === 0 ? [] : newsOfDifference(standings, given, { type: 'refolded', at: situation.now });
  return told(withNews({ ...given }, news), { kind: 'settings' }, situation);
}

function told(
  customer: Customer,
  cause: Cause,
  { recordId, now, recipients, deadlines }: Situation,
): Customer {
  // To name an ending takes a digest, and every session that goes well has one.
  const matters = (effect: EndingEffect) =>
    customer.alerts.length > 0 || recipients.some((one) => one.wants({ effect }));
  const conditions = conditionsOf(customer, { recordId, matters, deadlines });
  const alerts = reconcile(customer.alerts, conditions, cause, {
    now,
    recipients,
    idOf: (key, occurrence) => alertIdOf(recordId, key, occurrence),
  });
  return alerts === customer.alerts ? customer : { ...customer, alerts };
}

function toLogged({ provider: _, customerId: __, ...event }: TrackerEvent): LoggedEvent {
  return event.at <= event.receivedAt ? event : { ...event, at: event.receivedAt };
}
