import type { AnyStateMachine, AnyStateNode } from 'xstate';
import { OUTCOMES, WAITING_ON } from '../../machines/session.ts';
import { TrackerError } from '../errors.ts';
import { createStatechart, handledEvents, nodesOf } from '../fold/statechart.ts';

/** What `meta` and context are read as, once they are known to be right. */
type Unchecked = Readonly<Record<string, unknown>>;

/**
 * Says before the first event what else would come out as a wrong answer: that the fold cannot run a machine, cannot keep
 * its context, or never tells it of an event. What a machine may do without is listed at `SessionContext`.
 *
 * @throws TrackerError `machine-unfit`
 */
export function checkMachine(machine: AnyStateMachine): void {
  const wrong =
    wrongInStates(machine) ?? wrongInOrder(machine) ?? wrongInContext(contextOf(machine), 'its context');
  if (wrong !== undefined) throw unfit(machine, wrong);
}

function contextOf(machine: AnyStateMachine): Unchecked {
  try {
    const { snapshot } = createStatechart(machine).initial;
    if (snapshot.status === 'error') throw snapshot.error;
    return snapshot.context as Unchecked;
  } catch (error) {
    throw unfit(machine, `it cannot begin, which it has to do without input: ${error}`, error);
  }
}

function wrongInStates(machine: AnyStateMachine): string | undefined {
  for (const node of nodesOf(machine.root)) {
    const where = node.parent === undefined ? 'its root' : `its stage ${node.path.join('.')}`;
    if (node.invoke.length > 0)
      return `${where} invokes an actor, which nothing would run; have your provider tell it an event instead`;
    const { waitingOn } = (node.meta ?? {}) as Unchecked;
    if (waitingOn !== undefined && !isOneOf(WAITING_ON, waitingOn))
      return `${where} says waitingOn ${JSON.stringify(waitingOn)}; say ${anyOf(WAITING_ON)}`;
  }
  return undefined;
}

/** Only what is in `order` is told under its name; all else is told as a `fact`. */
function wrongInOrder(machine: AnyStateMachine): string | undefined {
  const { root } = machine;
  const { order = [], opens } = (root.meta ?? {}) as { order?: readonly string[]; opens?: string };
  const own = handledEvents(machine);
  if (own.some((type) => type.endsWith('*'))) return undefined;
  const twice = order.find((type, index) => order.indexOf(type) !== index);
  if (twice !== undefined) return `its meta.order names ${twice} twice`;
  const unknown = [...order, ...(opens === undefined ? [] : [opens])].find((type) => !own.includes(type));
  if (unknown !== undefined)
    return `its meta names the event ${unknown}, which no stage takes; mend the name, or take it at the root`;
  if (order.length === 0) return undefined;
  if (opens !== undefined && !order.includes(opens))
    return `its meta.opens is ${opens}, which is not in meta.order; put it there`;
  const untold = own.find((type) => type !== 'fact' && !order.includes(type) && !raisedBy(root).has(type));
  return untold && `it takes the event ${untold}, which is not in meta.order and so never told; put it there`;
}

/** The types of the events that the machine's own actions raise, as far as they stand there. */
function raisedBy(root: AnyStateNode): ReadonlySet<string> {
  const inline = nodesOf(root).flatMap((node) => [
    ...node.entry,
    ...node.exit,
    ...[...node.transitions.values()].flat().flatMap(({ actions }) => [...actions]),
  ]);
  const named = Object.values(root.machine.implementations.actions);
  return new Set(
    [...inline, ...named].flatMap((action) => {
      const { type, event } = Object(action) as { type?: unknown; event?: { type?: string } };
      return type === 'xstate.raise' && event?.type !== undefined ? [event.type] : [];
    }),
  );
}

function wrongInContext(context: Unchecked, name: string): string | undefined {
  const { stuck, outcome, anomalies } = context;
  if (stuck !== undefined && typeof stuck !== 'boolean')
    return `${name} has a stuck that is neither true nor false`;
  if (outcome !== undefined && !isOneOf(OUTCOMES, outcome))
    return `${name} has the outcome ${JSON.stringify(outcome)}; use ${anyOf(OUTCOMES)}`;
  if (anomalies !== undefined && !Array.isArray(anomalies)) return `${name} has anomalies that are no list`;
  const place = notJson(context, []);
  return (
    place && `${name} holds at ${place.join('.')} what JSON does not keep; keep times as ms, and no classes`
  );
}

/** The path to the first value that would come back from the store as another. */
function notJson(value: unknown, path: readonly string[]): readonly string[] | undefined {
  if (value === undefined || value === null || typeof value === 'string' || typeof value === 'boolean')
    return undefined;
  if (typeof value === 'number') return Number.isFinite(value) ? undefined : path;
  const isPlain = Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype;
  if (typeof value !== 'object' || !isPlain) return path;
  for (const [key, inner] of Object.entries(value)) {
    const found = notJson(inner, [...path, key]);
    if (found !== undefined) return found;
  }
  return undefined;
}

function isOneOf(words: readonly string[], value: unknown): boolean {
  return typeof value === 'string' && words.includes(value);
}

function anyOf(words: readonly string[]): string {
  return `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}

function unfit({ id }: AnyStateMachine, what: string, cause?: unknown): TrackerError {
  return new TrackerError('machine-unfit', `the machine ${id} cannot be used: ${what}`, { cause });
}
