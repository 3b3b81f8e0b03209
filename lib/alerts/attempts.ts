import { type Alert, type Attempt, type Delivery, isEnding, type NoticeKind } from './alert.ts';
import { close } from './deliveries.ts';
import { type Due, isLater, type Recipient, replace, tellsEnd, upcoming } from './delivery.ts';

/** How a try went, as the dispatcher tells it. */
export interface Tried extends Attempt {
  readonly retryAfter?: number;
  readonly final?: boolean;
}

const TRIES_KEPT = 5;
const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 15 * 60_000;

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
  // It was over before this was heard: who has heard of it is told.
  const isOver = alert.resolved !== undefined || alert.group !== undefined;
  if (isOver && next.status === 'delivered' && later === undefined) return close(settled, now);
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
