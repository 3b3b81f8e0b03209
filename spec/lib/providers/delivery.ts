import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import type { TrackerEvent } from '../../../lib/fold/event.ts';
import type { Delivery } from '../../../lib/providers/provider.ts';
import type { Received } from '../../../lib/providers/receive.ts';

/** 2026-01-01T00:00:00Z: later than every sample. */
export const RECEIVED_AT = 1_767_225_600_000;

/** A body as bytes: strings and buffers as they are, anything else as compact JSON. */
export function deliveryOf(body: unknown, more: Partial<Delivery> = {}): Delivery {
  const bytes = Buffer.isBuffer(body)
    ? body
    : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
  return { body: bytes, headers: {}, receivedAt: RECEIVED_AT, ...more };
}

/** A sample as the vendor prints it, such as `connect/added`. */
export function sample(name: string): Buffer {
  return readFileSync(new URL(`../../fixtures/samples/${name}.json`, import.meta.url));
}

/** The only event of a delivery. */
export function eventOf(received: Received): TrackerEvent {
  expect(received).to.have.property('kind', 'events');
  const { events } = received as Received & { kind: 'events' };
  expect(events).to.have.lengthOf(1);
  return events[0]!;
}

/** The least of three runs, in ms, so that a busy machine does not count. */
export async function fastestOf(run: () => unknown): Promise<number> {
  let fastest = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 3; round++) {
    const start = performance.now();
    await run();
    fastest = Math.min(fastest, performance.now() - start);
  }
  return fastest;
}
