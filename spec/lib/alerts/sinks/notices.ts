import type { Alert } from '../../../../lib/alerts/alert.ts';
import type { Notice } from '../../../../lib/alerts/notice.ts';

export const AT = Date.UTC(2026, 8, 27, 9, 30);
export const MINUTE = 60_000;
/** What only webhooks of one's own are told. */
export const CUSTOMER = 'customer-6030781868';

/** A session that got stuck, as it is told when it is found. */
export function stuck(over: Partial<Notice> = {}, alert: Partial<Alert> = {}): Notice {
  return {
    id: 'al_1f3b_raised',
    kind: 'raised',
    provider: 'connect',
    customerId: CUSTOMER,
    severity: 'warning',
    at: AT,
    summary: 'Stuck in mfa at institution 101732 for 5 min, waiting on the customer',
    details: ['mfa usually takes 40.0 s here; this one 5 min.'],
    alert: {
      id: 'al_1f3b',
      effect: 'sessionStuck',
      key: 'se_9a:mfa',
      at: AT,
      raisedAt: AT + 900,
      sessionId: 'se_9a',
      stage: 'mfa',
      since: AT - 5 * MINUTE,
      waitingOn: 'customer',
      institutionId: '101732',
      deliveries: [],
      ...alert,
    },
    ...over,
  };
}

/** The same session, after an event led on. */
export function recovered(over: Partial<Notice> = {}, alert: Partial<Alert> = {}): Notice {
  const at = AT + 2 * MINUTE;
  const by = { type: 'discovered', eventId: '1688829092668-09493ef4b934040cc17b18c4' };
  return stuck(
    {
      id: 'al_1f3b_resolved',
      kind: 'resolved',
      at,
      summary: 'Resolved, discovered came: Stuck in mfa',
      ...over,
    },
    { resolved: { at, reason: 'recovered', by }, ...alert },
  );
}

export function acknowledged(): Notice {
  const at = AT + MINUTE;
  return stuck(
    { id: 'al_1f3b_acknowledged', kind: 'acknowledged', at, summary: 'Acknowledged by anna: Stuck in mfa' },
    { acknowledged: { at, by: 'anna' } },
  );
}

/** An institution at which many sessions fail, and a link to read on. */
export function trouble(sessions: number): Notice {
  return {
    id: 'al_77_raised',
    kind: 'raised',
    provider: 'connect',
    severity: 'critical',
    at: AT,
    summary: `Trouble at institution 101732: ${sessions} customers are failing there`,
    details: [],
    link: 'https://tracker.example/v1/alerts/al_77?a=1&b=2',
    alert: {
      id: 'al_77',
      effect: 'institutionTrouble',
      key: 'connect:101732',
      at: AT,
      raisedAt: AT,
      institutionId: '101732',
      customers: sessions,
      sessionIds: Array.from({ length: sessions }, (_, index) => `se_${index}`),
      deliveries: [],
    },
  };
}
