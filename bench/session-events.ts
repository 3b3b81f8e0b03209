import type { TrackerEvent } from '../lib/fold/event.ts';
import { connectProvider } from '../lib/providers/connect/index.ts';
import { receive } from '../lib/providers/receive.ts';
import { playFlow } from '../lib/testing/index.ts';

const provider = connectProvider();

const receivedAt = Date.now();

const template = playFlow('full-mfa', { startAt: receivedAt - 120_000, customerId: '0' }).flatMap(
  ({ body }) => {
    const received = receive(provider, { body: Buffer.from(JSON.stringify(body)), headers: {}, receivedAt });
    return received.kind === 'event' ? [received.event] : [];
  },
);

/** The events of one whole session with a challenge, ended just now. */
export function sessionEvents(customerId: string): TrackerEvent[] {
  return template.map((event) => ({ ...event, customerId }));
}
