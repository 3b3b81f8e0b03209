import type { Tracker } from '../../../lib/tracker/tracker.ts';
import type { AlertView } from '../../../lib/tracker/views.ts';

export const MINUTE = 60_000;

interface Stuck {
  readonly customerId: string;
  /** How long ago the stage was entered, in ms. Default: 10 minutes. */
  readonly ago?: number;
  /** Default: `mfa`, which is stuck after 5 minutes. */
  readonly stage?: string;
  readonly institutionId?: string;
}

/** Lets a customer of Connect enter a stage long ago. */
export async function enterStage(tracker: Tracker, stuck: Stuck): Promise<void> {
  const { customerId, ago = 10 * MINUTE, stage: type = 'mfa', institutionId } = stuck;
  const at = Date.now() - ago;
  const data = institutionId === undefined ? {} : { institutionId };
  await tracker.record({
    provider: 'connect',
    customerId,
    type,
    id: `${at}-${type}`,
    at,
    receivedAt: at,
    data,
  });
}

/**
 * Lets customers get stuck, one after the other, each at a time of its own; gives their alerts in the same order. Alerts
 * about events that came too late for their deadline are held back for a moment: here they are told at once.
 */
export async function getStuck(tracker: Tracker, ...customers: readonly Stuck[]): Promise<AlertView[]> {
  for (const customer of customers) {
    await enterStage(tracker, customer);
    for (const { alertId, deliveries } of (await tracker.alerts({ limit: 1_000 })).alerts)
      if (deliveries.some(({ attempts }) => attempts === 0)) await tracker.resend(alertId);
    await tracker.sweep();
    const found = Date.now();
    while (Date.now() === found) await new Promise(setImmediate);
  }
  const { alerts } = await tracker.alerts({ limit: 1_000 });
  return customers.map(({ customerId }) => alerts.find((alert) => alert.customerId === customerId)!);
}
