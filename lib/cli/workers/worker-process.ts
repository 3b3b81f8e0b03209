import cluster, { type Worker } from 'node:cluster';
import type { Config } from '../../config/config.ts';
import { TrackerError } from '../../errors.ts';
import type { Report } from '../../server/telemetry/report.ts';
import { settledOrLate } from '../../settled-or-late.ts';
import type { Announcement } from '../announcement.ts';
import { errorOf, type FromWorker, type ToWorker } from './messages.ts';

/** A worker as the primary sees it. */
export interface WorkerProcess {
  readonly pid: number | undefined;
  /** Rejects with why it could not open its store, or has ended before. */
  readonly opened: Promise<void>;
  /** Rejects with why it cannot listen. */
  listen(): Promise<Announcement>;
  /** What it has counted: now, or by its last word, where it says nothing within a second or has ended. */
  report(): Promise<Report>;
  /** Stops it gracefully, and in the end by force; resolves when it has ended. `drain` in ms. */
  stop(drain: number): Promise<void>;
  /** Ends it at once. */
  kill(): void;
  /** Resolves when it has ended and everything that it said was heard. */
  readonly ended: Promise<Ending>;
}

export interface Ending {
  readonly code?: number;
  readonly signal?: string;
}

export interface WorkerOptions {
  readonly config: Config;
  /** What the other workers have counted. */
  others(): Promise<readonly Report[]>;
}

type Said<K extends FromWorker['kind']> = Extract<FromWorker, { kind: K }>;

interface Channel {
  say(message: ToWorker): void;
  /** Waits for the next message of a kind; rejects when the worker fails or ends before it. */
  next<K extends FromWorker['kind']>(kind: K): Promise<Said<K>>;
}

/** In ms: how long a worker is waited for that is asked what it has counted. */
const REPORT_PATIENCE = 1_000;
/** In ms: more than a server needs that stops within its own limits. */
const STOP_PATIENCE = 25_000;

/** Starts a worker, and has it open its store. */
export function startWorker({ config, others }: WorkerOptions): WorkerProcess {
  const worker = cluster.fork();
  // Cluster hands errors of the process on to it.
  worker.on('error', () => {});
  const ended = endOf(worker);
  endUnconfirmed(worker, ended);
  const channel = channelTo(worker, ended);
  const { say, next } = channel;
  worker.on('message', (message: FromWorker) => {
    if (message.kind === 'here') say({ kind: 'open', config });
    if (message.kind === 'collect') void others().then((reports) => say({ kind: 'collected', reports }));
  });
  const opened = next('opened').then(() => {});
  // Whoever waits for it is told; nobody may, when it ends while others have failed.
  opened.catch(() => {});
  const kill = () => void worker.process.kill('SIGKILL');

  return {
    pid: worker.process.pid,
    opened,
    async listen() {
      say({ kind: 'listen' });
      return (await next('listening')).announcement;
    },
    report: reporting(worker, channel),
    async stop(drain) {
      say({ kind: 'stop', drain });
      await settledOrLate(ended, drain + STOP_PATIENCE);
      kill();
      await ended;
    },
    kill,
    ended,
  };
}

/** Messages may still be in the pipe when the process is gone; `close` comes behind them. */
function endOf({ process }: Worker): Promise<Ending> {
  return new Promise((resolve) => {
    // Not `disconnect`: Node leaves that out when a worker is killed before it has confirmed a connection.
    process.once('close', (code: number | null, signal: string | null) => {
      resolve(signal === null ? { code: code ?? 0 } : { signal });
    });
    // What could not be sent to a worker that has died is an error too, and no news.
    process.on('error', () => {
      if (process.pid === undefined) resolve({});
    });
  });
}

/**
 * Node hands connections to a worker one by one, and forgets the one that the worker has not confirmed when it is killed:
 * its client would wait for ever, and the primary would keep it open.
 */
function endUnconfirmed({ process }: Worker, ended: Promise<Ending>): void {
  const { send } = process;
  let last: { close?(): void } | undefined;
  process.send = ((...args: Parameters<typeof send>) => {
    const [, handle] = args;
    if (typeof handle === 'object') last = handle as typeof last;
    return send.apply(process, args);
  }) as typeof send;
  void ended.then(({ signal }) => {
    // One that was confirmed is closed here already; what a worker refuses that ends by itself goes to another.
    if (signal !== undefined) last?.close?.();
  });
}

function channelTo(worker: Worker, ended: Promise<Ending>): Channel {
  const say = (message: ToWorker): void => void worker.send(message, () => {});
  const next = <K extends FromWorker['kind']>(kind: K) =>
    new Promise<Said<K>>((resolve, reject) => {
      const hear = (message: FromWorker): void => {
        if (message.kind !== kind && message.kind !== 'failed') return;
        worker.off('message', hear);
        if (message.kind === 'failed') reject(errorOf(message.failure));
        else resolve(message as Said<K>);
      };
      worker.on('message', hear);
      void ended.then(({ code, signal }) => {
        worker.off('message', hear);
        const how = signal ?? (code === undefined ? 'it could not be started' : `exit code ${code}`);
        reject(
          new TrackerError(
            'worker-ended',
            `A worker has ended (${how}); what it wrote before that says why.`,
          ),
        );
      });
    });
  return { say, next };
}

/** Asks what it has counted, once for all who ask meanwhile. */
function reporting(worker: Worker, { say, next }: Channel): () => Promise<Report> {
  let latest: Report = [];
  let asked: Promise<void> | undefined;
  // Also when nobody has asked: its last word.
  worker.on('message', (message: FromWorker) => {
    if (message.kind === 'reported') latest = message.report;
  });
  return async () => {
    if (asked === undefined) {
      say({ kind: 'report' });
      asked = settledOrLate(next('reported'), REPORT_PATIENCE);
    }
    await asked;
    asked = undefined;
    return latest;
  };
}
