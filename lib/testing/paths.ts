import type { AnyMachineSnapshot, AnyStateMachine, EventFrom } from 'xstate';
import { defined } from '../fold/defined.ts';
import type { JsonObject } from '../fold/event.ts';
import { handledEvents } from '../fold/statechart.ts';
import { searchPaths } from './paths-search.ts';
import type { PathTransition } from './paths-transition.ts';

/** An event so long after the step before, or the time until the next delay runs out; in ms. */
export type PathStep =
  | { readonly event: { readonly type: string; readonly data?: JsonObject }; readonly after: number }
  | { readonly wait: number };

/** A shortest way to a transition: its last step takes it, no step before does. */
export interface Path {
  /** E.g. `mfa on mfaUpdated to mfaUpdated`; no two paths of a machine share one. */
  readonly name: string;
  readonly transition: PathTransition;
  /** The first is an event: a session begins with one. */
  readonly steps: readonly PathStep[];
}

type DataOf<M extends AnyStateMachine, T> =
  Extract<EventFrom<M>, { type: T }> extends { data?: infer D } ? NonNullable<D> : JsonObject;

export interface PathsOptions<M extends AnyStateMachine = AnyStateMachine> {
  /** The data to send with events of a type, each sample being tried. Default: none. */
  readonly events?: { readonly [T in EventFrom<M>['type']]?: readonly DataOf<M, T>[] };
  /** The times between events that are tried, in ms: some that guards by time pass, some that they do not. Default: 1 s and 1 h. */
  readonly gaps?: readonly number[];
  /**
   * What tells situations apart, beside the delays that are running: from two that are alike only the first is gone on.
   * Default: the state's value, and `stuck` and `outcome` of the context. Where a guard asks for more of the context, add
   * that.
   */
  readonly identify?: (snapshot: AnyMachineSnapshot) => string;
  /** How many situations there may be. Default: 10,000. */
  readonly limit?: number;
}

/**
 * Every transition that a machine can take, from each stage that it can be taken from, with a shortest path to it: those
 * that stand in the stage itself, those that it inherits from the root, each alternative of a guard, and those that time
 * takes (`after`, and events that the machine raises with a delay). Which there are follows from trying, not from
 * reading: what no sample, gap or situation leads to is not among them. Events that the machine raises itself are not
 * sent from outside, unless `events` names them.
 *
 * @throws Error when there are more situations than `limit`.
 *
 * @example
 * for (const path of pathsOf(plaidMachine))
 *   it(path.name, () => {
 *     const run = runPath(plaidMachine, path);
 *     expect(run).to.deep.equal(foldPath(plaidMachine, path));
 *     expect(run.taken.at(-1)?.transition).to.deep.equal(path.transition);
 *   });
 */
export function pathsOf<M extends AnyStateMachine>(machine: M, options: PathsOptions<M> = {}): Path[] {
  const samples = (options.events ?? {}) as Readonly<Record<string, readonly JsonObject[]>>;
  const handled = handledEvents(machine).filter((type) => !type.endsWith('*'));
  const types = new Set([...handled, ...Object.keys(samples)]);
  for (;;) {
    const events = [...types].flatMap((type) =>
      (samples[type] ?? [undefined]).map((data) => ({ type, ...defined({ data }) })),
    );
    const { paths, raised } = searchPaths(machine, events, options as PathsOptions);
    const own = [...raised].filter((type) => types.has(type) && !(type in samples));
    if (own.length === 0) return paths;
    // What the machine raises itself came from outside in this round: once more without.
    for (const type of own) types.delete(type);
  }
}
