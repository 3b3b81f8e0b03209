import type { Alert } from '../../../lib/alerts/alert.ts';
import { claim, settle } from '../../../lib/alerts/attempts.ts';
import { raise } from '../../../lib/alerts/deliveries.ts';
import { nextAt, type Recipient } from '../../../lib/alerts/delivery.ts';
import type { Outbox } from '../../../lib/alerts/dispatcher.ts';
import { T0 } from '../../support/fold.ts';
import { even, stuckAlert } from './example.ts';

export interface MemoryOutbox extends Outbox {
  readonly alerts: Map<string, Alert>;
  /** Puts an alert in that is to be told to these. */
  raise(id: string, recipients: readonly Recipient[]): void;
}

/** An outbox without a store: the same life of deliveries, for as long as the spec runs. */
export function memoryOutbox(now: () => number): MemoryOutbox {
  const alerts = new Map<string, Alert>();
  return {
    alerts,
    raise(id, recipients) {
      alerts.set(id, raise(stuckAlert({ id }), recipients, T0));
    },
    async due(sink, limit) {
      const due = [...alerts.values()].filter((alert) => (nextAt(alert, sink) ?? Infinity) <= now());
      return due.slice(0, limit).map(({ id }) => id);
    },
    async claim(id, sinks) {
      const { alert, claimed } = claim(alerts.get(id)!, sinks, now());
      alerts.set(id, alert);
      if (claimed.length === 0) return undefined;
      return { alert, owner: { provider: 'connect', customerId: '7001' }, dues: claimed };
    },
    async divert() {
      return false;
    },
    async settle(id, sink, { notice }, tried) {
      alerts.set(id, settle(alerts.get(id)!, sink, notice, tried, even));
    },
  };
}
