import type { AnyStateMachine } from 'xstate';
import { sharesOf } from '../deadlines/delays.ts';
import type { DeadlineSetting } from '../deadlines/rule.ts';
import { defined } from '../fold/defined.ts';
import type { Provider } from '../providers/provider.ts';
import type { Store } from '../store/store.ts';
import { createAlertDesk } from './alert-desk.ts';
import { type AlertsOptions, createAlerting } from './alerting.ts';
import { createApiKeys } from './api-keys.ts';
import { createChanges } from './changes.ts';
import { advance, receiveEvent, type Situation } from './customer.ts';
import { createDefinitions } from './definitions.ts';
import { createErasure } from './erasure.ts';
import { createFunnel } from './funnel.ts';
import { recordIdOf } from './ids.ts';
import { newCustomer } from './kept.ts';
import { createLists } from './lists.ts';
import { createObservatory } from './observatory.ts';
import { nobody, type TrackerObserver } from './observer.ts';
import { withMachines } from './own-machines.ts';
import { createQueries } from './queries.ts';
import { createRecords, type Records } from './records.ts';
import { staysEnded } from './stays.ts';
import type { Recorded, Tracker } from './tracker.ts';
import { createWorker } from './worker.ts';

/** What a tracker is made of. */
export interface TrackerOptions {
  readonly store: Store;
  readonly providers: readonly Pick<Provider, 'name' | 'machine' | 'joins'>[];
  /**
   * Take the place of those of the same `id` that providers bring, e.g. `connectMachine.provide({ delays })`. Every process
   * on a store needs the same.
   */
  readonly machines?: readonly AnyStateMachine[];
  /** The clock, in ms since the epoch. Default: `Date.now`. */
  readonly now?: () => number;
  /** Bytes of stored records that are kept decoded in memory. Default: 64 MB. */
  readonly cacheBytes?: number;
  /** Events that one customer can make the store hold. Default: 5,000. */
  readonly maxEvents?: number;
  /** How long a customer is kept after the last event, once all sessions have ended, in ms. Default: for ever. */
  readonly retention?: number;
  /** How long stages may last, where that differs from the machine. Every process on a store needs the same. */
  readonly stuckAfter?: readonly DeadlineSetting[];
  /** By machine, how long silence may last before a session is abandoned, in ms. Default: the machine's own. */
  readonly abandonAfter?: Readonly<Record<string, number>>;
  /** Who is told. Default: nobody; alerts are kept and listed all the same. */
  readonly alerts?: AlertsOptions;
  readonly observer?: Partial<TrackerObserver>;
}

/**
 * Joins the fold with a store: records events, answers questions, and (once started) finds what has become stuck and
 * tells it. Throws `ConfigurationError` where `machines` names one that no provider has, and `TrackerError` `machine-name`.
 *
 * @example
 * const tracker = createTracker({ store: await openStore('lmdb://./data'), providers: [connectProvider()] });
 * await tracker.record(event);
 * await tracker.customer('7001'); // { stage: 'mfa', waitingOn: 'customer', … }
 */
export function createTracker(options: TrackerOptions): Tracker {
  const { store, now = Date.now, cacheBytes = 64 * 1024 * 1024, maxEvents = 5000 } = options;
  const { stuckAfter = [], alerts = { sinks: [] }, retention, machines = [] } = options;
  const providers = withMachines(options.providers, machines);
  const observer = { ...nobody, ...options.observer };
  const shares = sharesOf(stuckAfter);

  const {
    definitionOf,
    deadlinesOf,
    all: definitions,
    fingerprint,
  } = createDefinitions({
    ...options,
    providers,
    observed: () => observatory.current(),
  });
  const records: Records = createRecords({
    store,
    definitionOf,
    cacheBytes,
    retention,
    finish(_, before, after) {
      const { kept, committed } = alerting.finish(before, after);
      return {
        kept,
        committed() {
          committed?.();
          if (after.kind !== 'customer') return;
          if (after.news) changes.poke();
          const stays = staysEnded(before?.kind === 'customer' ? before : undefined, after);
          for (const { machine, stage, duration } of stays) observer.stepped(machine, stage, duration);
          if (shares.length > 0) observatory.note(stays);
        },
      };
    },
  });
  const observatory = createObservatory(records, shares, now);
  const alerting = createAlerting({ ...alerts, store, records, now, observer });
  const changes = createChanges({ store, onFailure: observer.failed });
  const worker = createWorker({
    store,
    records,
    alerting,
    now,
    observer,
    fingerprint,
    ...(shares.length === 0 ? {} : { observatory }),
    ...defined({ retention }),
    advance: (customer, recordId) => advance(customer, situationOf(recordId, customer.owner.provider)),
  });
  const { prepared } = worker;

  function situationOf(recordId: string, provider: string): Situation {
    return { recordId, now: now(), recipients: alerts.sinks, deadlines: deadlinesOf(provider) };
  }

  return {
    providers,
    async record(event) {
      await prepared();
      const { provider, customerId } = event;
      const definition = definitionOf(provider);
      if (retention !== undefined && event.at < now() - retention) return { status: 'expired' };
      const recordId = recordIdOf(provider, customerId);
      return records.update<Recorded>(recordId, (kept) => {
        if (kept?.kind === 'erased' && event.at <= kept.at) return { kept, result: { status: 'erased' } };
        const before = kept?.kind === 'customer' ? kept : newCustomer({ provider, customerId }, definition);
        const { customer, recorded } = receiveEvent(
          before,
          event,
          maxEvents,
          situationOf(recordId, provider),
        );
        return { kept: customer === before ? kept : customer, result: recorded };
      });
    },
    ...createQueries({ records, definitionOf, now, prepared }),
    ...createLists({ store, records, definitions, now, prepared }),
    ...createFunnel({ store, definitions }),
    ...createErasure({ records, alerting, definitionOf, now }),
    changes: changes.changes,
    ...createAlertDesk({ store, records, recipients: alerts.sinks, now }),
    keys: createApiKeys({ records, now }),
    failingSinks: alerting.dispatcher.failing,
    sweep: worker.sweep,
    start: worker.start,
    reject: (rejection) => store.reject(rejection),
    rejections: (limit) => store.rejections(limit),
    health: () => store.health(),
    async close() {
      changes.stop();
      await worker.stop();
      for (const { sink } of alerts.sinks) sink.close();
      await store.close();
    },
  };
}
