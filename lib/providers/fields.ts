import type { Json } from '../fold/event.ts';

/** Fields of an event before the absent ones are left out. */
export type Fields = Readonly<Record<string, Json | undefined>>;

/** No control, invisible or line-breaking characters: one id stays on one line of a log, and is what it looks like. */
const PRINTABLE = /^[^\p{C}\p{Zl}\p{Zp}]{1,200}$/u;
const TOKEN = /^[A-Za-z0-9_-]{1,64}$/;

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Whom or what an event belongs to: 1 to 200 printable characters, or an integer. Integers beyond 2^53 are refused,
 * since parsing makes several of them the same number, and so several customers one.
 */
export function identifierOf(value: unknown): string | undefined {
  const text = Number.isSafeInteger(value) ? String(value) : value;
  return typeof text === 'string' && PRINTABLE.test(text) ? text : undefined;
}

/** An id within an event, as text. Its schema has seen to the rest. */
export function idOf(value: string | number | undefined): string | undefined {
  return value === undefined ? undefined : String(value);
}

/** A word of a fixed vocabulary, such as a status. Anything else may be free text, even a person's name: dropped. */
export function tokenOf(value: unknown): string | undefined {
  return typeof value === 'string' && TOKEN.test(value) ? value : undefined;
}

/** A boolean that the vendor may write as a string, or as null when it does not apply. */
export function flagOf(value: boolean | 'true' | 'false' | null | undefined): boolean | undefined {
  return value === null || value === undefined ? undefined : String(value) === 'true';
}
