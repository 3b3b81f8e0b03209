import { ConfigurationError, TrackerError } from '../errors.ts';
import { printable } from './text.ts';

export interface Answer {
  readonly status: number;
  /** The parsed JSON; undefined when the answer held none. */
  readonly body: unknown;
}

/** In ms: how long a server may take to answer. */
export const TIMEOUT = 10_000;

/** The variable with the API key. There is no flag, because every user of a machine can read its command lines. */
export const KEY_VARIABLE = 'CONNECT_TRACKER_KEY';

/**
 * One HTTP request to a server of connect-tracker, with the API key of the environment, if any. Any status is an answer.
 *
 * Throws `TrackerError` `unreachable` when none came, and `ConfigurationError` for a key that cannot be sent.
 */
export async function ask(url: string, init: RequestInit = {}): Promise<Answer> {
  return request(url, withKey(init));
}

/** The same without a key, for whoever is no user of the status API. */
export async function request(url: string, init: RequestInit = {}): Promise<Answer> {
  try {
    const response = await fetch(url, { ...init, redirect: 'manual', signal: AbortSignal.timeout(TIMEOUT) });
    return { status: response.status, body: parsed(await response.text()) };
  } catch (error) {
    throw unreachable(url, error as Error);
  }
}

/** A request with the API key of the environment, if any. Throws `ConfigurationError` for a key that cannot be sent. */
export function withKey(init: RequestInit): RequestInit {
  const key = keyIn(process.env);
  if (key === undefined) return init;
  const headers = new Headers(init.headers);
  headers.set('authorization', `Bearer ${key}`);
  return { ...init, headers };
}

/** What an answer that was not hoped for says of itself, without a full stop: `401 invalid-signature: the signature …`. */
export function describeProblem({ status, body }: Answer): string {
  const { code, title, detail } = Object(body) as Record<string, unknown>;
  const words = [code ?? title, detail].filter((text) => typeof text === 'string');
  const said = words.length === 0 ? String(status) : `${status} ${words.join(': ')}`;
  return printable(said.replace(/\.$/, ''));
}

function keyIn(env: Readonly<Record<string, string | undefined>>): string | undefined {
  const key = env[KEY_VARIABLE]?.trim();
  if (key === undefined || key === '') return undefined;
  if (/^[\x21-\x7e]+$/.test(key)) return key;
  throw new ConfigurationError(
    `environment variable ${KEY_VARIABLE}: expected an API key, which has no blanks and no other characters than ASCII.`,
  );
}

/** The JSON of a body; undefined when it is none. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The error for a request that no answer came to. */
export function unreachable(url: string, error: Error): TrackerError {
  const message =
    `no server answers at ${new URL(url).origin} (${reasonOf(error)}). ` +
    'Start one with "connect-tracker serve", or say where it is with --url or CONNECT_TRACKER_URL.';
  return new TrackerError('unreachable', message, { retryable: true, cause: error });
}

/** Why a connection failed, in a few words. */
export function reasonOf(error: Error): string {
  const { code, message } = Object(error.cause ?? error) as NodeJS.ErrnoException;
  if (error.name === 'TimeoutError') return `no answer within ${TIMEOUT / 1_000} s`;
  return code === 'ECONNREFUSED' ? 'connection refused' : (code ?? message);
}
