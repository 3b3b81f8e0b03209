import { defined } from '../fold/defined.ts';
import type { Alert } from './alert.ts';
import type { Tried } from './attempts.ts';
import { type AlertOwner, composeNotice } from './compose-notice.ts';
import type { Due, Recipient } from './delivery.ts';
import type { Notice, Severity } from './notice.ts';
import { DeliveryError, type Sink } from './sinks/sink.ts';

/** A sink with what the configuration says about it. */
export interface ConfiguredSink extends Recipient {
  readonly sink: Sink;
  severityOf(alert: Alert): Severity;
}

/** What this process has taken the leases of: one alert, and which sinks are to be told what. */
export interface Claim {
  readonly alert: Alert;
  readonly owner: AlertOwner;
  readonly dues: readonly Due[];
}

/** Where alerts are kept, as the dispatcher needs it. */
export interface Outbox {
  /** Ids of alerts that a sink is to be told about now, those that have waited longest first. */
  due(sink: string, limit: number): Promise<readonly string[]>;
  /** Takes the leases of what these sinks are to be told; `undefined` when there is nothing (any more). */
  claim(alertId: string, sinks: readonly ConfiguredSink[]): Promise<Claim | undefined>;
  /** Whether another alert tells what this one would; it has then been taken out. */
  divert(claim: Claim): Promise<boolean>;
  settle(alertId: string, sink: ConfiguredSink, due: Due, tried: Tried): Promise<void>;
}

export interface DispatcherOptions {
  readonly sinks: readonly ConfiguredSink[];
  readonly outbox: Outbox;
  readonly now: () => number;
  /** Where people find this server; absent: notices have no link. */
  readonly link?: string;
  /** Told of each try. */
  onTried?(sink: ConfiguredSink, tried: Tried): void;
  /** Told why an alert could not be worked on; it stays in the outbox, and its lease runs out. */
  onFailure(error: unknown): void;
}

export interface Dispatcher {
  /** The sinks that can be told something at this moment. */
  available(): readonly ConfiguredSink[];
  /** Tells what this process has claimed. */
  take(claim: Claim): void;
  /** Looks once for what waits, and takes as much as the sinks can be told. */
  poll(): Promise<void>;
  /** Resolves when nothing that was taken is under way, and nothing waits for a sink that could be told. */
  idle(): Promise<void>;
  /** Takes nothing more from the outbox, and resolves when nothing is under way. */
  stop(): Promise<void>;
  /** Sinks that have failed several times running, by name. */
  failing(): readonly string[];
}

/** Attempts under way at one sink. */
const AT_ONCE = 16;
/** After so many failures running a sink gets one attempt at a time, until one succeeds. */
const FAILING = 5;

/** One sink, and what is going on there. */
interface Line {
  readonly sink: ConfiguredSink;
  /** Notices that were taken and are not settled: those that are being told, and those that wait for their turn. */
  taken: number;
  telling: number;
  readonly waiting: (() => void)[];
  /** Failures running. */
  failures: number;
  /** Whether more may wait in the outbox than there was room for. */
  hasMore: boolean;
  isFilling: boolean;
}

/**
 * Tells alerts to sinks. What a sink cannot take at the moment stays in the outbox, so that a slow or dead sink holds up
 * neither the others nor the intake, and memory stays bounded.
 */
export function createDispatcher(options: DispatcherOptions): Dispatcher {
  const { sinks, outbox, now, onFailure } = options;
  const lines = new Map(sinks.map((sink) => [sink.name, createLine(sink)]));
  const working = new Set<Promise<void>>();
  let isStopped = false;

  const track = (job: Promise<void>): Promise<void> => {
    const tracked = job.catch(onFailure).finally(() => {
      working.delete(tracked);
    });
    working.add(tracked);
    return tracked;
  };

  const tell = async ({ alert, owner }: Claim, due: Due, line: Line): Promise<void> => {
    await turn(line);
    try {
      if (isLeaseShort(alert, due, line.sink, now())) return;
      const notice = compose(alert, owner, due, line.sink, options);
      const tried = await attempt(line.sink.sink, notice, now);
      line.failures = tried.outcome === 'delivered' ? 0 : line.failures + 1;
      options.onTried?.(line.sink, tried);
      await outbox.settle(alert.id, line.sink, due, tried);
    } finally {
      pass(line);
    }
  };

  const take = (claim: Claim): void => {
    // Where it could not be found out, nothing is told either: the leases run out, and it is tried again.
    const diverted = outbox.divert(claim).catch((error: unknown) => {
      onFailure(error);
      return true;
    });
    for (const due of claim.dues) {
      const line = lines.get(due.sink)!;
      line.taken += 1;
      const job = async () => {
        try {
          if (!(await diverted)) await tell(claim, due, line);
        } finally {
          line.taken -= 1;
          // A sink that is quick is kept busy; one that fails is asked again with the next look.
          if (line.hasMore && line.failures < FAILING) void track(fill(line));
        }
      };
      void track(job());
    }
  };

  /** Takes what waits for a sink, as much as there is room for; whether it found anything. */
  const takeSome = async (line: Line): Promise<boolean> => {
    const ids = await outbox.due(line.sink.name, room(line));
    const claims = await Promise.allSettled(ids.map((id) => outbox.claim(id, [line.sink])));
    const taken = claims.flatMap((claim) => (claim.status === 'fulfilled' && claim.value) || []);
    for (const claim of taken) take(claim);
    for (const claim of claims) if (claim.status === 'rejected') throw claim.reason;
    return taken.length > 0;
  };

  /** Fills a sink up until it has no room or nothing waits for it. */
  const fill = async (line: Line): Promise<void> => {
    if (line.isFilling) return;
    line.isFilling = true;
    line.hasMore = false;
    try {
      while (!isStopped && room(line) > 0) if (!(await takeSome(line))) return;
      line.hasMore = !isStopped;
    } finally {
      line.isFilling = false;
    }
  };

  const idle = async (): Promise<void> => {
    while (working.size > 0) await Promise.all(working);
  };

  return {
    available: () =>
      isStopped ? [] : [...lines.values()].flatMap((line) => (room(line) > 0 ? [line.sink] : [])),
    take,
    async poll() {
      await Promise.all([...lines.values()].map((line) => track(fill(line))));
    },
    idle,
    stop() {
      isStopped = true;
      return idle();
    },
    failing: () => [...lines.values()].flatMap((line) => (line.failures >= FAILING ? [line.sink.name] : [])),
  };
}

function createLine(sink: ConfiguredSink): Line {
  return { sink, taken: 0, telling: 0, waiting: [], failures: 0, hasMore: false, isFilling: false };
}

const limitOf = ({ failures }: Line): number => (failures >= FAILING ? 1 : AT_ONCE);
const room = (line: Line): number => Math.max(0, limitOf(line) - line.taken);

/**
 * Resolves when an attempt may begin. Commits that go on at the same time each find room, so that more may be taken
 * than there is; what is too much waits here.
 */
async function turn(line: Line): Promise<void> {
  while (line.telling >= limitOf(line)) await new Promise<void>((wake) => line.waiting.push(wake));
  line.telling += 1;
}

function pass(line: Line): void {
  line.telling -= 1;
  for (const wake of line.waiting.splice(0)) wake();
}

/** After half of its lease a notice is left to the outbox, since an attempt might outlast the rest. */
function isLeaseShort(
  { deliveries }: Alert,
  { sink, notice }: Due,
  { lease }: Recipient,
  now: number,
): boolean {
  const delivery = deliveries.find((one) => one.sink === sink && one.notice === notice);
  return delivery?.nextAt !== undefined && delivery.nextAt - now < lease / 2;
}

function compose(
  alert: Alert,
  owner: AlertOwner,
  { notice }: Due,
  sink: ConfiguredSink,
  { link }: DispatcherOptions,
): Notice {
  return composeNotice(alert, owner, {
    kind: notice,
    severity: sink.severityOf(alert),
    ...defined({ link }),
  });
}

/** One try; a sink that throws what it should not is treated as one that did not take the notice. */
async function attempt(sink: Sink, notice: Notice, now: () => number): Promise<Tried> {
  const at = now();
  const started = performance.now();
  const took = () => Math.round(performance.now() - started);
  try {
    const { status } = await sink.send(notice);
    return { at, ms: took(), outcome: 'delivered', ...(status === undefined ? {} : { status }) };
  } catch (error) {
    if (!(error instanceof DeliveryError)) return { at, ms: took(), outcome: 'sink-failed' };
    return { at, ms: took(), outcome: error.code, ...error.failure };
  }
}
