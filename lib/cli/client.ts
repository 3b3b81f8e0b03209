import { TrackerError } from '../errors.ts';
import { printable } from './text.ts';

export interface Answer {
  readonly status: number;
  /** The parsed JSON; undefined when the answer held none. */
  readonly body: unknown;
}

const TIMEOUT = 10_000;

/**
 * One HTTP request to a server of connect-tracker. Any status is an answer.
 *
 * Throws `TrackerError` `unreachable` when none came.
 */
export async function ask(url: string, init: RequestInit = {}): Promise<Answer> {
  try {
    const response = await fetch(url, { ...init, redirect: 'manual', signal: AbortSignal.timeout(TIMEOUT) });
    return { status: response.status, body: parsed(await response.text()) };
  } catch (error) {
    throw new TrackerError('unreachable', unreachable(new URL(url).origin, error as Error), {
      retryable: true,
      cause: error,
    });
  }
}

/** What an answer that was not hoped for says of itself, without a full stop: `401 invalid-signature: the signature …`. */
export function describeProblem({ status, body }: Answer): string {
  const { code, title, detail } = Object(body) as Record<string, unknown>;
  const words = [code ?? title, detail].filter((text) => typeof text === 'string');
  const said = words.length === 0 ? String(status) : `${status} ${words.join(': ')}`;
  return printable(said.replace(/\.$/, ''));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function unreachable(origin: string, error: Error): string {
  const { code, message } = Object(error.cause ?? error) as NodeJS.ErrnoException;
  const reason =
    error.name === 'TimeoutError'
      ? `no answer within ${TIMEOUT / 1_000} s`
      : code === 'ECONNREFUSED'
        ? 'connection refused'
        : (code ?? message);
  return (
    `no server answers at ${origin} (${reason}). ` +
    'Start one with "connect-tracker serve", or say where it is with --url or CONNECT_TRACKER_URL.'
  );
}
