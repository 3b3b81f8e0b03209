import { type Command, Option } from 'commander';
import { OUTCOMES } from '../../../machines/session.ts';

/** Which sessions, as the options name them. */
export interface SessionFilterOptions {
  readonly stage?: string;
  readonly stuck?: boolean;
  readonly outcome?: string;
  readonly institution?: string;
  readonly machine?: string;
}

export function addSessionFilters(command: Command): Command {
  return command
    .option('--stage <name>', 'in this stage, e.g. mfa')
    .option('--stuck', 'only those that are stuck')
    .option('--no-stuck', 'only those that are not')
    .addOption(new Option('--outcome <outcome>', 'open, or how it ended').choices(OUTCOMES))
    .option('--institution <id>', 'at this institution')
    .option('--machine <name>', 'of this statechart: connect or verification');
}

/** The same as parameters of the API. */
export function toParameters({ stage, stuck, outcome, institution, machine }: SessionFilterOptions) {
  return { stage, stuck, outcome, institutionId: institution, machine };
}
