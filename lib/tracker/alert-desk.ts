import type { Alert } from '../alerts/alert.ts';
import { forgetOthers, hush, resend } from '../alerts/deliveries.ts';
import type { Recipient } from '../alerts/delivery.ts';
import { TrackerError } from '../errors.ts';
import { defined } from '../fold/defined.ts';
import type { Place, Store } from '../store/store.ts';
import { toAlertView } from './alert-view.ts';
import { failingIndex } from './failing.ts';
import { institutionRecordIdOf, recordIdOfAlert } from './ids.ts';
import { isAlerting } from './kept.ts';
import { changing } from './outbox.ts';
import { CLOSED_ALERTS, DEAD_LETTERS, OPEN_ALERTS } from './places.ts';
import type { Records } from './records.ts';
import type { AlertQuery, Tracker } from './tracker.ts';
import type { AlertView } from './views.ts';

export interface AlertDeskOptions {
  readonly store: Store;
  readonly records: Records;
  readonly recipients: readonly Recipient[];
  readonly now: () => number;
}

const INDEXES = { open: OPEN_ALERTS, closed: CLOSED_ALERTS, dead: DEAD_LETTERS } as const;
const DEFAULT_LIMIT = 50;
/** Alerts looked at for one page: a filter that few pass ends the page, not the server. */
const MOST_LOOKED_AT = 1_000;
const SESSIONS_LISTED = 100;

/** The alerts, for those who have to look after them. */
export function createAlertDesk(
  options: AlertDeskOptions,
): Pick<Tracker, 'alerts' | 'alert' | 'acknowledge' | 'resend' | 'backlog'> {
  const { store, records, recipients, now } = options;

  const find = async (alertId: string) => {
    const recordId = recordIdOfAlert(alertId);
    const kept = recordId === undefined ? undefined : await records.load(recordId);
    const alert = isAlerting(kept) ? kept.alerts.find(({ id }) => id === alertId) : undefined;
    return alert === undefined || !isAlerting(kept) ? undefined : { alert, kept };
  };

  const view = async (alertId: string): Promise<AlertView | undefined> => {
    const found = await find(alertId);
    return found && toAlertView(found.alert, found.kept);
  };

  const update = async (alertId: string, how: (alert: Alert) => Alert): Promise<AlertView | undefined> => {
    const recordId = recordIdOfAlert(alertId);
    if (recordId === undefined) return undefined;
    const changed = await records.update(recordId, changing(alertId, how));
    return changed && view(alertId);
  };

  /** While it lasts: who is failing at the institution now. */
  const failingNow = async ({ alert, kept }: NonNullable<Awaited<ReturnType<typeof find>>>) => {
    if (kept.kind !== 'institution' || alert.resolved !== undefined) return {};
    const index = failingIndex(institutionRecordIdOf(kept.provider, kept.institutionId));
    const places = await store.range(index, { descending: true, limit: SESSIONS_LISTED });
    return { sessionIds: places.map(({ member }) => member), sessionCount: await store.count(index) };
  };

  return {
    async alerts({ status = 'open', limit = DEFAULT_LIMIT, after, ...filters }: AlertQuery = {}) {
      const alerts: AlertView[] = [];
      let place = after;
      for (let looked = 0; looked < MOST_LOOKED_AT; ) {
        const page = await store.range(INDEXES[status], {
          descending: status !== 'open',
          limit: Math.min(limit, MOST_LOOKED_AT - looked),
          ...defined({ after: place }),
        });
        const views = await Promise.all(page.map(({ member }) => view(member)));
        for (const [index, one] of views.entries()) {
          place = page[index] as Place;
          if (one !== undefined && passes(one, filters)) alerts.push(one);
          if (alerts.length === limit) return { alerts, next: place };
        }
        if (page.length < Math.min(limit, MOST_LOOKED_AT - looked)) return { alerts };
        looked += page.length;
      }
      return { alerts, ...defined({ next: place }) };
    },

    async alert(alertId) {
      const found = await find(alertId);
      return found && { ...toAlertView(found.alert, found.kept), ...(await failingNow(found)) };
    },

    acknowledge: (alertId, { by } = {}) =>
      update(alertId, (alert) => {
        if (alert.resolved !== undefined)
          throw new TrackerError(
            'alert-resolved',
            'The alert is over; there is nothing left to acknowledge.',
          );
        if (alert.acknowledged !== undefined) return alert;
        return hush({ ...alert, acknowledged: { at: now(), ...defined({ by }) } }, recipients, now());
      }),

    resend: async (alertId, { sink } = {}) => {
      const chosen = recipients.filter(({ name }) => sink === undefined || name === sink);
      if (chosen.length === 0)
        throw new TrackerError(
          'unknown-sink',
          sink === undefined ? 'No sink is configured.' : `No sink is called ${sink}.`,
        );
      return update(alertId, (alert) => {
        const again = resend(alert, chosen, now());
        return sink === undefined ? forgetOthers(again, recipients) : again;
      });
    },

    async backlog() {
      const [timersDue, openAlerts, deadLetters] = await Promise.all([
        store.count('due', { to: now() }),
        store.count(OPEN_ALERTS),
        store.count(DEAD_LETTERS),
      ]);
      return { timersDue, openAlerts, deadLetters };
    },
  };
}

function passes(alert: AlertView, { effect, stage, institutionId, provider }: AlertQuery): boolean {
  return (
    (effect === undefined || alert.effect === effect) &&
    (stage === undefined || alert.stage === stage) &&
    (institutionId === undefined || alert.institutionId === institutionId) &&
    (provider === undefined || alert.provider === provider)
  );
}
