import type { Alert } from '../alerts/alert.ts';
import type { InstitutionTroubleRule } from '../alerts/config.ts';
import { raise } from '../alerts/deliveries.ts';
import type { Recipient } from '../alerts/delivery.ts';
import { resolve } from '../alerts/ledger.ts';
import { alertIdOf } from './ids.ts';
import type { Institution } from './kept.ts';

/** What is seen at an institution. */
export interface Failures {
  /** Customers whose failing began within the rule's time. */
  readonly customers: number;
  /** Whether any session still fails there, however long since. */
  readonly any: boolean;
  /** Sessions that fail there, the newest first. */
  readonly sessionIds: readonly string[];
  /** When the newest began to fail, in ms since the epoch. */
  readonly newest: number;
}

interface Situation {
  readonly recordId: string;
  readonly now: number;
  readonly recipients: readonly Recipient[];
}

const SESSIONS_LISTED = 100;
const LOOK_EVERY = 60_000;
/** A count that is told again is not written for each customer more. */
const GROWN = 1.5;

/**
 * Whether what is seen is trouble of the institution. Trouble is over when everybody there has gone on, or when nobody has
 * begun to fail for as long as failures count together.
 */
export function judge(
  institution: Institution,
  failures: Failures,
  rule: InstitutionTroubleRule,
  situation: Situation,
): Institution {
  const { now } = situation;
  const open = openTrouble(institution);
  if (open === undefined)
    return failures.customers < rule.customers
      ? institution
      : troubled(institution, failures, rule, situation);
  if (!failures.any) return over(institution, open, { at: now, reason: 'recovered' });
  if (failures.newest + rule.within <= now) return over(institution, open, { at: now, reason: 'quiet' });
  const isDue = (institution.dueAt ?? 0) <= now;
  if (!isDue && failures.customers < (open.customers ?? 0) * GROWN) return institution;
  const customers = Math.max(failures.customers, open.customers ?? 0);
  const alerts = institution.alerts.map((alert) => (alert === open ? { ...open, customers } : alert));
  return { ...institution, alerts, dueAt: nextLook(failures, rule, now) };
}

/** Whoever sees the last customer go on looks at once; if that process dies, another one does within a minute. */
function nextLook({ newest }: Failures, { within }: InstitutionTroubleRule, now: number): number {
  return Math.min(newest + within, now + LOOK_EVERY);
}

/** Where trouble of institutions is not looked for (any more), what was open is over, and nothing is due. */
export function disband(institution: Institution, now: number): Institution {
  const open = openTrouble(institution);
  return open === undefined ? institution : over(institution, open, { at: now, reason: 'reconfigured' });
}

export function openTrouble({ alerts }: Institution): Alert | undefined {
  return alerts.find(({ resolved }) => resolved === undefined);
}

const ALERTS_KEPT = 20;

function troubled(
  institution: Institution,
  failures: Failures,
  rule: InstitutionTroubleRule,
  { recordId, now, recipients }: Situation,
): Institution {
  const { customers, sessionIds, newest } = failures;
  const { institutionId, alerts } = institution;
  const effect = 'institutionTrouble';
  const key = `${effect} ${now}`;
  const alert = raise(
    {
      id: alertIdOf(recordId, key, 0),
      effect,
      key,
      at: newest,
      raisedAt: now,
      institutionId,
      customers,
      sessionIds: sessionIds.slice(0, SESSIONS_LISTED),
      deliveries: [],
    },
    recipients,
    now,
  );
  return {
    ...institution,
    alerts: [...alerts.slice(1 - ALERTS_KEPT), alert],
    dueAt: nextLook(failures, rule, now),
  };
}

function over(
  institution: Institution,
  open: Alert,
  resolution: NonNullable<Alert['resolved']>,
): Institution {
  const { dueAt: _, ...rest } = institution;
  const alerts = institution.alerts.map((alert) => (alert === open ? resolve(open, resolution) : alert));
  return { ...rest, alerts };
}
