import { StoreUnavailableError } from '../../errors.ts';

export interface WriterLimits {
  /** After a fatal error LMDB never answers again, so that a write has to have an end of its own, in ms. */
  readonly deadline: number;
  /**
   * How long a failed write counts against the store, in ms, unless a later one succeeds. Trying by ourselves would
   * tell nothing: on a full disk LMDB still fits small values into pages it has.
   */
  readonly problemLifetime: number;
}

const LIMITS: WriterLimits = { deadline: 10_000, problemLifetime: 10_000 };

/** Runs what touches LMDB and turns what it throws into `StoreUnavailableError`; remembers if writing fails. */
export interface Writer {
  write<T>(action: () => Promise<T>): Promise<T>;
  reading<T>(action: () => T): T;
  /** Why the last write failed, if it did so lately. */
  problem(): string | undefined;
}

export function createWriter(name: string, { deadline, problemLifetime } = LIMITS): Writer {
  let failure: { readonly message: string; readonly at: number } | undefined;

  const write = async <T>(action: () => Promise<T>): Promise<T> => {
    try {
      const result = await within(deadline, action());
      failure = undefined;
      return result;
    } catch (error) {
      const cause = await causeOf(error);
      const message = `The store ${name} cannot be written: ${String(cause)}. Is its disk full?`;
      failure = { message, at: Date.now() };
      throw new StoreUnavailableError(message, cause);
    }
  };

  const reading = <T>(action: () => T): T => {
    try {
      return action();
    } catch (error) {
      throw new StoreUnavailableError(`The store ${name} cannot be read: ${String(error)}.`, error);
    }
  };

  const problem = (): string | undefined =>
    failure !== undefined && Date.now() - failure.at < problemLifetime ? failure.message : undefined;

  return { write, reading, problem };
}

/** A commit that fails carries its cause as a promise in `commitError`, which would end the process if left alone. */
async function causeOf(error: unknown): Promise<unknown> {
  const { commitError } = error as { commitError?: Promise<never> };
  return commitError === undefined ? error : commitError.catch((cause: unknown) => cause);
}

async function within<T>(ms: number, promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${ms / 1000} s; restart this process`)), ms);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
