import type { Alert } from '../alerts/alert.ts';
import type { InstitutionTroubleRule } from '../alerts/config.ts';
import { type ConfiguredSink, createDispatcher, type Dispatcher } from '../alerts/dispatcher.ts';
import { defined } from '../fold/defined.ts';
import type { Store } from '../store/store.ts';
import { failingAt } from './failing.ts';
import { createInstitutions, type Institutions } from './institutions.ts';
import { isAlerting, type Kept } from './kept.ts';
import type { TrackerObserver } from './observer.ts';
import { claimIn, createOutbox } from './outbox.ts';
import type { Finish, Records } from './records.ts';

/** Who is told about what. Every process on a store needs the same: an alert is meant for the sinks of whoever raises it. */
export interface AlertsOptions {
  readonly sinks: readonly ConfiguredSink[];
  /** Default: false, each session is told by itself. */
  readonly institutionTrouble?: InstitutionTroubleRule | false;
  /** Where people find this server; notices then link to it. */
  readonly link?: string;
}

export interface AlertingOptions extends AlertsOptions {
  readonly store: Store;
  readonly records: Records;
  readonly now: () => number;
  readonly observer: TrackerObserver;
}

/** Everything between a commit and the sinks. */
export interface Alerting {
  readonly dispatcher: Dispatcher;
  readonly institutions?: Institutions;
  /** Takes the leases of what a commit is about to put into the outbox, as far as this process can tell it at once. */
  finish(before: Kept | undefined, after: Kept): Finish;
}

export function createAlerting(options: AlertingOptions): Alerting {
  const { sinks, institutionTrouble: rule = false, link, store, records, now, observer } = options;
  const institutions = rule
    ? createInstitutions({ store, records, rule, recipients: sinks, now })
    : undefined;
  const dispatcher = createDispatcher({
    sinks,
    outbox: createOutbox({ store, records, now, ...defined({ institutions }) }),
    now,
    ...defined({ link }),
    onTried: ({ name }, { outcome, ms }) => observer.tried(name, outcome, ms),
    onFailure: observer.failed,
  });

  const poke = (before: Kept | undefined, after: Kept): void => {
    if (institutions === undefined || after.kind !== 'customer') return;
    const [old, fresh] = [failingOf(before), failingOf(after)];
    for (const id of new Set([...old, ...fresh]))
      if (old.includes(id) !== fresh.includes(id)) institutions.poke(after.owner.provider, id);
  };

  return {
    dispatcher,
    ...defined({ institutions }),
    finish(before, after) {
      if (!isAlerting(after)) return { kept: after };
      const { kept, claims } =
        after.alerts.length === 0
          ? { kept: after, claims: [] }
          : claimIn(after, dispatcher.available(), now());
      return {
        kept,
        committed() {
          for (const claim of claims) dispatcher.take(claim);
          poke(before, after);
          report(isAlerting(before) ? before.alerts : [], after.alerts, observer);
        },
      };
    },
  };
}

function failingOf(kept: Kept | undefined): string[] {
  if (kept?.kind !== 'customer') return [];
  return kept.record.folded.sessions.flatMap((session) => failingAt(session) ?? []);
}

function report(before: readonly Alert[], after: readonly Alert[], observer: TrackerObserver): void {
  if (before === after) return;
  for (const alert of after) {
    const old = before.find(({ id }) => id === alert.id);
    if (old === undefined) observer.alertRaised(alert.effect);
    if (alert.resolved !== undefined && old?.resolved === undefined)
      observer.alertResolved(alert.effect, alert.resolved.reason);
  }
}
