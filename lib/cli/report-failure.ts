import { CommanderError } from 'commander';
import { ConfigurationError, TrackerError } from '../errors.ts';

const FAILED = 1;
const CALLED_WRONGLY = 2;

/** Says on standard error why a command failed: a sentence, or with `json` an object. Returns the exit code. */
export function reportFailure(error: unknown, { json }: { json: boolean }): number {
  // Commander has printed its message, or the help or version that it ends with.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : CALLED_WRONGLY;
  const known = error instanceof TrackerError;
  const code = known ? error.code : 'unexpected';
  const message = error instanceof Error ? error.message : String(error);
  if (json) console.error(JSON.stringify({ error: { code, message } }));
  else console.error(known ? `error: ${message}` : `error: this should not happen: ${stackOf(error)}`);
  return error instanceof ConfigurationError ? CALLED_WRONGLY : FAILED;
}

/** Somebody has to look for the fault, so here the place helps more than a sentence. */
function stackOf(error: unknown): string {
  return (error instanceof Error && error.stack) || String(error);
}
