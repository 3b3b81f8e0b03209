import type { TrackerEvent } from '../lib/fold/event.ts';
import { connectProvider } from '../lib/providers/connect/index.ts';
import { type FlowName, type FlowOptions, flows } from '../lib/testing/index.ts';

const provider = connectProvider();

const template = flowEvents('fullWithMfa', { startAt: Date.now() - 120_000, customerId: '0' });

/** The events of one whole session with a challenge, ended just now. */
export function sessionEvents(customerId: string): TrackerEvent[] {
  return template.map((event) => ({ ...event, customerId }));
}

/** The events of a flow, as they are read from its deliveries; each is received when it happens. */
export function flowEvents(
  name: FlowName,
  options: FlowOptions & { readonly startAt: number },
): TrackerEvent[] {
  const receivedAt = options.startAt + flows[name].duration;
  return flows[name](options).flatMap(({ body }) => {
    const delivery = { body: Buffer.from(JSON.stringify(body)), headers: {}, receivedAt };
    const reading = provider.read(body, delivery);
    return reading.kind === 'events'
      ? reading.events.map((event) => ({ ...event, receivedAt: event.at }))
      : [];
  });
}
