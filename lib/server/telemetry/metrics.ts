import type { Logger } from 'pino';
import type { Gauge } from 'prom-client';
import { TrackerError } from '../../errors.ts';
import type { TrackerObserver } from '../../tracker/observer.ts';
import type { Tracker } from '../../tracker/tracker.ts';
import { type Counts, count } from '../counts.ts';
import { type Answer, outcomeOf } from '../intake/answer.ts';
import { logBackgroundFailure } from '../log.ts';
import { isProblemCode } from '../problems-catalogue.ts';
import { createInstruments, type Instruments } from './instruments.ts';
import type { StoreOperation } from './measured-store.ts';
import { addUp, type Report, withoutStore } from './report.ts';

export interface Metrics {
  /** To be given to the tracker. It also logs what fails in the background. */
  readonly observer: TrackerObserver;
  /** Counts a delivery that is about to be answered; without a provider when its path names none. Duration in ms. */
  answered(provider: string | undefined, answer: Answer, duration: number): void;
  /** Counts a delivery that cannot be used, and whose reason was kept. */
  setAside(code: string): void;
  /** Counts a request that was no delivery and is over; without a status its sender had gone. */
  asked(route: string | undefined, method: string, status: number | undefined): void;
  /** How many streams of changes are open now. */
  streams(open: number): void;
  /** To be told of each operation of the store. */
  readonly stored: StoreOperation;
  /** Everything in the text format of Prometheus. What the store does not tell within a second is left out; never rejects. */
  scrape(tracker: Scraped): Promise<string>;
  /** What this process has counted, for another that is asked for all of them. */
  report(tracker: Pick<Scraped, 'failingSinks'>): Promise<Report>;
  readonly contentType: string;
}

/** What is asked for when somebody scrapes. */
export type Scraped = Pick<Tracker, 'backlog' | 'health' | 'failingSinks' | 'stages'>;

export interface MetricsOptions {
  readonly log: Logger;
  /** A clock that only goes forward, in ms. Default: `performance.now`. */
  readonly now?: () => number;
  /** What the other processes that share the port have counted. Default: there are none. */
  readonly others?: () => Promise<readonly Report[]>;
}

/** In ms: how long a scrape waits for the store. */
const PATIENCE = 1_000;
/** In ms: failures of one code leave at most one line in the log in this time. */
const LOG_PAUSE = 10_000;
/** HEAD is answered as GET is; whatever else there may be is refused. */
const METHODS: Readonly<Record<string, string>> = { GET: 'GET', HEAD: 'GET', POST: 'POST', DELETE: 'DELETE' };

/** Measures this process. To be made before the tracker, which it observes, and then given to the server, which shows it. */
export function createMetrics(options: MetricsOptions): Metrics {
  const { log, now = () => performance.now(), others = async () => [] } = options;
  // Counted here instead of in the library's counter: that would cost each delivery the making of a key.
  const requests = new Map<string, Counts>();
  const sinks = new Set<string>();
  const instruments = createInstruments(requests);
  const { registry, ackDuration, quarantined, asked, storeDuration } = instruments;

  const showFailing = ({ failingSinks }: Pick<Scraped, 'failingSinks'>): void => {
    const failing = failingSinks();
    for (const sink of sinks) instruments.sinkFailing.set({ sink }, failing.includes(sink) ? 1 : 0);
  };

  return {
    observer: createObserver(instruments, sinks, failureLog(log, now)),

    answered(provider = 'none', answer, duration) {
      const counts = requests.get(provider) ?? {};
      requests.set(provider, counts);
      count(counts, outcomeOf(answer));
      if (answer.kind === 'accepted') ackDuration.observe({ provider }, duration / 1_000);
    },

    // A provider of one's own may have codes that the catalogue does not list.
    setAside: (code) => quarantined.inc({ reason: isProblemCode(code) ? code : 'delivery-unusable' }),
    asked(route = 'none', method, status) {
      asked.inc({ route, method: METHODS[method] ?? 'other', status: status ?? 'aborted' });
    },
    streams: (open) => instruments.streams.set(open),
    stored: (op, outcome, duration) => storeDuration.observe({ op, outcome }, duration / 1_000),

    async scrape(tracker) {
      const [reports] = await Promise.all([others(), look(instruments, tracker)]);
      showFailing(tracker);
      if (reports.length === 0) return registry.metrics();
      return addUp([await registry.getMetricsAsJSON(), ...reports.map(withoutStore)]).metrics();
    },

    async report(tracker) {
      showFailing(tracker);
      return registry.getMetricsAsJSON();
    },

    contentType: registry.contentType,
  };
}

async function look(instruments: Instruments, tracker: Scraped): Promise<void> {
  const [backlog, health, stages] = await Promise.all([
    inTime(tracker.backlog()),
    inTime(tracker.health()),
    inTime(tracker.stages()),
  ]);
  show(instruments.timersDue, backlog?.timersDue);
  show(instruments.alertsOpen, backlog?.openAlerts);
  show(instruments.deadLetters, backlog?.deadLetters);
  instruments.storeUp.set(health?.writable ? 1 : 0);
  instruments.sessions.reset();
  for (const { machine, stage, open, stuck } of stages?.stages ?? []) {
    instruments.sessions.set({ machine, stage, state: 'open' }, open);
    instruments.sessions.set({ machine, stage, state: 'stuck' }, stuck);
  }
}

function createObserver(
  { alerts, deliveries, deliveryDuration, stepDuration, lateness, failures }: Instruments,
  sinks: Set<string>,
  logFailure: (error: unknown) => void,
): TrackerObserver {
  return {
    swept: (ms) => lateness.observe(ms / 1_000),
    stepped: (machine, stage, ms) => stepDuration.observe({ machine, stage }, ms / 1_000),
    alertRaised: (effect) => alerts.inc({ effect, change: 'raised' }),
    alertResolved: (effect) => alerts.inc({ effect, change: 'resolved' }),
    tried(sink, outcome, ms) {
      sinks.add(sink);
      deliveries.inc({ sink, outcome });
      deliveryDuration.observe({ sink }, ms / 1_000);
    },
    failed(error) {
      failures.inc();
      logFailure(error);
    },
  };
}

/** An outage fails hundreds of times a second, always for the same reason. */
function failureLog(log: Logger, now: () => number): (error: unknown) => void {
  const logged = new Map<string, number>();
  return (error) => {
    const code = error instanceof TrackerError ? error.code : 'unexpected';
    if (now() - (logged.get(code) ?? Number.NEGATIVE_INFINITY) < LOG_PAUSE) return;
    logged.set(code, now());
    logBackgroundFailure(log, error);
  };
}

/** A gauge that is not known is absent: its last value, or 0, would be a statement. */
function show(gauge: Gauge, value: number | undefined): void {
  if (value === undefined) gauge.remove();
  else gauge.set(value);
}

function inTime<T>(work: Promise<T>): Promise<T | undefined> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, PATIENCE, undefined);
    work.then(resolve, () => resolve(undefined)).finally(() => clearTimeout(timer));
  });
}
