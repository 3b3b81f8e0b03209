import type { AnyStateMachine } from 'xstate';
import { defined } from './defined.ts';
import type { LoggedEvent } from './event.ts';
import { createStatechart, type Statechart, withDelays } from './statechart.ts';

/** A machine with what the fold needs to know about it. */
export interface Definition {
  readonly machine: AnyStateMachine;
  readonly chart: Statechart;
  /** Changes with the machine's version and with its delays: what was folded by another is folded anew. */
  readonly fingerprint: string;
  /** The event type that begins an attempt. */
  readonly opens?: string;
  /** Whether the machine has a place for this event type in its flow. */
  knows(type: string): boolean;
  /** Whether an event type only says something about a session, without moving it. */
  isFact(type: string): boolean;
  /** The place of an event type in the flow; unknown types come last. */
  rank(type: string): number;
  /** A provider's own rule for which session, known by its context, an event belongs to; it comes before all others. */
  readonly joins?: (context: unknown, event: LoggedEvent) => boolean;
}

/** What a definition has beside its machine. */
export interface DefinitionOptions {
  readonly joins?: Definition['joins'];
  /** Delays that differ from the machine's own. */
  readonly delays?: Delays;
}

/** Delays by name that depend on settings, or on where a session is and since when. */
export interface Delays {
  /** Changes with the settings: what was folded by others is folded anew. */
  readonly fingerprint: string;
  /** In ms; `undefined` leaves it to the machine. For one name, context and time it always says the same. */
  delay(name: string, context: unknown, at: number): number | undefined;
}

interface RootMeta {
  order?: readonly string[];
  opens?: string;
  facts?: readonly string[];
}

/** Reads `order`, `opens` and `facts` from the `meta` of the machine's root. */
export function createDefinition(
  given: AnyStateMachine,
  { joins, delays }: DefinitionOptions = {},
): Definition {
  const machine = delays === undefined ? given : withDelays(given, delays.delay);
  const { order = [], opens, facts = [] } = (machine.root.meta ?? {}) as RootMeta;
  const ranks = new Map(order.map((type, index) => [type, index]));
  const knows = (type: string) => order.length === 0 || ranks.has(type);
  return {
    machine,
    chart: createStatechart(machine),
    fingerprint: `${machine.id}@${machine.version ?? '0'}#${checksum(describeDelays(given) + (delays?.fingerprint ?? ''))}`,
    knows,
    isFact: (type) => facts.includes(type) || !knows(type),
    rank: (type) => ranks.get(type) ?? order.length,
    ...defined({ opens, joins }),
  };
}

function describeDelays(machine: AnyStateMachine): string {
  return JSON.stringify(machine.implementations.delays, (_, value) =>
    typeof value === 'function' ? String(value) : value,
  );
}

/** FNV-1a, 32 bits: enough to notice a change, and the fold has no other use for a hash. */
function checksum(text: string): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++)
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return (hash >>> 0).toString(36);
}
