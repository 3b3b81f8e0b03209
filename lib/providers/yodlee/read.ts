import { identifierOf, isObject } from '../fields.ts';
import type { Delivery, Reading } from '../provider.ts';
import { eventIdOf, isEventType, missingCustomer, missingEventType, unusable } from '../reading.ts';
import { contentOf } from './normalise.ts';

/** A time without its zone would be read as our own. */
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/;

/** What a parsed Yodlee body says. */
export function readYodlee(body: unknown, delivery: Delivery): Reading {
  const { receivedAt } = delivery;
  if (!isObject(body)) return unusable('not-an-object', 'the body must be an object');
  const event = isObject(body.event) ? body.event : {};
  const { info, notificationId } = event;
  if (!isEventType(info)) return missingEventType('/event/info');
  const customerId = loginNameOf(event);
  if (customerId === undefined) return missingCustomer('/event/loginName or /event/data/loginName');
  const read = {
    provider: 'yodlee',
    customerId,
    id: eventIdOf(notificationId, delivery.body),
    at: happenedAt(event.notificationTime, receivedAt),
    receivedAt,
    ...contentOf(info, body),
  };
  return { kind: 'events', events: [read] };
}

/** Some kinds of notification carry the login name in their data. */
function loginNameOf({ loginName, data }: Readonly<Record<string, unknown>>): string | undefined {
  return identifierOf(loginName) ?? identifierOf(isObject(data) ? data.loginName : undefined);
}

function happenedAt(notificationTime: unknown, receivedAt: number): number {
  const time = typeof notificationTime === 'string' && TIME.test(notificationTime) ? notificationTime : '';
  const at = Date.parse(time);
  return Number.isNaN(at) ? receivedAt : Math.min(at, receivedAt);
}
