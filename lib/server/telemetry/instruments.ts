import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { ALERT_EFFECTS } from '../../alerts/alert.ts';
import type { Counts } from '../counts.ts';

/** From a delivery to its answer, in s: what is flushed to a disk takes milliseconds, what waits for a store seconds. */
const ACK_BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
/** In s: the clock is looked at five times a second; after an outage minutes and hours are made up for. */
const LATENESS_BUCKETS = [0.1, 0.25, 0.5, 1, 2.5, 5, 15, 60, 300, 1_800, 7_200];
/** In s: an attempt is given up after 5 s unless the settings say otherwise. */
const DELIVERY_BUCKETS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** In s: commits that are flushed together take milliseconds; a store that does not answer is given up after seconds. */
const STORE_BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.1, 0.5, 2.5];
/** In s: a click takes seconds, an answer by phone minutes, two small amounts in a bank account days. */
const STEP_BUCKETS = [5, 15, 60, 300, 900, 3_600, 86_400, 604_800];

export type Instruments = ReturnType<typeof createInstruments>;

/**
 * What is measured, in a registry of its own. Every label is bounded: names from the settings, and words of closed lists.
 * `requests` are the deliveries by provider and outcome, read when somebody asks. `aggregator` says what several processes
 * make together where that is not their sum; what is said of the store is said by one of them.
 */
export function createInstruments(requests: ReadonlyMap<string, Counts>) {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  return {
    registry,
    ...createDeliveryInstruments(registers, requests),
    ...createSessionInstruments(registers),
    ...createApiInstruments(registers),
    ...createAlertInstruments(registers),
    ...createBackgroundInstruments(registers),
  };
}

function createDeliveryInstruments(registers: Registry[], requests: ReadonlyMap<string, Counts>) {
  new Counter({
    name: 'webhook_requests_total',
    help: 'Deliveries answered: accepted ones by their status, the others by problem code.',
    labelNames: ['provider', 'outcome'],
    registers,
    collect() {
      this.reset();
      for (const [provider, counts] of requests)
        for (const [outcome, amount] of Object.entries(counts)) this.inc({ provider, outcome }, amount);
    },
  });
  new Counter({
    name: 'dedupe_hits_total',
    help: 'Deliveries that were copies of what had been recorded.',
    labelNames: ['provider'],
    registers,
    collect() {
      this.reset();
      for (const [provider, { duplicate = 0 }] of requests) this.inc({ provider }, duplicate);
    },
  });
  return {
    ackDuration: new Histogram({
      name: 'webhook_ack_duration_seconds',
      help: 'From the head of a delivery to its answer, of those that were accepted.',
      labelNames: ['provider'],
      buckets: ACK_BUCKETS,
      registers,
    }),
    quarantined: new Counter({
      name: 'quarantined_total',
      help: 'Deliveries that could not be used, as a whole or in part, whose reason was kept.',
      labelNames: ['reason'],
      registers,
    }),
  };
}

function createSessionInstruments(registers: Registry[]) {
  return {
    sessions: new Gauge({
      name: 'sessions',
      help: 'Sessions in a stage: the open ones, and those of them that are stuck.',
      aggregator: 'first',
      labelNames: ['machine', 'stage', 'state'],
      registers,
    }),
    stepDuration: new Histogram({
      name: 'session_step_duration_seconds',
      help: 'How long a session was in a stage until an event led on.',
      labelNames: ['machine', 'stage'],
      buckets: STEP_BUCKETS,
      registers,
    }),
  };
}

function createApiInstruments(registers: Registry[]) {
  return {
    asked: new Counter({
      name: 'http_requests_total',
      help: 'Requests but for deliveries, by the pattern of their path.',
      labelNames: ['route', 'method', 'status'],
      registers,
    }),
    streams: new Gauge({
      name: 'sse_clients',
      help: 'Streams of changes that are open in this process.',
      registers,
    }),
  };
}

function createAlertInstruments(registers: Registry[]) {
  const alerts = new Counter({
    name: 'alerts_total',
    help: 'Alerts raised and resolved by this process.',
    labelNames: ['effect', 'change'],
    registers,
  });
  // A rate can only be told of what was there before.
  for (const effect of ALERT_EFFECTS)
    for (const change of ['raised', 'resolved']) alerts.inc({ effect, change }, 0);
  return {
    alerts,
    deliveries: new Counter({
      name: 'alert_deliveries_total',
      help: 'Attempts to tell a sink something: delivered, or the code of what went wrong.',
      labelNames: ['sink', 'outcome'],
      registers,
    }),
    deliveryDuration: new Histogram({
      name: 'alert_delivery_duration_seconds',
      help: 'How long attempts to tell a sink something took.',
      labelNames: ['sink'],
      buckets: DELIVERY_BUCKETS,
      registers,
    }),
    sinkFailing: new Gauge({
      name: 'alert_sink_failing',
      help: '1 while a sink has failed several times running, as this process sees it.',
      aggregator: 'max',
      labelNames: ['sink'],
      registers,
    }),
    alertsOpen: new Gauge({
      name: 'alerts_open',
      help: 'Alerts that are open.',
      aggregator: 'first',
      registers,
    }),
    deadLetters: new Gauge({
      name: 'alert_dead_letters',
      help: 'Alerts that a sink was given up for.',
      aggregator: 'first',
      registers,
    }),
  };
}

function createBackgroundInstruments(registers: Registry[]) {
  return {
    lateness: new Histogram({
      name: 'timer_lateness_seconds',
      help: 'How long after it was due a record was brought up to now.',
      buckets: LATENESS_BUCKETS,
      registers,
    }),
    failures: new Counter({
      name: 'background_failures_total',
      help: 'What failed in the background and is tried again; the log says why.',
      registers,
    }),
    storeDuration: new Histogram({
      name: 'store_op_duration_seconds',
      help: 'How long the store took for an operation: ok, a conflict with another writer, or the code of what went wrong.',
      labelNames: ['op', 'outcome'],
      buckets: STORE_BUCKETS,
      registers,
    }),
    timersDue: new Gauge({
      name: 'timers_due',
      help: 'Records whose timer is due now.',
      aggregator: 'first',
      registers,
    }),
    storeUp: new Gauge({
      name: 'store_up',
      help: '1 while the store takes writes.',
      aggregator: 'first',
      registers,
    }),
  };
}
