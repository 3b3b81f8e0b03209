import type { ConnectStage, VerificationStage } from '../../machines/index.ts';

/**
 * The stages that the assertions know, by machine: one that is misspelt does not compile. Add those of a machine of your own.
 *
 * @example
 * declare module 'connect-tracker/testing' {
 *   interface KnownStages {
 *     plaid: 'opened' | 'institutionSelected' | 'finished';
 *   }
 * }
 */
export interface KnownStages {
  connect: ConnectStage;
  verification: VerificationStage;
}

/** A stage of a machine that the assertions know. */
export type KnownStage = KnownStages[keyof KnownStages];
