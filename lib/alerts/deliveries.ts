import { type Alert, type Attempt, type Delivery, isEnding, type NoticeKind } from './alert.ts';

/** What the outbox knows of a sink. Durations in ms. */
export interface Recipient {
  readonly name: string;
  readonly tellsAcknowledged: boolean;
  readonly refreshEvery?: number;
  /** How long a process may hold a notice before another one tries; longer than an attempt can take. */
  readonly lease: number;
  readonly giveUpAfter: number;
  wants(about: Pick<Alert, 'effect' | 'stage'>): boolean;
}

/** How a try went, as the dispatcher tells it. */
export interface Tried extends Attempt {
  readonly retryAfter?: number;
  readonly final?: boolean;
}

const TRIES_KEPT = 5;
const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 15 * 60_000;

/** Tells a new alert to everybody who wants to hear of it. */
export function raise(alert: Alert, recipients: readonly Recipient[], now: number): Alert {
  const wanting = recipients.filter((recipient) => recipient.wants(alert));
  return { ...alert, deliveries: wanting.map(({ name }) => planned(name, 'raised', now)) };
}

/** Tells that an alert is over, to those who heard of it or may have; what nobody heard of is withdrawn. */
export function close(alert: Alert, now: number): Alert {
  const sinks = new Set(alert.deliveries.map(({ sink }) => sink));
  const closed = [...sinks].flatMap((sink): readonly Delivery[] => {
    const own = alert.deliveries.filter((one) => one.sink === sink);
    // A lease may have been given back before anybody was told: then the end that was planned goes too.
    if (!own.some(mayBeHeard)) return own.map(stop);
    const stopped = own.map((one) => (one.notice === 'resolved' ? one : stop(one)));
    if (tellsEnd(alert, sink)) return stopped;
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

/** When a sink is to be told something of this alert next, in ms since the epoch; absent when there is nothing. */
export function nextAt(alert: Alert, sink: string): number | undefined {
  return upcoming(alert, sink)?.nextAt;
}

/** Which notice is for which sink. */
export interface Due {
  readonly sink: string;
  readonly notice: NoticeKind;
}

/** Takes the leases of all that these sinks are to be told now. What another process holds is left to it. */
export function claim(
  alert: Alert,
  recipients: readonly Recipient[],
  now: number,
): { readonly alert: Alert; readonly claimed: readonly Due[] } {
  let claiming = alert;
  const claimed = recipients.flatMap(({ name, lease }): Due[] => {
    const next = upcoming(alert, name);
    if (next?.nextAt === undefined || next.nextAt > now) return [];
    // Whoever let a lease run out may have told it all the same.
    const attempts = next.leased ? next.attempts + 1 : next.attempts;
    claiming = replace(claiming, next, { ...next, attempts, leased: true, nextAt: now + lease });
    return [{ sink: name, notice: next.notice }];
  });
  return { alert: claiming, claimed };
}

/** Notes how a try went, and what follows from it. */
export function settle(
  alert: Alert,
  recipient: Recipient,
  notice: NoticeKind,
  tried: Tried,
  random: () => number,
): Alert {
  const delivery = alert.deliveries.find((one) => one.sink === recipient.name && one.notice === notice);
  if (delivery === undefined) return alert;
  const { retryAfter = 0, final = false, ...attempt } = tried;
  const now = tried.at + tried.ms;
  const { leased: _, nextAt: __, ...rest } = delivery;
  const noted = {
    ...rest,
    attempts: delivery.attempts + 1,
    tries: [...delivery.tries, attempt].slice(-TRIES_KEPT),
  };
  const later = alert.deliveries.find((one) => isLater(one, delivery));
  const pause = Math.max(retryAfter, pauseAfter(noted, recipient, random));
  const next = outcome(noted, { alert, recipient, now, pause, isOvertaken: later !== undefined, final });
  const settled = replace(alert, delivery, next);
  // A try that took longer than its lease may find the next notice under way.
  if (later === undefined || later.leased) return settled;
  return replace(settled, later, { ...later, nextAt: now });
}

/** Gives leases back without a try: nobody is being told. */
export function release(alert: Alert, dues: readonly Due[], now: number): Alert {
  const isDue = ({ sink, notice, leased }: Delivery) =>
    leased && dues.some((due) => due.sink === sink && due.notice === notice);
  const released = ({ leased: _, ...delivery }: Delivery): Delivery => ({ ...delivery, nextAt: now });
  return {
    ...alert,
    deliveries: alert.deliveries.map((delivery) => (isDue(delivery) ? released(delivery) : delivery)),
  };
}

/** Whether something of this alert still has to be told. */
export function isUnsettled({ deliveries }: Alert): boolean {
  return deliveries.some(({ status }) => status === 'pending');
}

interface Situation {
  readonly alert: Alert;
  readonly recipient: Recipient;
  readonly now: number;
  readonly pause: number;
  /** Whether the sink has something newer of this alert to be told. */
  readonly isOvertaken: boolean;
  readonly final: boolean;
}

function outcome(noted: Delivery, situation: Situation): Delivery {
  const { alert, recipient, now, pause, isOvertaken, final } = situation;
  const { refreshEvery = 0 } = recipient;
  const refreshes = refreshEvery > 0 && !isOvertaken && isRefreshed(alert, noted);
  if (noted.tries.at(-1)?.outcome === 'delivered')
    return { ...noted, status: 'delivered', ...(refreshes ? { nextAt: now + refreshEvery } : {}) };
  // A try that took longer than its lease: what became of the notice meanwhile counts.
  if (noted.status !== 'pending' && !(noted.status === 'delivered' && refreshes)) return noted;
  if (isOvertaken || isHushed(alert, noted)) return { ...noted, status: 'withdrawn' };
  // The receiver of a refresh that fails has heard of it once.
  const isTooLate = noted.status === 'pending' && now + pause > noted.since + recipient.giveUpAfter;
  if (final || isTooLate) return { ...noted, status: 'dead' };
  return { ...noted, nextAt: now + pause };
}

/** Whether a sink that forgets is told of it again. */
function isRefreshed(alert: Alert, { sink, notice }: Delivery): boolean {
  if (notice !== 'raised' || isEnding(alert.effect)) return false;
  return !alert.resolved && !alert.acknowledged && !tellsEnd(alert, sink);
}

/** Whether it was to be told before somebody took the alert on, rather than by hand after that. */
function isHushed({ acknowledged }: Alert, { notice, since }: Delivery): boolean {
  return notice === 'raised' && acknowledged !== undefined && since <= acknowledged.at;
}

/**
 * In ms: doubles with each failure running up to a quarter of an hour, from half to one and a half of that by chance so
 * that not all come at once. A refresh comes as often as ever, since the receiver would forget meanwhile.
 */
function pauseAfter(
  { status, attempts, tries }: Delivery,
  { refreshEvery = LONGEST_PAUSE }: Recipient,
  random: () => number,
): number {
  const last = tries.findLastIndex(({ outcome }) => outcome === 'delivered');
  const failures = last === -1 ? attempts : tries.length - 1 - last;
  const pause = Math.min(FIRST_PAUSE * 2 ** (failures - 1), LONGEST_PAUSE) * (0.5 + random());
  return Math.round(status === 'delivered' ? Math.min(pause, refreshEvery) : pause);
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

function tellsEnd({ deliveries }: Alert, sink: string): boolean {
  return deliveries.some((one) => one.sink === sink && one.notice === 'resolved');
}

const ORDER: readonly NoticeKind[] = ['raised', 'acknowledged', 'resolved'];

/** One notice after the other: a sink must not hear of the end before the beginning. */
function upcoming({ deliveries }: Alert, sink: string): Delivery | undefined {
  return deliveries.find((one) => one.sink === sink && one.nextAt !== undefined);
}

function isLater(one: Delivery, other: Delivery): boolean {
  return (
    one.sink === other.sink &&
    one.status === 'pending' &&
    ORDER.indexOf(one.notice) > ORDER.indexOf(other.notice)
  );
}

function inOrder(deliveries: readonly Delivery[]): readonly Delivery[] {
  return [...deliveries].sort((a, b) => ORDER.indexOf(a.notice) - ORDER.indexOf(b.notice));
}

function replace(alert: Alert, old: Delivery, fresh: Delivery): Alert {
  return { ...alert, deliveries: alert.deliveries.map((one) => (one === old ? fresh : one)) };
}
