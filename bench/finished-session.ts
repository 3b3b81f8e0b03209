import { nothingObserved } from '../lib/deadlines/observations.ts';
import type { LoggedEvent, TrackerEvent } from '../lib/fold/event.ts';
import { type CustomerRecord, emptyRecord, receive } from '../lib/fold/record.ts';
import { connectProvider } from '../lib/providers/connect/index.ts';
import { connectEvent } from '../lib/testing/index.ts';
import { createDefinitions } from '../lib/tracker/definitions.ts';
import { type Customer, newCustomer } from '../lib/tracker/kept.ts';
import { eventsIn } from './session-events.ts';

const MINUTE = 60_000;
/** With the seconds that each comes after the one before, as long as they usually take. */
const STEPS = [
  ['started', 0],
  ['institutionSupported', 9.2],
  ['adding', 14.5],
  ['mfa', 6.1],
  ['mfa', 18.4],
  ['discovered', 27.8],
  ['added', 11.3],
  ['done', 3.1],
] as const;
const INSTITUTIONS = 300;

const provider = connectProvider();
const definition = createDefinitions({
  providers: [provider],
  stuckAfter: [],
  observed: () => nothingObserved,
}).definitionOf(provider.name);

/** The events of a session of eight: a challenge that is asked twice, two accounts, ended by the customer. */
export function finishedSession(number: number, startAt: number): TrackerEvent[] {
  const customerId = customerIdOf(number);
  const institutionId = institutionOf(number);
  let at = startAt;
  return STEPS.flatMap(([type, seconds], step) => {
    at += Math.round(seconds * 1_000 * 2 ** (((number * 31 + step * 17) % 40) / 10 - 2));
    const body = connectEvent(type, { at, customerId, institutionId, seed: number });
    return eventsIn(body, at + 2 * MINUTE).map((event) => ({
      ...event,
      receivedAt: at + 80 + ((number * 37 + step * 91) % 700),
    }));
  });
}

/** The same, as a tracker has it in the end. */
export function finishedCustomer(number: number, startAt: number): Customer {
  const events = finishedSession(number, startAt);
  const record = events.reduce<CustomerRecord>(
    (kept, event) => receive(definition, kept, logged(event), event.receivedAt).record,
    emptyRecord,
  );
  return {
    ...newCustomer({ provider: provider.name, customerId: customerIdOf(number) }, definition),
    record,
  };
}

function logged({ provider: _, customerId: __, ...event }: TrackerEvent): LoggedEvent {
  return event;
}

/** By Zipf's law, spread evenly over the numbers: the second is chosen half as often as the first, the third a third. */
function institutionOf(number: number): string {
  let rest = ((number * GOLDEN) % 1) * HARMONIC;
  let rank = 0;
  while (rank < INSTITUTIONS - 1 && rest >= 1 / (rank + 1)) rest -= 1 / ++rank;
  return String(100_000 + rank);
}

const GOLDEN = 0.618_033_988_75;
const HARMONIC = Array.from({ length: INSTITUTIONS }, (_, rank) => 1 / (rank + 1)).reduce((a, b) => a + b);

function customerIdOf(number: number): string {
  return String(6_000_000_000 + number);
}
