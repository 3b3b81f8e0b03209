import type { AnyMachineSnapshot, AnyStateNode, AnyTransitionDefinition } from 'xstate';
import { defined } from '../fold/defined.ts';
import type { Microstep } from '../fold/statechart.ts';

/**
 * One transition of a machine as taken from one stage. States have their names below the machine, e.g. `mfa` or
 * `paying.card`; several at once (parallel ones) are joined by `+`.
 */
export interface PathTransition {
  readonly from: string;
  /** The event type; `after` and the name of a delay, e.g. `after mfa`; or `always`. */
  readonly event: string;
  readonly to: string;
  readonly guard?: string;
  /** The state that it stands in: `from`, one around it, or the id of the machine for its root. */
  readonly standsIn: string;
  /** Its place, from 0 on, among the alternatives for this event in that state; absent where there is but one. */
  readonly alternative?: number;
}

const AFTER = 'xstate.after.';

/** The transitions of one microstep. */
export function transitionsOf({ before, after, transitions }: Microstep): PathTransition[] {
  return transitions.map((transition) => {
    const { source, eventType } = transition;
    const from = leavesOf(before, [source]) || nameOf(source);
    const alternatives = siblingsOf(transition);
    return {
      from,
      event: eventNameOf(transition),
      to: transition.target === undefined ? from : leavesOf(after, transition.target) || leavesOf(after),
      standsIn: nameOf(source),
      ...defined({
        guard: guardNameOf(transition.guard),
        alternative: alternatives.length < 2 ? undefined : alternatives.indexOf(transition),
      }),
    };

    function siblingsOf(one: AnyTransitionDefinition): readonly AnyTransitionDefinition[] {
      return (eventType === '' ? source.always : source.transitions.get(eventType)) ?? [one];
    }
  });
}

/** What makes a transition another than all others. */
export function identityOf({ from, event, standsIn, alternative }: PathTransition): string {
  return JSON.stringify([from, event, standsIn, alternative]);
}

/** The innermost active states, or those among them that are in one of `within`. */
function leavesOf(snapshot: AnyMachineSnapshot | undefined, within?: readonly AnyStateNode[]): string {
  const nodes = snapshot === undefined ? [] : (snapshot._nodes as readonly AnyStateNode[]);
  return nodes
    .filter((node) => Object.keys(node.states).length === 0)
    .filter((node) => within === undefined || within.some((outer) => isIn(node, outer)))
    .map(nameOf)
    .join('+');
}

function isIn(node: AnyStateNode | undefined, outer: AnyStateNode): boolean {
  return node !== undefined && (node === outer || isIn(node.parent, outer));
}

function nameOf(node: AnyStateNode): string {
  return node.parent === undefined ? node.machine.id : node.path.join('.');
}

function eventNameOf({ eventType, ...transition }: AnyTransitionDefinition): string {
  const { delay } = transition as { readonly delay?: string | number };
  if (eventType.startsWith(AFTER)) return `after ${String(delay ?? eventType.slice(AFTER.length))}`;
  return eventType === '' ? 'always' : eventType;
}

function guardNameOf(guard: unknown): string | undefined {
  if (guard === undefined) return undefined;
  const { type, name } = Object(guard) as { type?: unknown; name?: string };
  const named = typeof guard === 'string' ? guard : (type ?? name);
  return typeof named === 'string' && named !== '' ? named : 'guard';
}
