import { defined } from '../fold/defined.ts';
import { type Alert, isEnding, type Resolution } from './alert.ts';
import { close, raise } from './deliveries.ts';
import { isUnsettled, type Recipient } from './delivery.ts';

/** Something that is so now and that somebody may have to be told. */
export type Condition = Pick<
  Alert,
  | 'effect'
  | 'key'
  | 'at'
  | 'sessionId'
  | 'stage'
  | 'since'
  | 'waitingOn'
  | 'institutionId'
  | 'usual'
  | 'customers'
  | 'sessionIds'
> & {
  /** The session came into its stage from that very stage, e.g. by another challenge. */
  readonly reentered?: true;
};

/** What changed the record, so that an alert can say why it is over. */
export type Cause =
  | { readonly kind: 'event'; readonly late: boolean; readonly type: string; readonly eventId: string }
  | { readonly kind: 'time' }
  | { readonly kind: 'settings' };

export interface Telling {
  /** In ms since the epoch. */
  readonly now: number;
  readonly recipients: readonly Recipient[];
  /** The id of the n-th alert about the same thing, from 0. */
  idOf(key: string, occurrence: number): string;
}

/** In ms. The vendor re-sends for three days; an ending older than that is history, and so is what a late event says of it. */
const ENDINGS_MATTER = 3 * 24 * 3_600_000;

const ALERTS_KEPT = 20;

/**
 * In ms. What an event brings that came too late for its own deadline is often overtaken by the next one: after an outage
 * the vendor's repetitions come in a crowd. Nobody is told before the crowd has passed.
 */
const CROWD_PASSES = 10_000;

/**
 * Holds the alerts of a record against what is so now: raises what is new, resolves what is over, leaves the rest as it
 * is. It does not matter how often, or after how long a pause, this is done; the same alerts come back if nothing changed.
 */
export function reconcile(
  alerts: readonly Alert[],
  conditions: readonly Condition[],
  cause: Cause,
  telling: Telling,
): readonly Alert[] {
  if (alerts.length === 0 && conditions.length === 0) return alerts;
  const { now, recipients } = telling;
  const holds = new Set(conditions.map(({ key }) => key));
  const isOver = (alert: Alert) =>
    alert.resolved === undefined && !holds.has(alert.key) && !isHistory(alert, now);
  const standing = alerts.some(isOver)
    ? alerts.map((alert) =>
        isOver(alert) ? resolve(alert, resolutionOf(alert, conditions, cause, now)) : alert,
      )
    : alerts;
  const known = new Set(standing.flatMap(({ key, resolved }) => (resolved === undefined ? [key] : [])));
  const fresh = conditions
    .filter((condition) => !known.has(condition.key) && !isHistory(condition, now))
    .map((condition) => toAlert(condition, standing, telling))
    // Whoever took it on keeps it until the next stage.
    .map((alert) => (alert.acknowledged ? alert : raise(alert, recipients, tellAt(alert, cause, now))))
    // An ending that nobody asked for needs no place in the record.
    .filter((alert) => !isEnding(alert.effect) || alert.deliveries.length > 0);
  return fresh.length === 0 ? standing : pruned([...standing, ...fresh], now);
}

export function resolve(alert: Alert, resolved: Resolution): Alert {
  return close({ ...alert, resolved }, resolved.at);
}

function toAlert({ reentered, ...condition }: Condition, alerts: readonly Alert[], telling: Telling): Alert {
  const id = freshId(condition.key, alerts, telling);
  const acknowledged = reentered && lastInStage(alerts, condition)?.acknowledged;
  return { ...condition, id, raisedAt: telling.now, deliveries: [], ...defined({ acknowledged }) };
}

/** An event that completes a session is told at once; that somebody is stuck or has left is no event's doing. */
function tellAt({ effect }: Alert, cause: Cause, now: number): number {
  return cause.kind === 'event' && effect !== 'sessionCompleted' ? now + CROWD_PASSES : now;
}

/** The last alert about a session, if it was about the same stage. */
function lastInStage(alerts: readonly Alert[], { effect, sessionId, stage }: Condition): Alert | undefined {
  const last = alerts.findLast((alert) => alert.effect === effect && alert.sessionId === sessionId);
  return last?.stage === stage ? last : undefined;
}

/** Earlier ones about the same thing may be gone, so that counting those that are left is not enough. */
function freshId(key: string, alerts: readonly Alert[], { idOf }: Telling): string {
  const taken = alerts.flatMap((alert) => (alert.key === key ? [alert.id] : []));
  let occurrence = taken.length;
  while (taken.includes(idOf(key, occurrence))) occurrence += 1;
  return idOf(key, occurrence);
}

function resolutionOf(
  { effect, sessionId }: Alert,
  conditions: readonly Condition[],
  cause: Cause,
  at: number,
): Resolution {
  const isAbandoned = (one: Condition) => one.effect === 'sessionAbandoned' && one.sessionId === sessionId;
  if (effect === 'sessionStuck' && conditions.some(isAbandoned)) return { at, reason: 'abandoned' };
  switch (cause.kind) {
    case 'event': {
      const { late, type, eventId } = cause;
      return { at, reason: late ? 'corrected' : 'recovered', by: { type, eventId } };
    }
    case 'time':
      return { at, reason: 'abandoned' };
    case 'settings':
      return { at, reason: 'reconfigured' };
  }
}

function isHistory({ effect, at }: Pick<Alert, 'effect' | 'at'>, now: number): boolean {
  return isEnding(effect) && at < now - ENDINGS_MATTER;
}

/** The oldest go that are over, told, and cannot come back. */
function pruned(alerts: readonly Alert[], now: number): readonly Alert[] {
  let surplus = alerts.length - ALERTS_KEPT;
  return alerts.filter((alert) => {
    const mayGo =
      surplus > 0 && !isUnsettled(alert) && (alert.resolved !== undefined || isHistory(alert, now));
    if (mayGo) surplus -= 1;
    return !mayGo;
  });
}

/** The alerts with one of them changed; the same where the change leaves it as it is. */
export function changeAlert(
  alerts: readonly Alert[],
  id: string,
  change: (alert: Alert) => Alert,
): readonly Alert[] {
  const index = alerts.findIndex((alert) => alert.id === id);
  if (index === -1) return alerts;
  const changed = change(alerts[index]!);
  return changed === alerts[index] ? alerts : alerts.with(index, changed);
}

/** Hands an alert over to the alert of its institution: who has heard of it is told that it is closed. */
export function group(alert: Alert, into: string, now: number): Alert {
  return close(alert.resolved === undefined ? { ...alert, group: alert.group ?? into } : alert, now);
}
