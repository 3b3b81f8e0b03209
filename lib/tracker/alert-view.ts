import { type Alert, type Delivery, statusOf } from '../alerts/alert.ts';
import { describeAlert, explainResolution, explainUsual } from '../alerts/compose-notice.ts';
import { defined } from '../fold/defined.ts';
import type { Alerting } from './kept.ts';
import { ownerOf } from './outbox.ts';
import { toIso } from './view.ts';
import type { AlertView, DeliveryView } from './views.ts';

/** An alert as the API shows it. */
export function toAlertView(alert: Alert, kept: Alerting): AlertView {
  const { id, effect, stage, since, waitingOn, institutionId, sessionId, sessionIds, customers } = alert;
  return {
    alertId: id,
    effect,
    status: statusOf(alert),
    summary: describeAlert(alert),
    ...ownerOf(kept),
    ...defined({ sessionId, stage, since: since === undefined ? undefined : toIso(since), waitingOn }),
    ...defined({ institutionId, customers, sessionIds: sessionIds && [...sessionIds] }),
    at: toIso(alert.at),
    raisedAt: toIso(alert.raisedAt),
    ...defined({
      usual: explainUsual(alert),
      groupedInto: alert.group,
      acknowledged: alert.acknowledged && { ...alert.acknowledged, at: toIso(alert.acknowledged.at) },
      resolved: toResolution(alert),
    }),
    deliveries: alert.deliveries.map(toDelivery),
  };
}

function toResolution(alert: Alert): AlertView['resolved'] | undefined {
  const { resolved } = alert;
  if (resolved === undefined) return undefined;
  const { at, reason, by } = resolved;
  return { at: toIso(at), reason, detail: explainResolution(alert) ?? '', ...defined({ by }) };
}

function toDelivery({ sink, notice, status, attempts, leased, nextAt, tries }: Delivery): DeliveryView {
  return {
    sink,
    notice,
    status,
    attempts,
    ...defined({ underWay: leased, nextAt: nextAt === undefined ? undefined : toIso(nextAt) }),
    tries: tries.map(({ at, ms, outcome, status: answer }) => ({
      at: toIso(at),
      durationMs: ms,
      outcome,
      ...defined({ status: answer }),
    })),
  };
}
