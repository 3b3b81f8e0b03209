import type { JsonObject, TrackerEvent } from '../lib/fold/event.ts';
import { connectProvider } from '../lib/providers/connect/index.ts';
import { type FlowName, type FlowOptions, flows } from '../lib/testing/index.ts';
import { createBodies } from './processes/deliveries.ts';

const provider = connectProvider();

const template = createBodies(Date.now())(0).flatMap((body) => eventsIn(JSON.parse(body), Date.now()));

/** The events of one whole session of eight, with a challenge, ended just now. */
export function sessionEvents(customerId: string): TrackerEvent[] {
  return template.map((event) => ({ ...event, customerId }));
}

/** The events of a flow, as they are read from its deliveries; each is received when it happens. */
export function flowEvents(
  name: FlowName,
  options: FlowOptions & { readonly startAt: number },
): TrackerEvent[] {
  const receivedAt = options.startAt + flows[name].duration;
  return flows[name](options).flatMap(({ body }) => eventsIn(body, receivedAt));
}

/** What a delivery tells of, nothing if it is a ping; each event is received when it happens. Throws where it cannot be used. */
export function eventsIn(body: JsonObject, receivedAt: number): TrackerEvent[] {
  const reading = provider.read(body, { body: Buffer.from(JSON.stringify(body)), headers: {}, receivedAt });
  if (reading.kind === 'ping') return [];
  if (reading.kind !== 'events') throw new Error(`a delivery is ${reading.kind} and no event`);
  return reading.events.map((event) => ({ ...event, receivedAt: event.at }));
}
