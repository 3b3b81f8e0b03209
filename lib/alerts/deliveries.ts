import type { Alert, Delivery, NoticeKind } from './alert.ts';
import { inOrder, type Recipient, tellsEnd } from './delivery.ts';

/** Tells a new alert to everybody who wants to hear of it, from `at` on. */
export function raise(alert: Alert, recipients: readonly Recipient[], at: number): Alert {
  const wanting = recipients.filter((recipient) => recipient.wants(alert));
  return { ...alert, deliveries: wanting.map(({ name }) => planned(name, 'raised', at)) };
}

/** Tells that an alert is over, to those who heard of it or may have; what nobody heard of is withdrawn. */
export function close(alert: Alert, now: number): Alert {
  const sinks = new Set(alert.deliveries.map(({ sink }) => sink));
  const closed = [...sinks].flatMap((sink): readonly Delivery[] => {
    const own = alert.deliveries.filter((one) => one.sink === sink);
    // A lease may have been given back before anybody was told: then the end that was planned goes too.
    if (!own.some(mayBeHeard)) return own.map(stop);
    const stopped = own.flatMap((one) => (one.notice === 'resolved' ? [] : [stop(one)]));
    const end = own.find(({ notice }) => notice === 'resolved');
    // One that was withdrawn, since nobody seemed to have heard of it, is wanted after all.
    if (end !== undefined && end.status !== 'withdrawn') return [...stopped, end];
    // What is being told at this moment comes first.
    const at = own.find(({ leased }) => leased)?.nextAt ?? now;
    return [...stopped, planned(sink, 'resolved', at)];
  });
  return { ...alert, deliveries: inOrder(closed) };
}

/** Stops trying and refreshing; tells it to those sinks that show who is at work. */
export function hush(alert: Alert, recipients: readonly Recipient[], now: number): Alert {
  const telling = new Set(recipients.flatMap((one) => (one.tellsAcknowledged ? [one.name] : [])));
  const hushed = alert.deliveries.flatMap((delivery): Delivery[] => {
    const { sink, notice, leased, nextAt: leaseEnd = now } = delivery;
    if (notice !== 'raised' || tellsEnd(alert, sink)) return [delivery];
    if (!mayBeHeard(delivery) || !telling.has(sink)) return [stop(delivery)];
    return [stop(delivery), planned(sink, 'acknowledged', leased ? leaseEnd : now)];
  });
  return { ...alert, deliveries: inOrder(hushed) };
}

/**
 * Sends the newest notice once more, to one sink or to all that want it, whatever became of it before. Of an alert that
 * is over, that is its end.
 */
export function resend(alert: Alert, recipients: readonly Recipient[], now: number): Alert {
  const deliveries = recipients.reduce<readonly Delivery[]>((all, recipient) => {
    const own = all.filter(({ sink }) => sink === recipient.name);
    const newest = own.findLast(({ status }) => status !== 'withdrawn');
    if (newest?.leased || (newest === undefined && !recipient.wants(alert))) return all;
    const notice = alert.resolved === undefined ? (newest?.notice ?? 'raised') : 'resolved';
    const known = own.find((one) => one.notice === notice);
    if (known !== undefined) return all.map((one) => (one === known ? again(one, now) : one));
    const others = all.map((one) => (one === newest ? overtaken(one) : one));
    return [...others, planned(recipient.name, notice, now)];
  }, alert.deliveries);
  return { ...alert, deliveries: inOrder(deliveries) };
}

/** Withdraws what was meant for sinks that are there no longer. */
export function forgetOthers(alert: Alert, recipients: readonly Recipient[]): Alert {
  const isKnown = ({ sink }: Delivery) => recipients.some(({ name }) => name === sink);
  const isLeft = (one: Delivery) => !isKnown(one) && (one.status === 'dead' || one.status === 'pending');
  if (!alert.deliveries.some(isLeft)) return alert;
  return { ...alert, deliveries: alert.deliveries.map((one) => (isLeft(one) ? overtaken(one) : one)) };
}

function planned(sink: string, notice: NoticeKind, at: number): Delivery {
  return { sink, notice, status: 'pending', since: at, nextAt: at, attempts: 0, tries: [] };
}

function again({ leased: _, ...delivery }: Delivery, now: number): Delivery {
  return { ...delivery, status: 'pending', since: now, nextAt: now };
}

/** A failed try may have been heard all the same. */
function mayBeHeard({ status, attempts, leased }: Delivery): boolean {
  return status !== 'dead' && (status === 'delivered' || attempts > 0 || leased === true);
}

/** Not tried or refreshed any more, but for what is being told at this moment. */
function stop(delivery: Delivery): Delivery {
  if (delivery.leased) return delivery;
  return delivery.status === 'pending' ? overtaken(delivery) : resting(delivery);
}

function overtaken(delivery: Delivery): Delivery {
  return { ...resting(delivery), status: 'withdrawn' };
}

function resting({ nextAt: _, ...delivery }: Delivery): Delivery {
  return delivery;
}
