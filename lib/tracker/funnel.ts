import { DAY } from '../../machines/session.ts';
import { TrackerError } from '../errors.ts';
import { defined } from '../fold/defined.ts';
import type { Definition } from '../fold/definition.ts';
import type { Store } from '../store/store.ts';
import { CONNECTIONS } from './connection.ts';
import { funnelCounter, institutionsCounter } from './funnel-figures.ts';
import { type Figures, figuresIn, institutionGroups, toGroup } from './funnel-report.ts';
import { createTotals } from './funnel-totals.ts';
import { institutionRecordIdOf } from './ids.ts';
import { dayOf } from './standing.ts';
import type { FunnelQuery, Tracker } from './tracker.ts';
import type { FunnelGroup, FunnelView } from './views.ts';

export interface FunnelOptions {
  readonly store: Pick<Store, 'totals'>;
  /** By provider. */
  readonly definitions: ReadonlyMap<string, Definition>;
}

/** What a question comes to. */
interface Asked {
  readonly machine: string;
  /** Of the machine, in the order of the flow. */
  readonly stages: readonly string[];
  readonly days: readonly string[];
}

const MOST_DAYS = 92;
const DEFAULT_MACHINE = 'connect';

/**
 * How far sessions got, read from counters that every commit keeps: it costs as much as there are days, and no more once
 * each stage has lasted every length of time that it lasts.
 */
export function createFunnel({ store, definitions }: FunnelOptions): Pick<Tracker, 'funnel'> {
  const totals = createTotals(store);

  /** The counters of all days of one machine, at one institution where one is asked for. */
  const read = async (query: FunnelQuery, machine: string, days: readonly string[]): Promise<Figures[]> => {
    const { institutionId } = query;
    const ids =
      institutionId === undefined
        ? [undefined]
        : providersOf(machine, definitions).map((provider) => institutionRecordIdOf(provider, institutionId));
    const names = ids.flatMap((id) => days.map((day) => funnelCounter(machine, day, id)));
    const counted = await totals(names);
    return counted.map((fields, index) => figuresIn(fields, days[index % days.length]!, query.connection));
  };

  const groups = async (query: FunnelQuery, asked: Asked, figures: readonly Figures[]) => {
    const { by, connection } = query;
    const { machine, stages, days } = asked;
    if (by === undefined) return undefined;
    if (by === 'institution')
      return institutionGroups(
        await totals(days.map((day) => institutionsCounter(machine, day))),
        connection,
      );
    const flat = figures.flat();
    const values = by === 'day' ? days : CONNECTIONS;
    return values
      .map((value): FunnelGroup => {
        const own = flat.filter((figure) => figure[by] === value);
        return { [by]: value, ...toGroup(own, stages, query) };
      })
      .filter(({ sessions }) => by === 'day' || sessions > 0);
  };

  return {
    async funnel(query) {
      const { machine = DEFAULT_MACHINE, from, to, institutionId, connection } = query;
      const stages = stagesOf(machine, definitions);
      const days = daysFrom(from, to);
      const figures = await read(query, machine, days);
      const view: FunnelView = {
        machine,
        from,
        to,
        ...defined({ institutionId, connection }),
        ...toGroup(figures.flat(), stages, query),
      };
      return { ...view, ...defined({ groups: await groups(query, { machine, stages, days }, figures) }) };
    },
  };
}

function stagesOf(machine: string, definitions: ReadonlyMap<string, Definition>): string[] {
  const definition = [...definitions.values()].find((one) => one.machine.id === machine);
  if (definition === undefined) throw new TrackerError('unknown-machine', `no machine is called ${machine}`);
  return Object.keys(definition.machine.states);
}

function providersOf(machine: string, definitions: ReadonlyMap<string, Definition>): string[] {
  return [...definitions].flatMap(([provider, definition]) =>
    definition.machine.id === machine ? [provider] : [],
  );
}

/** Every day from one to another, both included. */
function daysFrom(from: string, to: string): string[] {
  const [first, last] = [Date.parse(from), Date.parse(to)];
  const count = (last - first) / DAY + 1;
  const isRange = dayOrNothing(first) === from && dayOrNothing(last) === to && count >= 1;
  if (!isRange || count > MOST_DAYS)
    throw new TrackerError(
      'invalid-range',
      `from and to must be days such as 2026-03-02, at most ${MOST_DAYS} of them, from before to`,
    );
  return Array.from({ length: count }, (_, index) => dayOf(first + index * DAY));
}

function dayOrNothing(at: number): string | undefined {
  return Number.isNaN(at) ? undefined : dayOf(at);
}
