import type { Definition } from '../fold/definition.ts';
import { fold } from '../fold/fold.ts';
import { advanceTo } from '../fold/record.ts';
import { hasEnded, type Session } from '../fold/session.ts';
import { recordIdOf, recordIdOfSession, sessionIdOf } from './ids.ts';
import type { Records } from './records.ts';
import type { CustomerQuery, Tracker } from './tracker.ts';
import { type Subject, toSummary, toTimeline } from './view.ts';
import type { SessionView } from './views.ts';

export interface QueriesOptions {
  readonly records: Pick<Records, 'load'>;
  readonly definitionOf: (provider: string) => Definition;
  readonly now: () => number;
  readonly prepared: () => Promise<void>;
}

const DEFAULT_PROVIDER = 'connect';

/** Where customers are, folded up to now; nothing is written. */
export function createQueries(options: QueriesOptions): Pick<Tracker, 'customer' | 'sessions' | 'session'> {
  const { records, definitionOf, now, prepared } = options;

  const load = async (recordId: string): Promise<Subject | undefined> => {
    await prepared();
    const kept = await records.load(recordId);
    return kept?.kind === 'customer' ? { ...kept, recordId } : undefined;
  };

  const current = async (customerId: string, { provider = DEFAULT_PROVIDER }: CustomerQuery) => {
    definitionOf(provider);
    const subject = await load(recordIdOf(provider, customerId));
    if (subject === undefined) return undefined;
    const { folded } = advanceTo(subject.definition, subject.record, now()).record;
    return { subject, sessions: folded.sessions };
  };

  return {
    async customer(customerId, query = {}) {
      const found = await current(customerId, query);
      if (found === undefined) return undefined;
      const { subject, sessions } = found;
      return { ...toSummary(subject, currentSession(sessions)), sessions: sessions.length };
    },

    async sessions(customerId, query = {}) {
      const found = await current(customerId, query);
      return found?.sessions.map((session) => toSummary(found.subject, session)).reverse();
    },

    async session(sessionId) {
      const recordId = recordIdOfSession(sessionId);
      const subject = recordId && (await load(recordId));
      return subject ? viewSession(subject, sessionId, now()) : undefined;
    },
  };
}

/** The last session that is open, or else the last one. */
function currentSession(sessions: readonly Session[]): Session {
  return (sessions.findLast((session) => !hasEnded(session)) ?? sessions.at(-1))!;
}

/** A timeline needs every step, so the log is folded anew; an id from before a late event is followed through the log. */
function viewSession(subject: Subject, sessionId: string, now: number): SessionView | undefined {
  const { recordId, definition, record } = subject;
  const { folded, steps } = fold(definition, record.log, Math.max(now, record.folded.firedAt));
  const opens = (entry: number | undefined) =>
    entry !== undefined && sessionIdOf(recordId, record.log[entry]!) === sessionId;
  const direct = folded.sessions.findIndex(({ opener }) => opens(opener));
  const index = direct === -1 ? steps.find(({ entry }) => opens(entry))?.session : direct;
  if (index === undefined) return undefined;
  return { ...toSummary(subject, folded.sessions[index]!), timeline: toTimeline(record.log, steps, index) };
}
