import type { Alert } from '../alerts/alert.ts';
import type { InstitutionTroubleRule } from '../alerts/config.ts';
import type { Recipient } from '../alerts/delivery.ts';
import { group } from '../alerts/ledger.ts';
import type { Store } from '../store/store.ts';
import { failingIndex } from './failing.ts';
import { institutionRecordIdOf, recordIdOfSession } from './ids.ts';
import { type Failures, judge, openTrouble } from './institution.ts';
import { type Institution, type Kept, withAlerts } from './kept.ts';
import type { Records } from './records.ts';

export interface InstitutionsOptions {
  readonly store: Store;
  readonly records: Records;
  readonly rule: InstitutionTroubleRule;
  readonly recipients: readonly Recipient[];
  readonly now: () => number;
}

export interface Institutions {
  /** Looks at an institution; gives the alert about it while it is in trouble. */
  check(provider: string, institutionId: string): Promise<Alert | undefined>;
  /** Remembers to look at an institution again: somebody began or ceased to fail there. */
  poke(provider: string, institutionId: string): void;
  /** Looks at those that were poked. */
  checkPoked(): Promise<void>;
}

/** Enough to count customers by; beyond it sessions are counted, which are about as many. */
const SAMPLE = 100;

/**
 * Finds institutions at which several customers fail, and has one alert tell about them instead of one each. What is
 * counted are the places in an index that the customers' own commits keep, so that nothing has to be kept in step.
 */
export function createInstitutions({
  store,
  records,
  rule,
  recipients,
  now,
}: InstitutionsOptions): Institutions {
  const poked = new Map<string, readonly [provider: string, institutionId: string]>();
  const checks = new Map<string, Promise<Alert | undefined>>();

  const look = async (recordId: string): Promise<Failures> => {
    const index = failingIndex(recordId);
    const from = now() - rule.within;
    const sample = await store.range(index, { descending: true, limit: SAMPLE });
    const recent = sample.filter(({ score }) => score >= from);
    const distinct = new Set(recent.map(({ member }) => recordIdOfSession(member))).size;
    return {
      customers: recent.length < SAMPLE ? distinct : await store.count(index, { from }),
      any: sample.length > 0,
      sessionIds: sample.map(({ member }) => member),
      newest: sample[0]?.score ?? 0,
    };
  };

  const checkNow = async (provider: string, institutionId: string): Promise<Alert | undefined> => {
    const recordId = institutionRecordIdOf(provider, institutionId);
    const failures = await look(recordId);
    const fresh: Institution = { kind: 'institution', provider, institutionId, alerts: [] };
    const { trouble, isNew } = await records.update(recordId, (kept) => {
      const before = kept?.kind === 'institution' ? kept : fresh;
      const after = judge(before, failures, rule, { recordId, now: now(), recipients });
      const trouble = openTrouble(after);
      const result = { trouble, isNew: trouble !== undefined && openTrouble(before) === undefined };
      return { kept: after === fresh ? kept : after, result };
    });
    if (trouble !== undefined && isNew) await absorb(trouble);
    return trouble;
  };

  /** Trouble that was found before, and need not be looked at again yet. */
  const known = async (recordId: string): Promise<Alert | undefined> => {
    const kept = await records.load(recordId);
    if (kept?.kind !== 'institution' || (kept.dueAt ?? 0) <= now()) return undefined;
    return openTrouble(kept);
  };

  /** Sessions that were told one by one before there were enough of them. */
  const absorb = async (trouble: Alert): Promise<void> => {
    const recordIds = new Set((trouble.sessionIds ?? []).map((id) => recordIdOfSession(id)!));
    const absorbing = [...recordIds].map((id) => records.update(id, into(trouble, now)));
    await Promise.all(absorbing);
  };

  return {
    check(provider, institutionId) {
      const recordId = institutionRecordIdOf(provider, institutionId);
      const underWay = checks.get(recordId);
      if (underWay !== undefined) return underWay;
      const check = known(recordId)
        .then((trouble) => trouble ?? checkNow(provider, institutionId))
        .finally(() => checks.delete(recordId));
      checks.set(recordId, check);
      return check;
    },
    poke(provider, institutionId) {
      poked.set(institutionRecordIdOf(provider, institutionId), [provider, institutionId]);
    },
    async checkPoked() {
      const all = [...poked.values()];
      poked.clear();
      await Promise.all(all.map((one) => checkNow(...one)));
    },
  };
}

/** Hands the alerts of a customer that stand at the institution over to the alert about it. */
export function into(trouble: Alert, now: () => number) {
  return (kept: Kept | undefined) => {
    if (kept?.kind !== 'customer') return { kept, result: undefined };
    const concerns = (alert: Alert) =>
      alert.effect === 'sessionStuck' &&
      alert.institutionId === trouble.institutionId &&
      alert.resolved === undefined &&
      alert.group === undefined;
    if (!kept.alerts.some(concerns)) return { kept, result: undefined };
    const alerts = kept.alerts.map((alert) => (concerns(alert) ? group(alert, trouble.id, now()) : alert));
    return { kept: withAlerts(kept, alerts), result: undefined };
  };
}
