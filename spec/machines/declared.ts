import type { AnyStateMachine } from 'xstate';
import type { PathTransition } from '../../lib/testing/paths-transition.ts';

interface Written {
  readonly on?: Readonly<Record<string, unknown>>;
  readonly after?: Readonly<Record<string, unknown>>;
}

/**
 * What a machine without nested states can be read to do in each stage, from the text of its statechart and nothing else:
 * its own transitions for an event up to one without a guard, then those of the root.
 */
export function declaredTransitions({ id, config }: AnyStateMachine): string[] {
  const root = config as Written & { readonly states: Readonly<Record<string, Written>> };
  return Object.entries(root.states).flatMap(([stage, { on = {}, after = {} }]) => {
    const events = new Set([...Object.keys(on), ...Object.keys(root.on ?? {})]);
    const byEvent = [...events].flatMap((event) => {
      const own = alternatives(on[event]);
      const inherited = own.some((one) => !isGuarded(one)) ? [] : alternatives(root.on?.[event]);
      return [...written(stage, event, stage, own), ...written(stage, event, id, inherited)];
    });
    const byTime = Object.keys(after).map((name) => `${stage}, after ${name}, in ${stage}`);
    return [...byEvent, ...byTime];
  });
}

/** The same words for a transition that a path leads to. */
export function wordsOf({ from, event, standsIn, alternative }: PathTransition): string {
  return `${from}, ${event}, in ${standsIn}${alternative === undefined ? '' : ` (${alternative})`}`;
}

function written(stage: string, event: string, standsIn: string, all: readonly unknown[]): string[] {
  return all.map((_, index) =>
    wordsOf({ from: stage, event, to: '', standsIn, ...(all.length > 1 && { alternative: index }) }),
  );
}

function alternatives(transition: unknown): readonly unknown[] {
  if (transition === undefined) return [];
  return Array.isArray(transition) ? transition : [transition];
}

function isGuarded(transition: unknown): boolean {
  return Object(transition).guard !== undefined;
}
