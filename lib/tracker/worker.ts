import type { Store } from '../store/store.ts';
import type { Alerting } from './alerting.ts';
import { type Erased, erased, expiryOf } from './erased.ts';
import { disband } from './institution.ts';
import type { Customer, Institution } from './kept.ts';
import type { Observatory } from './observatory.ts';
import type { TrackerObserver } from './observer.ts';
import { dueAtOf } from './places.ts';
import { reapplySettings } from './reapply.ts';
import type { Records } from './records.ts';
import { type Repetition, repeat } from './repeat.ts';
import { createSweeper } from './sweeper.ts';

export interface WorkerOptions {
  readonly store: Store;
  readonly records: Records;
  readonly alerting: Alerting;
  readonly now: () => number;
  readonly observer: TrackerObserver;
  /** Changes with whatever open sessions have to be folded anew for. */
  readonly fingerprint: string;
  /** Absent where no deadline depends on how long stages usually last. */
  readonly observatory?: Observatory;
  /** In ms; absent: customers are kept for ever. */
  readonly retention?: number;
  advance(customer: Customer, recordId: string): Customer;
}

/** What goes on without a delivery or a question: time passes, and alerts are told. */
export interface Worker {
  /** Resolves when what deadlines depend on has been read. */
  prepared(): Promise<void>;
  sweep(): Promise<number>;
  start(): void;
  stop(): Promise<void>;
}

interface Found {
  /** In ms; less than 0 when it was not due. */
  readonly lateness?: number;
  readonly institution?: Institution;
}

/** Pauses in ms. */
const SWEEP_EVERY = 200;
/** What a process puts into the outbox it tells at once; this is for retries, and for what dead processes left. */
const POLL_EVERY = 1_000;
const EXCHANGE_EVERY = 60_000;
const REAPPLY_AGAIN = 5_000;

export function createWorker(options: WorkerOptions): Worker {
  const { store, records, alerting, now, observer, observatory } = options;
  const { dispatcher, institutions } = alerting;
  let repetitions: readonly Repetition[] = [];
  let stopping = false;
  let preparing: Promise<void> | undefined;
  let isApplied = false;

  /** What becomes of a customer: brought up to now, or, when the time to keep it is over, erased. */
  const age = (customer: Customer, recordId: string): Customer | Erased => {
    const { retention } = options;
    const advanced = options.advance(customer, recordId);
    const expiry = retention === undefined ? undefined : expiryOf(advanced, retention);
    if (expiry === undefined || expiry > now()) return advanced;
    return erased('retention', advanced.record.log.at(-1)!.at, now());
  };

  const bring = async (recordId: string, isAnew = false): Promise<void> => {
    const { lateness = -1, institution } = await records.update<Found>(recordId, (kept) => {
      if (kept?.kind === 'institution')
        return {
          kept: institutions === undefined ? disband(kept, now()) : kept,
          result: { institution: kept },
        };
      if (kept?.kind === 'erased') return { kept: kept.dueAt > now() ? kept : undefined, result: {} };
      if (kept?.kind !== 'customer') return { kept, result: {} };
      const lateness = now() - (dueAtOf(kept) ?? Number.POSITIVE_INFINITY);
      const aged = age(kept, recordId);
      return { kept: aged === kept && isAnew ? { ...kept } : aged, result: { lateness } };
    });
    if (lateness >= 0) observer.swept(lateness);
    if (institution !== undefined) await institutions?.check(institution.provider, institution.institutionId);
  };

  const sweepDue = createSweeper({
    store,
    now,
    bring,
    isStopping: () => stopping,
    onFailure: observer.failed,
  });

  const prepared = (): Promise<void> => {
    preparing ??= (observatory?.read() ?? Promise.resolve()).catch((error: unknown) => {
      preparing = undefined;
      throw error;
    });
    return preparing;
  };

  const sweepOnce = async (): Promise<number> => {
    await prepared();
    const swept = await sweepDue();
    await institutions?.checkPoked();
    return swept;
  };

  const reapply = async (): Promise<void> => {
    if (isApplied) return;
    await prepared();
    await reapplySettings({
      store,
      records,
      fingerprint: `${options.fingerprint}\nretention ${options.retention ?? 'none'}`,
      // Also where nothing else is different: when it is no longer kept may be.
      bring: (recordId) => bring(recordId, true),
      isStopping: () => stopping,
      onFailure: observer.failed,
    });
    isApplied = true;
  };

  return {
    prepared,

    async sweep() {
      await reapply();
      await observatory?.exchange();
      const swept = await sweepOnce();
      await dispatcher.poll();
      await dispatcher.idle();
      await institutions?.checkPoked();
      await dispatcher.idle();
      return swept;
    },

    start() {
      if (repetitions.length > 0 || stopping) return;
      const every = (pause: number, round: () => Promise<unknown>) =>
        repeat(async () => void (await round()), pause, observer.failed);
      repetitions = [
        every(SWEEP_EVERY, sweepOnce),
        every(POLL_EVERY, dispatcher.poll),
        every(REAPPLY_AGAIN, reapply),
        ...(observatory === undefined ? [] : [every(EXCHANGE_EVERY, observatory.exchange)]),
      ];
    },

    async stop() {
      stopping = true;
      await Promise.all(repetitions.map((repetition) => repetition.stop()));
      await dispatcher.stop();
      // One that was never started, such as that of an import, has a clock of its own: what it saw is no measure.
      if (repetitions.length > 0) await observatory?.exchange().catch(observer.failed);
    },
  };
}
