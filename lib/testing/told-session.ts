import type { SessionSummary, SessionView, TimelineEntry } from '../tracker/views.ts';

/** What an assertion needs of a session; every answer about one has it. */
export type ToldSession = Pick<
  SessionSummary,
  'sessionId' | 'customerId' | 'stage' | 'since' | 'stuck' | 'outcome' | 'waitingOn' | 'expectedNext'
> &
  Partial<Pick<SessionSummary, 'sessionKey' | 'stuckAt'> & Pick<SessionView, 'timeline'>>;

const TEXTS = ['sessionId', 'customerId', 'stage', 'since', 'outcome', 'waitingOn'] as const;

/** Whether something is what a tracker answers about a session. */
export function isToldSession(value: unknown): value is ToldSession {
  const fields = Object(value) as Record<string, unknown>;
  return (
    TEXTS.every((name) => typeof fields[name] === 'string') &&
    typeof fields['stuck'] === 'boolean' &&
    Array.isArray(fields['expectedNext'])
  );
}

/** What was given instead of a session, and what to give. */
export function describeOther(value: unknown): string {
  const wanted = 'expected what a tracker says of a session, or of the current one of a customer';
  if (value === undefined) return `${wanted}, but got undefined: nothing is known of it`;
  if (typeof (value as { then?: unknown } | null)?.then === 'function')
    return `${wanted}, but got a promise: await it first`;
  if (Array.isArray(value)) return `${wanted}, but got a list: take one of its ${value.length}`;
  return `${wanted}, but got something else: ${value === null ? 'null' : typeof value}`;
}

export function nameOf({ sessionKey, sessionId, customerId }: ToldSession): string {
  return `session ${sessionKey ?? sessionId} of customer ${customerId}`;
}

/** Where a session is, in words: what every message ends with. */
export function describePlace({ stage, since, outcome, expectedNext }: ToldSession): string {
  const next = expectedNext.length === 0 ? '' : ` (expected next: ${expectedNext.join(', ')})`;
  const end = outcome === 'open' ? '' : `, ${outcome}`;
  return `at ${stage} since ${toSecond(since)}${end}${next}`;
}

/** The stages that a session went through, each stay once, however many events it had. */
export function visitedStages(timeline: readonly Pick<TimelineEntry, 'stage'>[]): string[] {
  return timeline.map(({ stage }) => stage).filter((stage, index, all) => stage !== all[index - 1]);
}

/** Why a session is not stuck, or since when it is. */
export function describeStuck({ stuck, stuckAt, waitingOn }: ToldSession): string {
  const at = stuckAt && toSecond(stuckAt);
  if (stuck) return `stuck${at ? ` since ${at}` : ''}, waiting on the ${waitingOn}`;
  return at ? `not stuck before ${at}` : 'in no stage that can be stuck';
}

/** ISO 8601 without a fraction of a second. */
function toSecond(iso: string): string {
  return iso.replace(/\.\d+Z$/, 'Z');
}
