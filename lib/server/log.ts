import { type DestinationStream, type LevelWithSilent, type Logger, pino, stdTimeFunctions } from 'pino';
import { TrackerError } from '../errors.ts';

/** A JSON logger; writes to standard output unless told otherwise. */
export function createLog(level: LevelWithSilent, destination?: DestinationStream): Logger {
  const options = { level, base: null, timestamp: stdTimeFunctions.isoTime };
  return destination === undefined ? pino(options) : pino(options, destination);
}

/** Logs why a request failed on our side. */
export function logFailure(log: Logger, requestId: string, error: unknown): void {
  log.error({ requestId, error: describeFailure(error) }, 'failure');
}

/** Logs why something failed that nobody has asked for, and that is tried again by itself. */
export function logBackgroundFailure(log: Logger, error: unknown): void {
  log.error({ error: describeFailure(error) }, 'background failure');
}

/**
 * What may be logged of an error. The messages of others are left out, and so are their other fields: a
 * JSON parser quotes the text it fails on, and a Redis client adds the arguments of the command.
 */
function describeFailure(error: unknown): object {
  if (!(error instanceof Error)) return { name: typeof error };
  const message = error instanceof TrackerError ? error.message : undefined;
  const frames = error.stack?.split('\n').filter((line) => /^\s+at /.test(line));
  const { name, code } = error as NodeJS.ErrnoException;
  const cause = error.cause === undefined ? undefined : describeFailure(error.cause);
  return { name, code, message, stack: frames?.map((line) => line.trim()), cause };
}
