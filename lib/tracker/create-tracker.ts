import { TrackerError } from '../errors.ts';
import { createDefinition, type Definition } from '../fold/definition.ts';
import { fold } from '../fold/fold.ts';
import { advanceTo } from '../fold/record.ts';
import { hasEnded, type Session } from '../fold/session.ts';
import type { Provider } from '../providers/provider.ts';
import type { Store } from '../store/store.ts';
import { recordIdOf, recordIdOfSession, sessionIdOf } from './ids.ts';
import { createRecorder } from './recorder.ts';
import type { CustomerQuery, Tracker } from './tracker.ts';
import { type Subject, toSummary, toTimeline } from './view.ts';
import type { SessionView } from './views.ts';

export interface TrackerOptions {
  readonly store: Store;
  readonly providers: readonly Pick<Provider, 'name' | 'machine' | 'joins'>[];
  /** The clock, in ms since the epoch. Default: `Date.now`. */
  readonly now?: () => number;
  /** Bytes of stored records that are kept decoded in memory. Default: 64 MB. */
  readonly cacheBytes?: number;
  /** Events that one customer can make the store hold. Default: 5,000. */
  readonly maxEvents?: number;
}

const DEFAULT_PROVIDER = 'connect';

/**
 * Joins the fold with a store: records events, answers questions.
 *
 * @example
 * const tracker = createTracker({ store: await openStore('lmdb://./data'), providers: [connectProvider()] });
 * await tracker.record(event);
 * await tracker.customer('7001'); // { stage: 'mfa', waitingOn: 'customer', … }
 */
export function createTracker(options: TrackerOptions): Tracker {
  const { store, providers, now = Date.now, cacheBytes = 64 * 1024 * 1024, maxEvents = 5000 } = options;
  const definitions = new Map(
    providers.map(({ name, machine, joins }) => [name, createDefinition(machine, joins)]),
  );
  const definitionOf = (provider: string): Definition => {
    const definition = definitions.get(provider);
    if (definition === undefined)
      throw new TrackerError('unknown-provider', `no provider is called ${provider}`);
    return definition;
  };
  const recorder = createRecorder({ store, definitionOf, now, cacheBytes, maxEvents });

  /** A customer's record folded up to now; nothing is written. */
  const current = async (customerId: string, { provider = DEFAULT_PROVIDER }: CustomerQuery) => {
    definitionOf(provider);
    const recordId = recordIdOf(provider, customerId);
    const loaded = await recorder.load(recordId);
    if (loaded === undefined) return undefined;
    const { folded } = advanceTo(loaded.definition, loaded.record, now()).record;
    return { subject: { ...loaded, recordId }, sessions: folded.sessions };
  };

  return {
    record: recorder.record,

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
      const loaded = recordId && (await recorder.load(recordId));
      return recordId && loaded ? viewSession({ ...loaded, recordId }, sessionId, now()) : undefined;
    },

    reject: (rejection) => store.reject(rejection),
    rejections: (limit) => store.rejections(limit),
    health: () => store.health(),
    close: () => store.close(),
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
