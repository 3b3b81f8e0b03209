import type { Alert } from '../alerts/alert.ts';
import { claim, release, settle } from '../alerts/attempts.ts';
import type { AlertOwner } from '../alerts/compose-notice.ts';
import type { Claim, ConfiguredSink, Outbox } from '../alerts/dispatcher.ts';
import { changeAlert, group } from '../alerts/ledger.ts';
import type { Store } from '../store/store.ts';
import { recordIdOfAlert } from './ids.ts';
import type { Institutions } from './institutions.ts';
import { type Alerting, isAlerting, type Kept, withAlerts } from './kept.ts';
import { outboxOf } from './places.ts';
import type { Change, Records } from './records.ts';

export interface OutboxOptions {
  readonly store: Store;
  readonly records: Records;
  readonly institutions?: Institutions;
  readonly now: () => number;
}

/** The outbox is in the records themselves: what is to be told is written with what it is about, in one commit. */
export function createOutbox({ store, records, institutions, now }: OutboxOptions): Outbox {
  const change = (alertId: string, how: (alert: Alert) => Alert) =>
    records.update(recordIdOfAlert(alertId)!, changing(alertId, how));

  return {
    async due(sink, limit) {
      const places = await store.range(outboxOf(sink), { to: now(), limit });
      return places.map(({ member }) => member);
    },

    claim: (alertId, sinks) =>
      records.update(recordIdOfAlert(alertId)!, (kept) => {
        if (!isAlerting(kept)) return { kept, result: undefined };
        const { kept: claimed, claims } = claimIn(kept, sinks, now(), alertId);
        return { kept: claimed, result: claims[0] };
      }),

    async divert({ alert, owner, dues }) {
      const { id, effect, institutionId } = alert;
      const begins = effect === 'sessionStuck' && dues.some(({ notice }) => notice === 'raised');
      if (institutions === undefined || !begins || institutionId === undefined) return false;
      const trouble = await institutions.check(owner.provider, institutionId);
      if (trouble === undefined) return false;
      await change(id, (kept) => group(release(kept, dues, now()), trouble.id, now()));
      return true;
    },

    settle: async (alertId, sink, { notice }, tried) => {
      await change(alertId, (alert) => settle(alert, sink, notice, tried, Math.random));
    },
  };
}

/** Takes the leases of what these sinks are to be told now: of one alert of a record, or of all. */
export function claimIn<K extends Alerting>(
  kept: K,
  sinks: readonly ConfiguredSink[],
  now: number,
  alertId?: string,
): { readonly kept: K; readonly claims: readonly Claim[] } {
  const owner = ownerOf(kept);
  const claims: Claim[] = [];
  const alerts = kept.alerts.map((alert) => {
    if (alertId !== undefined && alert.id !== alertId) return alert;
    const taken = claim(alert, sinks, now);
    if (taken.claimed.length > 0) claims.push({ alert: taken.alert, owner, dues: taken.claimed });
    return taken.alert;
  });
  return { kept: claims.length === 0 ? kept : withAlerts(kept, alerts), claims };
}

/** A change of one alert of a record; the record stays as it is where it has no such alert. */
export function changing(alertId: string, how: (alert: Alert) => Alert): Change<Alert | undefined> {
  return (kept: Kept | undefined) => {
    if (!isAlerting(kept)) return { kept, result: undefined };
    const changed = withAlerts(kept, changeAlert(kept.alerts, alertId, how));
    return { kept: changed, result: changed.alerts.find(({ id }) => id === alertId) };
  };
}

export function ownerOf(kept: Alerting): AlertOwner {
  return kept.kind === 'customer' ? kept.owner : { provider: kept.provider };
}
