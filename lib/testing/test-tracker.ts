import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Notice } from '../alerts/notice.ts';
import { connectProvider } from '../providers/connect/index.ts';
import { yodleeProvider } from '../providers/yodlee/index.ts';
import { openStore } from '../store/open.ts';
import { DUE_INDEX } from '../store/places.ts';
import type { Store } from '../store/store.ts';
import type { AlertsOptions } from '../tracker/alerting.ts';
import { createTracker, type TrackerOptions } from '../tracker/create-tracker.ts';
import { outboxOf } from '../tracker/places.ts';
import type { CustomerQuery, TimeQuery, Tracker } from '../tracker/tracker.ts';
import type { CustomerView, SessionView } from '../tracker/views.ts';
import { catchNotices } from './caught-notices.ts';
import { byArrival } from './delivery.ts';
import { type AnyDelivery, createSending, type Send, type Sent } from './sending.ts';
import { type Span, toMs } from './span.ts';
import { createTestClock } from './test-clock.ts';
import type { TestProvider } from './test-delivery.ts';

export interface TestTrackerOptions extends Partial<Omit<TrackerOptions, 'now' | 'providers' | 'alerts'>> {
  /** Where the clock stands at first, in ms since the epoch. Default: now. */
  readonly startAt?: number;
  /** Default: Connect and Yodlee. */
  readonly providers?: readonly TestProvider[];
  /** Sinks of your own are told as well. */
  readonly alerts?: Partial<AlertsOptions>;
}

/** A tracker with a clock that stands still until it is moved, and with all that it tells. */
export interface TestTracker extends AsyncDisposable {
  /** The tracker itself, for all other questions. */
  readonly tracker: Tracker;
  /** What was told so far, of every effect, the newest last; of one moment customer by customer. */
  readonly alerts: readonly Notice[];
  /** What time it is, in ms since the epoch. */
  now(): number;
  /** Delivers one event now. */
  readonly send: Send;
  /**
   * Delivers each at its `arrivesAt`, moving the clock there; the clock then stands at the last arrival. What should have
   * arrived already arrives now. Resolves with what became of each, in the order of arrival.
   */
  play(deliveries: readonly AnyDelivery[]): Promise<readonly Sent[]>;
  /**
   * Moves the clock on, by a text such as `10m` or by ms. Whatever falls due on the way happens at its time, as in production.
   *
   * @throws {RangeError} when it is no length of time
   */
  advance(by: Span): Promise<void>;
  /** Where a customer is; `undefined` when nothing is known of them. Default provider: the first there is. */
  customer(customerId: string, query?: CustomerQuery): Promise<CustomerView | undefined>;
  /** A session with its timeline, by its id. */
  session(sessionId: string, query?: TimeQuery): Promise<SessionView | undefined>;
  /** The sessions of a customer with their timelines, the newest first; none when nothing is known of them. */
  sessions(customerId: string, query?: CustomerQuery): Promise<readonly SessionView[]>;
  /** Closes the tracker and removes its store. May be called twice; `await using` does so by itself. */
  close(): Promise<void>;
}

/**
 * A tracker for one test: on an embedded store in a folder of its own, with a clock of its own. What is sent is read as in
 * production, but is taken to be authentic.
 *
 * @example
 * await using t = await testTracker();
 * await t.send('mfa', { customerId: '7001' });
 * await t.advance('5m');
 * await t.customer('7001'); // { stage: 'mfa', stuck: true, waitingOn: 'customer', … }
 * t.alerts.at(-1)?.summary; // 'Stuck in mfa at institution 101732 for 5 min 0 s, waiting on the customer'
 */
export async function testTracker(options: TestTrackerOptions = {}): Promise<TestTracker> {
  const { startAt = Date.now(), providers = [connectProvider(), yodleeProvider()] } = options;
  const place = await openPlace(options.store);
  try {
    const scene = createScene({ ...options, startAt, providers, place });
    // A store that was used before may have been so with other settings.
    if (options.store !== undefined) await scene.sweep();
    return createTestTracker(scene, place);
  } catch (error) {
    await place.store.close();
    await place.remove();
    throw error;
  }
}

interface Place {
  readonly store: Store;
  remove(): Promise<void>;
}

/** A store in a folder of its own, unless there is one. */
async function openPlace(given: Store | undefined): Promise<Place> {
  if (given !== undefined) return { store: given, async remove() {} };
  const folder = await mkdtemp(join(tmpdir(), 'connect-tracker-'));
  const remove = () => rm(folder, { recursive: true, force: true });
  return { store: await openStore(`lmdb://${folder}`), remove };
}

interface Parts extends TestTrackerOptions {
  readonly startAt: number;
  readonly providers: readonly TestProvider[];
  readonly place: Place;
}

/** The tracker, with what moves its time and what it has told. */
function createScene({ startAt, place, ...options }: Parts) {
  const { providers, alerts } = options;
  const { store } = place;
  const caught = catchNotices();
  const failures: unknown[] = [];
  const sinks = [caught.sink, ...(alerts?.sinks ?? [])];
  const tracker = createTracker({
    ...options,
    store,
    now: () => clock.now(),
    alerts: { ...alerts, sinks },
    observer: { failed: (error) => failures.push(error), ...options.observer },
  });
  const sweep = async () => {
    await tracker.sweep();
    caught.collect();
    // In production it would be tried again later; here nobody would hear of it.
    if (failures.length > 0) throw failures.splice(0)[0];
  };
  const indexes = [DUE_INDEX, ...sinks.map(({ name }) => outboxOf(name))];
  const clock = createTestClock({ startAt, store, indexes, sweep });
  return { tracker, clock, sweep, alerts: caught.notices, ...createSending({ tracker, clock, providers }) };
}

function createTestTracker(scene: ReturnType<typeof createScene>, place: Place): TestTracker {
  const { tracker, clock, alerts, send, deliver } = scene;
  const inTurn = oneAfterTheOther();
  let closing: Promise<void> | undefined;
  const close = (): Promise<void> => {
    closing ??= inTurn(async () => {
      await tracker.close();
      await place.remove();
    });
    return closing;
  };
  return {
    tracker,
    alerts,
    now: clock.now,
    send: (...given: Parameters<typeof send>) => inTurn(() => send(...given)),
    play: (deliveries) =>
      inTurn(async () => {
        const dated = deliveries.map((delivery) => ({ at: clock.now(), ...delivery }));
        const sent: Sent[] = [];
        for (const delivery of byArrival(dated)) sent.push(await deliver(delivery));
        return sent;
      }),
    advance: (by) => inTurn(() => clock.moveTo(clock.now() + toMs(by, 'advance()'))),
    ...questionsTo(tracker),
    close,
    [Symbol.asyncDispose]: close,
  };
}

function questionsTo(tracker: Tracker): Pick<TestTracker, 'customer' | 'session' | 'sessions'> {
  const ofFirst = (query: CustomerQuery = {}) => ({
    ...query,
    provider: query.provider ?? tracker.providers[0]!.name,
  });
  return {
    customer: (customerId, query) => tracker.customer(customerId, ofFirst(query)),
    session: tracker.session,
    async sessions(customerId, query) {
      const sessions = (await tracker.sessions(customerId, ofFirst(query))) ?? [];
      const views = await Promise.all(sessions.map(({ sessionId }) => tracker.session(sessionId, query)));
      return views.filter((view) => view !== undefined);
    },
  };
}

/** Two things at once would both move the clock. */
function oneAfterTheOther(): <T>(job: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (job) => {
    const done = last.then(job);
    last = done.catch(() => {});
    return done;
  };
}
