import pMap from 'p-map';
import { OUTCOMES, type WaitingOn } from '../../machines/session.ts';
import { defined } from '../fold/defined.ts';
import type { Definition } from '../fold/definition.ts';
import { advanceTo } from '../fold/record.ts';
import type { Place, Store } from '../store/store.ts';
import { institutionRecordIdOf, recordIdOfSession } from './ids.ts';
import type { Records } from './records.ts';
import { type Cell, cellName, cellOf, isIn, listIndex, SESSIONS } from './session-lists.ts';
import { standingsOf } from './standing.ts';
import type { SessionQuery, Tracker } from './tracker.ts';
import { toSummary } from './view.ts';
import type { SessionSummary, StagesView } from './views.ts';

export interface ListsOptions {
  readonly store: Store;
  readonly records: Pick<Records, 'load'>;
  /** By provider. */
  readonly definitions: ReadonlyMap<string, Definition>;
  readonly now: () => number;
  readonly prepared: () => Promise<void>;
}

const DEFAULT_LIMIT = 50;
/** Records in memory at one time: each can hold thousands of events. */
const AT_ONCE = 16;

/** Who is where, read from the indexes and counters that every commit keeps; nothing is looked at that is not shown. */
export function createLists(options: ListsOptions): Pick<Tracker, 'list' | 'stages'> {
  const { store, records, definitions, now, prepared } = options;

  const cells = async (): Promise<ReadonlyMap<string, number>> => (await store.totals([SESSIONS]))[0]!;

  const load = async (sessionId: string, query: SessionQuery): Promise<SessionSummary | undefined> => {
    const recordId = recordIdOfSession(sessionId)!;
    const kept = await records.load(recordId);
    if (kept?.kind !== 'customer') return undefined;
    const customer = { ...kept, record: advanceTo(kept.definition, kept.record, now()).record };
    const standings = standingsOf(customer);
    const index = standings.findIndex((standing) => standing.sessionId === sessionId);
    const standing = standings[index];
    // It may have moved since the index was read.
    if (standing === undefined || !isIn(standing, query)) return undefined;
    if (query.institutionId !== undefined && standing.institutionId !== query.institutionId) return undefined;
    return toSummary({ ...customer, recordId }, customer.record.folded.sessions[index]!);
  };

  return {
    async list(query = {}) {
      await prepared();
      const { limit = DEFAULT_LIMIT, after, institutionId } = query;
      const names = [...(await cells()).keys()].filter((name) => isIn(cellOf(name), query));
      const indexes = names.flatMap((name) => indexesOf(name, institutionId, definitions));
      if (indexes.length === 0) return { sessions: [] };
      const places = await store.range(indexes, { limit, ...defined({ after }) });
      const found = await pMap(places, ({ member }) => load(member, query), { concurrency: AT_ONCE });
      const next: Place | undefined = places.length === limit ? places.at(-1) : undefined;
      return { sessions: found.filter((one) => one !== undefined), ...defined({ next }) };
    },

    async stages() {
      const machines = new Map(
        [...definitions.values()].map((definition) => [definition.machine.id, definition]),
      );
      return stagesView([...machines.values()], await cells());
    },
  };
}

/**
 * An institution belongs to a provider; one that has no such institution has an empty index for it. Only where nobody has
 * the machine any more, any provider's sessions may still stand in it.
 */
function indexesOf(
  cell: string,
  institutionId: string | undefined,
  definitions: ReadonlyMap<string, Definition>,
): string[] {
  if (institutionId === undefined) return [listIndex(cell)];
  const { machine } = cellOf(cell);
  const providers = [...definitions.keys()];
  const own = providers.filter((provider) => definitions.get(provider)!.machine.id === machine);
  return (own.length > 0 ? own : providers).map((provider) =>
    listIndex(cell, institutionRecordIdOf(provider, institutionId)),
  );
}

const ENDINGS = OUTCOMES.filter((outcome) => outcome !== 'open');

function stagesView(definitions: readonly Definition[], counts: ReadonlyMap<string, number>): StagesView {
  const count = (cell: Cell) => counts.get(cellName(cell)) ?? 0;
  const counted = [...counts].map(([name, sessions]) => ({ ...cellOf(name), sessions }));
  return {
    stages: definitions.flatMap(({ machine }) =>
      stagesOf(machine.id, Object.keys(machine.states), counted).map((stage) => {
        const cell = { machine: machine.id, stage, outcome: 'open' } as const;
        const stuck = count({ ...cell, stuck: true });
        const meta = machine.states[stage]?.meta as { waitingOn?: WaitingOn } | undefined;
        const open = count({ ...cell, stuck: false }) + stuck;
        return { machine: machine.id, stage, waitingOn: meta?.waitingOn ?? 'nobody', open, stuck };
      }),
    ),
    outcomes: definitions.flatMap(({ machine }) =>
      ENDINGS.map((outcome) => ({
        machine: machine.id,
        outcome,
        sessions: counted
          .filter((cell) => cell.machine === machine.id && cell.outcome === outcome)
          .reduce((sum, { sessions }) => sum + sessions, 0),
      })),
    ),
  };
}

/** The stages of a machine, and those of an older version that sessions are still counted in. */
function stagesOf(
  machine: string,
  known: readonly string[],
  counted: readonly (Cell & { sessions: number })[],
) {
  const open = counted.filter((cell) => cell.machine === machine && cell.outcome === 'open');
  return [...new Set([...known, ...open.map(({ stage }) => stage)])];
}
