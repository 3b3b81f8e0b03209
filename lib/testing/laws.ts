/**
 * The laws of the fold, for any machine. Needs fast-check.
 *
 * @packageDocumentation
 */

import fc from 'fast-check';
import type { AnyStateMachine } from 'xstate';
import { defined } from '../fold/defined.ts';
import { createDefinition, type Definition } from '../fold/definition.ts';
import { describeHistory } from './laws/describe.ts';
import { type HistoryOptions, histories } from './laws/histories.ts';
import { expectLaws } from './laws/hold.ts';

export type { HistoryOptions } from './laws/histories.ts';

export interface FoldLawsOptions extends HistoryOptions {
  /** How many random histories. Default: 200. */
  readonly cases?: number;
  /** With the seed and the path that a failure named, only its history is tried. */
  readonly seed?: number;
  readonly path?: string;
}

/**
 * Tries the laws that the tracker stands on with random histories of one customer, for any machine:
 *
 * - the same events end in the same sessions, in whatever order, how late and how often they arrive;
 * - one more event comes to the same as folding all of them anew;
 * - what a store gives back is what it was given;
 * - looking at a record, at any time, changes nothing of the end.
 *
 *     it('obeys the laws of the fold', () => checkFoldLaws(myMachine));
 *
 * A machine whose sessions are told apart by a rule of its own comes as `createDefinition(machine, { joins })`. Each
 * history takes a few ms, and fits in the limit of a test with the default number of them.
 *
 * @throws Error with the law that does not hold, and the shortest history found in which it does not, in words
 */
export function checkFoldLaws(subject: AnyStateMachine | Definition, options: FoldLawsOptions = {}): void {
  const { cases = 200, seed, path, ...rest } = options;
  const definition = 'chart' in subject ? subject : createDefinition(subject);
  const property = fc.property(histories(definition, rest), (history) => expectLaws(definition, history));
  const { failed, counterexample, errorInstance, ...run } = fc.check(property, {
    numRuns: cases,
    ...defined({ seed, path }),
  });
  if (!failed) return;
  // Where fast-check is set up to give up after some time.
  if (counterexample === null) throw new Error(`only ${run.numRuns} of ${cases} histories were tried`);
  const again = JSON.stringify({ seed: run.seed, path: run.counterexamplePath });
  const { message } = errorInstance as Error;
  throw new Error(
    `the machine ${definition.machine.id} breaks a law of the fold: ${message}\n${describeHistory(counterexample[0])}\nTo try this history alone: checkFoldLaws(machine, ${again})`,
    { cause: errorInstance },
  );
}
