import { refTo, type Schema } from './components.ts';
import type { Parameter } from './operation.ts';

/** What parameters can name. */
export interface Vocabulary {
  readonly providerNames: readonly string[];
  readonly machines: readonly string[];
  /** Of all machines. */
  readonly stages: readonly string[];
}

const choice = (choices: readonly string[], otherwise?: string): Schema => ({
  type: 'string',
  enum: choices,
  ...(otherwise === undefined ? {} : { default: otherwise }),
});

export function query(name: string, description: string, schema: Schema): Parameter {
  return { name, in: 'query', description, schema };
}

export function inPath(name: string, description: string, example: string): Parameter {
  const schema = { type: 'string', minLength: 1 };
  return { name, in: 'path', description, required: true, schema, example };
}

export const customerId = inPath('customerId', 'The id of the customer, as the provider sends it.', '7001');
export const sessionId = inPath('sessionId', 'The id of a session.', '7d73d581e767e267ffcd0706-882ee6e7da');
export const alertId = inPath('alertId', 'The id of an alert.', '7d73d581e767e267ffcd0706_6ad1ce1b4a');

export function provider({ providerNames }: Vocabulary): Parameter {
  return query('provider', 'Whose customer it is.', choice(providerNames, 'connect'));
}

export const at = query(
  'at',
  'Asks what was so at this time, by what is known now: ISO 8601 with its zone.',
  { type: 'string', format: 'date-time', examples: ['2026-03-02T09:00:00Z'] },
);

export const revision: Parameter = {
  name: 'If-None-Match',
  in: 'header',
  description: 'An ETag of this answer: 304 is answered while it holds.',
  schema: { type: 'string', minLength: 1 },
};

export const institution = query('institutionId', 'Where the customer is, or was at the end.', {
  type: 'string',
  minLength: 1,
  maxLength: 200,
});

/** What sessions can be told apart by. */
export function sessionFilters({ stages, machines }: Vocabulary): Parameter[] {
  return [
    query('stage', 'The stage that the session is in, or was in at its end.', choice(stages)),
    query('stuck', 'Whether the stage lasts longer than it may.', { type: 'boolean' }),
    query('outcome', '`open`, or how the session ended.', refTo('Outcome')),
    institution,
    query('machine', 'The statechart that the session runs through.', choice(machines)),
  ];
}

export function limit(what: string): Parameter {
  const schema = { type: 'integer', minimum: 1, maximum: 100, default: 50 };
  return query('limit', `How many ${what} at most.`, schema);
}

export const cursor = query('cursor', '`next` of the page before.', refTo('Cursor'));

export { choice };
