import type { Alert, Delivery, NoticeKind } from './alert.ts';

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

/** Which notice is for which sink. */
export interface Due {
  readonly sink: string;
  readonly notice: NoticeKind;
}

/** When a sink is to be told something of this alert next, in ms since the epoch; absent when there is nothing. */
export function nextAt(alert: Alert, sink: string): number | undefined {
  return upcoming(alert, sink)?.nextAt;
}

/** Whether something of this alert still has to be told. */
export function isUnsettled({ deliveries }: Alert): boolean {
  return deliveries.some(({ status }) => status === 'pending');
}

/** One notice after the other: a sink must not hear of the end before the beginning. */
export function upcoming({ deliveries }: Alert, sink: string): Delivery | undefined {
  return deliveries.find((one) => one.sink === sink && one.nextAt !== undefined);
}

/** Whether a sink is told of the end, or was. */
export function tellsEnd({ deliveries }: Alert, sink: string): boolean {
  return deliveries.some((one) => one.sink === sink && one.notice === 'resolved');
}

const ORDER: readonly NoticeKind[] = ['raised', 'acknowledged', 'resolved'];

/** Whether one is to be told after the other, and still has to be. */
export function isLater(one: Delivery, other: Delivery): boolean {
  return (
    one.sink === other.sink &&
    one.status === 'pending' &&
    ORDER.indexOf(one.notice) > ORDER.indexOf(other.notice)
  );
}

export function inOrder(deliveries: readonly Delivery[]): readonly Delivery[] {
  return [...deliveries].sort((a, b) => ORDER.indexOf(a.notice) - ORDER.indexOf(b.notice));
}

export function replace(alert: Alert, old: Delivery, fresh: Delivery): Alert {
  return { ...alert, deliveries: alert.deliveries.map((one) => (one === old ? fresh : one)) };
}
