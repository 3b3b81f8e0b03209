import { TrackerError } from '../errors.ts';
import { ask } from './client.ts';
import { codeOf, refusal } from './refusal.ts';

/** Something a server is asked for. */
export interface Wanted {
  /** Begins with a slash. */
  readonly path: string;
  /** Parameters; those without a value are left out. */
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>;
  /** In words. */
  readonly what: string;
  /** A member that the answer has. */
  readonly member: string;
  /** What it means that the server does not know it. */
  readonly unknown?: string;
}

/**
 * The answer of a server to one question. Throws `TrackerError` `unreachable`, `not-found`, `request-refused` or, when the
 * answer is no answer of such a server, `unexpected-answer`.
 */
export async function get<T extends object>(url: string, wanted: Wanted): Promise<T> {
  const { path, query = {}, what, member, unknown = 'is not known' } = wanted;
  const answer = await ask(`${url}${path}${queryOf(query)}`);
  // Also what has no such route does not find it, but says so in another way.
  if (answer.status === 404 && /^(customer|session)-not-found$/.test(codeOf(answer) ?? ''))
    throw new TrackerError('not-found', `${what} ${unknown} at ${url}.`);
  if (answer.status !== 200 || Object(answer.body)[member] === undefined) throw refusal(url, what, answer);
  return answer.body as T;
}

/** `?a=b`, or nothing. */
export function queryOf(query: NonNullable<Wanted['query']>): string {
  const given = Object.entries(query).flatMap(([name, value]): [string, string][] =>
    value === undefined ? [] : [[name, String(value)]],
  );
  return given.length === 0 ? '' : `?${new URLSearchParams(given)}`;
}
