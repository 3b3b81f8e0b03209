import type { TrackerEvent } from '../../fold/event.ts';
import { identifierOf, isObject } from '../fields.ts';
import { valueAt } from '../json-pointer.ts';
import type { Delivery, Reading } from '../provider.ts';
import { eventIdOf, isEventType, missingCustomer, missingEventType, unusable } from '../reading.ts';
import { normalise, typeOf } from './normalise.ts';

/** What a parsed Connect body says. `sessionKey`: the segments of the JSON pointer to the explicit session key. */
export function readConnect(body: unknown, delivery: Delivery, sessionKey: readonly string[]): Reading {
  if (!isObject(body)) return unusable('not-an-object', 'the body must be an object');
  const { eventType, payload } = body;
  if (!isEventType(eventType)) return missingEventType('/eventType');
  if (eventType === 'ping') return { kind: 'ping' };
  const customerId = identifierOf(body.customerId);
  if (customerId === undefined) return missingCustomer('/customerId');
  const id = eventIdOf(body.eventId, delivery.body);
  const key = identifierOf(delivery.pathKey) ?? identifierOf(valueAt(body, sessionKey));
  const { receivedAt } = delivery;
  const type = typeOf(eventType, payload);
  const event: TrackerEvent = {
    provider: 'connect',
    customerId,
    type: type ?? eventType,
    id,
    at: happenedAt(id, receivedAt),
    receivedAt,
    ...(key === undefined ? {} : { key }),
    ...contentOf(type, body),
  };
  return { kind: 'events', events: [event] };
}

function contentOf(
  type: ReturnType<typeof typeOf>,
  body: unknown,
): Pick<TrackerEvent, 'data' | 'status' | 'reasons'> {
  if (type === undefined) return { data: {}, status: 'unknown' };
  const content = normalise(type, body);
  return 'data' in content ? content : { data: {}, status: 'invalid', ...content };
}

/** An event id begins with the time of the event, in ms since the epoch, as 13 digits. */
function happenedAt(eventId: string, receivedAt: number): number {
  const prefix = /^(\d{13})-/.exec(eventId)?.[1];
  return prefix === undefined ? receivedAt : Math.min(Number(prefix), receivedAt);
}
