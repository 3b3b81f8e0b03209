import { statusOf } from '../alerts/alert.ts';
import { resolve } from '../alerts/ledger.ts';
import { settledOrLate } from '../settled-or-late.ts';
import type { Alerting } from './alerting.ts';
import { erased } from './erased.ts';
import { recordIdOf } from './ids.ts';
import { type Customer, withAlerts } from './kept.ts';
import { DEFAULT_PROVIDER } from './queries.ts';
import type { Records } from './records.ts';
import type { Tracker } from './tracker.ts';
import type { ErasureView } from './views.ts';

export interface ErasureOptions {
  readonly records: Records;
  readonly alerting: Pick<Alerting, 'dispatcher'>;
  readonly definitionOf: (provider: string) => unknown;
  readonly now: () => number;
}

/** In ms: how long sinks are waited for that have to hear that an alert is over, before what they would hear is erased. */
const PATIENCE = 5_000;

/** Removes customers, and first tells whoever was told of them that it is over. */
export function createErasure(options: ErasureOptions): Pick<Tracker, 'erase'> {
  const { records, alerting, definitionOf, now } = options;

  /** Resolves with whether there was an open alert. */
  const closeAlerts = (recordId: string): Promise<boolean> =>
    records.update(recordId, (kept) => {
      if (kept?.kind !== 'customer' || !hasOpenAlert(kept)) return { kept, result: false };
      const over = { at: now(), reason: 'erased' } as const;
      const alerts = kept.alerts.map((alert) => (statusOf(alert) === 'open' ? resolve(alert, over) : alert));
      return { kept: withAlerts(kept, alerts), result: true };
    });

  return {
    async erase(customerId, { provider = DEFAULT_PROVIDER } = {}) {
      definitionOf(provider);
      const recordId = recordIdOf(provider, customerId);
      if (await closeAlerts(recordId)) await settledOrLate(alerting.dispatcher.idle(), PATIENCE);
      return records.update<ErasureView | undefined>(recordId, (kept) => {
        if (kept?.kind !== 'customer') return { kept, result: undefined };
        const { record, alerts } = kept;
        const view = {
          customerId,
          provider,
          erased: true,
          sessions: record.folded.sessions.length,
          events: record.log.length,
          alerts: alerts.length,
        } as const;
        return { kept: erased('request', now(), now()), result: view };
      });
    },
  };
}

function hasOpenAlert({ alerts }: Customer): boolean {
  return alerts.some((alert) => statusOf(alert) === 'open');
}
