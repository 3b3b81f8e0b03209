import { loadConfig } from '../lib/config/load-config.ts';
import { nothingObserved } from '../lib/deadlines/observations.ts';
import type { LoggedEvent } from '../lib/fold/event.ts';
import { advanceTo, type CustomerRecord, emptyRecord, receive } from '../lib/fold/record.ts';
import { connectProvider } from '../lib/providers/connect/index.ts';
import type { FlowName } from '../lib/testing/index.ts';
import { createDefinitions } from '../lib/tracker/definitions.ts';
import { type Customer, newCustomer } from '../lib/tracker/kept.ts';
import { flowEvents } from './session-events.ts';

/** Deadlines so long that hardly a timer runs out while something is measured; the server needs the same. */
export const SETTINGS = { STUCK_AFTER: '12h', ABANDON_AFTER: '2d' };

const { stuckAfter, abandonAfter, retention } = loadConfig({ flags: {}, env: SETTINGS });

export { retention };

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Each is folded once, and then used for many customers: to fold a million takes too long. */
const DIFFERENT = 20_000;
const INSTITUTIONS = 300;
/** Most go with a challenge, and most of those who leave it leave there, so that of a thousand some fifty wait in it. */
const CHALLENGED = 0.5;
const UNFINISHED = 0.5;
const LEFT_AT_CHALLENGE = 0.7;
const OTHERS: readonly FlowName[] = [
  ...(['full', 'oauth', 'lite', 'fix', 'fixOauth', 'transfer', 'severalBanks', 'wrongPassword'] as const),
  ...(['notFound', 'bankDown', 'cancelled', 'left', 'withReport'] as const),
];

const provider = connectProvider();
const definition = createDefinitions({
  providers: [provider],
  stuckAfter,
  abandonAfter,
  observed: () => nothingObserved,
}).definitionOf(provider.name);

/** The institution that is chosen most often. */
export const FAVOURITE = institutionOf(0);

export const customerIdOf = (number: number): string => `bench-${number}`;

/**
 * Customers with a session each, spread over flows, stages, institutions and days. Half of the sessions began within the
 * last hours, so that also of a thousand enough are open. Alerts are left out: no list reads them.
 */
export function customers(count: number): Iterable<Customer> {
  const now = Date.now();
  // Before a store is opened, which would take the pause for a broken connection.
  const records = Array.from({ length: Math.min(count, DIFFERENT) }, () => makeRecord(now));
  return customersWith(records, count);
}

function* customersWith(records: readonly CustomerRecord[], count: number): Generator<Customer> {
  for (let number = 0; number < count; number++) {
    const owner = { provider: provider.name, customerId: customerIdOf(number) };
    yield { ...newCustomer(owner, definition), record: records[number % records.length]! };
  }
}

function makeRecord(now: number): CustomerRecord {
  const isChallenged = Math.random() < CHALLENGED;
  const events = eventsOf(isChallenged ? 'fullWithMfa' : pick(OTHERS), institutionOf(pickByRank()));
  const startAt =
    Math.random() < 0.5 ? between(now - 11 * HOUR, now - HOUR) : between(now - 29 * DAY, now - DAY);
  let at = Math.round(startAt);
  let before = events[0]!.at;
  const record = events.slice(0, lengthOf(events)).reduce<CustomerRecord>((kept, event) => {
    // Some people are quick and some are slow, so that the figures of how long a stage lasts are spread.
    at += Math.round((event.at - before) * 2 ** between(-2, 2));
    before = event.at;
    return receive(definition, kept, { ...event, at, receivedAt: at }, at).record;
  }, emptyRecord);
  return advanceTo(definition, record, now).record;
}

/** How many of its events a session comes to. */
function lengthOf(events: readonly LoggedEvent[]): number {
  if (Math.random() >= UNFINISHED) return events.length;
  const challenge = events.findIndex(({ type }) => type === 'mfa');
  const isLeftThere = challenge >= 0 && Math.random() < LEFT_AT_CHALLENGE;
  return isLeftThere ? challenge + 1 : Math.floor(between(1, events.length));
}

const known = new Map<string, readonly LoggedEvent[]>();

function eventsOf(flow: FlowName, institutionId: string): readonly LoggedEvent[] {
  const key = `${flow} ${institutionId}`;
  const events =
    known.get(key) ??
    flowEvents(flow, { startAt: Date.now() - DAY, customerId: '0', institutionId }).map(
      ({ provider: _, customerId: __, ...event }) => event,
    );
  known.set(key, events);
  return events;
}

function institutionOf(rank: number): string {
  return String(100_000 + rank);
}

/** By Zipf's law: the second is chosen half as often as the first, the third a third. */
function pickByRank(): number {
  let rest = Math.random() * HARMONIC;
  let rank = 0;
  while (rank < INSTITUTIONS - 1 && rest >= 1 / (rank + 1)) rest -= 1 / ++rank;
  return rank;
}

const HARMONIC = Array.from({ length: INSTITUTIONS }, (_, rank) => 1 / (rank + 1)).reduce((a, b) => a + b);

function pick<T>(choices: readonly T[]): T {
  return choices[Math.floor(Math.random() * choices.length)]!;
}

function between(low: number, high: number): number {
  return low + Math.random() * (high - low);
}
