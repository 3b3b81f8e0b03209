import { createHash } from 'node:crypto';
import type { Reading } from './provider.ts';

const EVENT_TYPE = /^[A-Za-z0-9_.:-]{1,100}$/;
/** As the schemas of the envelopes have it. */
const EVENT_ID = /^[ -~]{1,200}$/;

/** Why nothing can be made of a body: the detail begins with the place, as a JSON pointer, and repeats no value. */
export function unusable(code: string, detail: string): Reading {
  return { kind: 'unusable', code, detail };
}

export function missingEventType(place: string): Reading {
  return unusable('missing-event-type', `${place} must be 1 to 100 letters, digits or any of _ . : -`);
}

export function missingCustomer(place: string): Reading {
  return unusable('missing-customer', `${place} must be 1 to 200 printable characters, or an integer`);
}

/** The vendor's name for a kind of event, which is kept even when it is not known; free text is none. */
export function isEventType(value: unknown): value is string {
  return typeof value === 'string' && EVENT_TYPE.test(value);
}

/** The vendor's id of an event; where none fits, one made from the body, so that only copies count as copies. */
export function eventIdOf(value: unknown, body: Buffer): string {
  if (typeof value === 'string' && EVENT_ID.test(value)) return value;
  return `body-${createHash('sha256').update(body).digest('hex').slice(0, 24)}`;
}
