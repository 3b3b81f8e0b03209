import type { IncomingMessage } from 'node:http';
import { ProblemError } from './problem.ts';

/** A query parameter that a route knows. */
export interface Parameter<T> {
  /** Completes "must be …". */
  readonly expected: string;
  /** `undefined` when the text does not fit. */
  parse(text: string): T | undefined;
}

/** What was given of the known parameters. */
export type Values<P> = { -readonly [Name in keyof P]?: P[Name] extends Parameter<infer T> ? T : never };

/**
 * The parameters of a request's query. Throws an `invalid-query` problem for one that is unknown, given twice, or
 * does not fit: a filter that is misspelt and quietly ignored would give an answer to another question.
 */
export function readQuery<P extends Record<string, Parameter<unknown>>>(
  request: IncomingMessage,
  known: P,
): Values<P> {
  const [, query = ''] = (request.url ?? '').split('?');
  const values: Record<string, unknown> = {};
  for (const [name, text] of new URLSearchParams(query)) {
    const parameter = Object.hasOwn(known, name) ? known[name] : undefined;
    if (!parameter) throw invalid(`The parameter "${name}" is not known here. ${listKnown(known)}`);
    if (Object.hasOwn(values, name)) throw invalid(`The parameter "${name}" is given twice.`);
    const value = parameter.parse(text);
    if (value === undefined) throw invalid(`The parameter "${name}" must be ${parameter.expected}.`);
    values[name] = value;
  }
  return values as Values<P>;
}

export function oneOf<T extends string>(choices: readonly T[]): Parameter<T> {
  return {
    expected: `one of: ${choices.join(', ')}`,
    parse: (text) => choices.find((choice) => choice === text),
  };
}

/** Without control, invisible or line-breaking characters, so that it stays on one line of a log. */
export function printable(most: number): Parameter<string> & { parse(value: unknown): string | undefined } {
  const pattern = new RegExp(`^[^\\p{C}\\p{Zl}\\p{Zp}]{1,${most}}$`, 'u');
  return {
    expected: `1 to ${most} printable characters`,
    parse: (value: unknown) => (typeof value === 'string' && pattern.test(value) ? value : undefined),
  };
}

export function wholeNumber(least: number, most: number): Parameter<number> {
  return {
    expected: `a whole number from ${least} to ${most}`,
    parse: (text) => {
      const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
      return value >= least && value <= most ? value : undefined;
    },
  };
}

export const flag: Parameter<boolean> = {
  expected: 'true or false',
  parse: (text) => (text === 'true' ? true : text === 'false' ? false : undefined),
};

/** A moment with its zone, in ms since the epoch. A `+` that was not encoded has become a blank. */
export const moment: Parameter<number> = {
  expected: 'an ISO 8601 time with its zone, such as 2026-03-02T09:00:00Z',
  parse(text) {
    const pattern = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+ -]\d\d:\d\d)$/;
    const at = pattern.test(text) ? Date.parse(text.replace(' ', '+')) : Number.NaN;
    return Number.isNaN(at) ? undefined : at;
  },
};

export const day: Parameter<string> = {
  expected: 'a day such as 2026-03-02',
  parse: (text) => (/^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text)) ? text : undefined),
};

/** For the detail of a problem. */
export function listKnown(known: object): string {
  const names = Object.keys(known);
  return names.length === 0 ? 'There are none.' : `Known: ${names.join(', ')}.`;
}

function invalid(detail: string): ProblemError {
  return new ProblemError('invalid-query', detail);
}
