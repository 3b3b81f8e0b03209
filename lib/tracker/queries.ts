import type { Definition } from '../fold/definition.ts';
import { type Folding, fold } from '../fold/fold.ts';
import { advanceTo } from '../fold/record.ts';
import { hasEnded, type Session } from '../fold/session.ts';
import { recordIdOf, recordIdOfSession, revisionOf, sessionIdOf } from './ids.ts';
import type { Customer } from './kept.ts';
import type { Records } from './records.ts';
import type { Answer, Answers, CustomerQuery, Tracker } from './tracker.ts';
import { type Subject, toSummary, toTimeline } from './view.ts';
import type { SessionView } from './views.ts';

export interface QueriesOptions {
  readonly records: Pick<Records, 'look'>;
  readonly definitionOf: (provider: string) => Definition;
  readonly now: () => number;
  readonly prepared: () => Promise<void>;
}

export const DEFAULT_PROVIDER = 'connect';

/** Where customers are, or were, folded up to the moment asked for; nothing is written. */
export function createQueries(
  options: QueriesOptions,
): Pick<Tracker, 'answers' | 'customer' | 'sessions' | 'session'> {
  const { records, definitionOf, now, prepared } = options;

  /** The answer about a record: `view` is only asked for when somebody has not got it yet. */
  const answer = async <T>(
    recordId: string,
    at: number | undefined,
    view: (subject: Subject) => T,
  ): Promise<Answer<T> | undefined> => {
    await prepared();
    const { kept, version } = await records.look(recordId);
    const customer = kept?.kind === 'customer' ? asOf(kept, at, now()) : undefined;
    if (customer === undefined) return undefined;
    const { definition, record } = customer;
    const moment = at === undefined ? '' : String(at);
    return {
      revision: revisionOf(version, definition.fingerprint, String(record.folded.firedAt), moment),
      view: () => view({ ...customer, recordId }),
    };
  };

  const ofCustomer = <T>(
    customerId: string,
    { provider = DEFAULT_PROVIDER, at }: CustomerQuery,
    view: (subject: Subject) => T,
  ): Promise<Answer<T> | undefined> => {
    definitionOf(provider);
    return answer(recordIdOf(provider, customerId), at, view);
  };

  const answers: Answers = {
    customer: async (customerId, query = {}) =>
      ofCustomer(customerId, query, (subject) => {
        const { sessions } = subject.record.folded;
        return { ...toSummary(subject, currentSession(sessions)), sessions: sessions.length };
      }),

    sessions: async (customerId, query = {}) =>
      ofCustomer(customerId, query, (subject) =>
        subject.record.folded.sessions.map((session) => toSummary(subject, session)).reverse(),
      ),

    async session(sessionId, { at } = {}) {
      const recordId = recordIdOfSession(sessionId);
      const found = recordId && (await answer(recordId, at, (subject) => viewSession(subject, sessionId)));
      if (!found) return undefined;
      const view = found.view();
      return view && { ...found, view: () => view };
    },
  };

  return {
    answers,
    customer: async (customerId, query) => (await answers.customer(customerId, query))?.view(),
    sessions: async (customerId, query) => (await answers.sessions(customerId, query))?.view(),
    session: async (sessionId, query) => (await answers.session(sessionId, query))?.view(),
  };
}

/** A customer at a moment, by what is known now; `undefined` before the first event. */
function asOf(customer: Customer, at: number | undefined, now: number): Customer | undefined {
  const { definition, record } = customer;
  if (at === undefined) return { ...customer, record: advanceTo(definition, record, now).record };
  const log = record.log.filter((event) => event.at <= at);
  return log.length === 0
    ? undefined
    : { ...customer, record: { log, folded: fold(definition, log, at).folded } };
}

/** The last session that is open, or else the last one. */
function currentSession(sessions: readonly Session[]): Session {
  return (sessions.findLast((session) => !hasEnded(session)) ?? sessions.at(-1))!;
}

/** A timeline needs every step, so the log is folded anew; an id from before a late event is followed through the log. */
function viewSession(subject: Subject, sessionId: string): SessionView | undefined {
  const { recordId, record } = subject;
  const { folded, steps } = refolded(subject);
  const opens = (entry: number | undefined) =>
    entry !== undefined && sessionIdOf(recordId, record.log[entry]!) === sessionId;
  const direct = folded.sessions.findIndex(({ opener }) => opens(opener));
  const index = direct === -1 ? steps.find(({ entry }) => opens(entry))?.session : direct;
  if (index === undefined) return undefined;
  return { ...toSummary(subject, folded.sessions[index]!), timeline: toTimeline(record.log, steps, index) };
}

/** Up to what has fired at the moment asked for; no timer is due between that and the moment. */
function refolded({ definition, record }: Subject): Folding {
  const last = record.log.at(-1)?.at ?? 0;
  return fold(definition, record.log, Math.max(last, record.folded.firedAt));
}
