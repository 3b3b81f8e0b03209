import type { Alert, Delivery } from '../../../lib/alerts/alert.ts';
import { claim, settle, type Tried } from '../../../lib/alerts/attempts.ts';
import { raise } from '../../../lib/alerts/deliveries.ts';
import type { Due, Recipient } from '../../../lib/alerts/delivery.ts';
import { DAY, MINUTE, SECOND, T0 } from '../../support/fold.ts';

/** An alert that nobody is told about yet. */
export function stuckAlert(over: Partial<Alert> = {}): Alert {
  return {
    id: 'aa_01',
    effect: 'sessionStuck',
    key: 'stuck mfa',
    at: T0 - 1,
    raisedAt: T0,
    sessionId: 'aa-01',
    stage: 'mfa',
    since: T0 - 5 * MINUTE - 1,
    waitingOn: 'customer',
    institutionId: '101732',
    deliveries: [],
    ...over,
  };
}

export function recipient(name: string, over: Partial<Recipient> = {}): Recipient {
  return {
    name,
    tellsAcknowledged: false,
    lease: 10 * SECOND,
    giveUpAfter: DAY,
    wants: () => true,
    ...over,
  };
}

export const slack = recipient('slack');
export const page = recipient('page', { tellsAcknowledged: true });
/** A receiver that forgets. */
export const manager = recipient('manager', { refreshEvery: 5 * MINUTE });

/** Chance without chance: a pause is exactly what it is on the average. */
export const even = () => 0.5;

export const raisedTo = (...recipients: readonly Recipient[]): Alert => raise(stuckAlert(), recipients, T0);

/** An alert after one try of what is due at `at`, in ms since the epoch. */
export function tryOnce(alert: Alert, to: Recipient, at: number, tried: Partial<Tried> = {}): Alert {
  const { alert: claimed, claimed: dues } = claim(alert, [to], at);
  return dues.reduce((kept, due) => trySettling(kept, to, due, at, tried), claimed);
}

export function trySettling(
  alert: Alert,
  to: Recipient,
  { notice }: Pick<Due, 'notice'>,
  at: number,
  tried: Partial<Tried> = {},
): Alert {
  return settle(alert, to, notice, { at, ms: 0, outcome: 'delivered', ...tried }, even);
}

export const refused = { outcome: 'sink-refused', status: 500 } as const;

/** What each delivery has come to, for short: `slack raised delivered`. */
export const stateOf = ({ deliveries }: Alert): string[] =>
  deliveries.map(({ sink, notice, status, leased }) =>
    [sink, notice, status, ...(leased ? ['leased'] : [])].join(' '),
  );

export const deliveryOf = ({ deliveries }: Alert, sink: string, notice: Delivery['notice'] = 'raised') =>
  deliveries.find((one) => one.sink === sink && one.notice === notice);
