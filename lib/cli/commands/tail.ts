import { Command, InvalidArgumentError, Option } from 'commander';
import { jsonOption, providerOption, urlOption } from '../options.ts';
import { addSessionFilters } from '../sessions/session-filters.ts';
import type { TailOptions } from '../stream/tail-changes.ts';

const EXAMPLES = `
Examples:
  $ connect-tracker tail
  $ connect-tracker tail --stage mfa --institution 101732
  $ connect-tracker tail --customer 6030781868
  $ connect-tracker tail --since 4711 --json | jq -r 'select(.stuck) | .customerId'

It goes on until Ctrl-C, over restarts of the server too. With --stage also changes that leave the stage are shown. With
--json each line is an object; its id is what --since takes, and what happens to the connection goes to standard error.`;

/** `tail`: what changes, as it changes. */
export function tailCommand(): Command {
  const command = new Command('tail')
    .summary('what changes, as it changes')
    .description('Follows the changes of all sessions, or of some: one line for each.');
  return addSessionFilters(command)
    .option('--customer <id>', 'of this customer')
    .addOption(providerOption('of customers of this provider'))
    .addOption(new Option('--since <id>', 'go on behind this change').argParser(toChangeId))
    .addOption(urlOption())
    .addOption(jsonOption())
    .addHelpText('after', EXAMPLES)
    .action(async (options: TailOptions) => {
      const { tailChanges } = await import('../stream/tail-changes.ts');
      await tailChanges(options);
    });
}

function toChangeId(text: string): string {
  if (/^[0-9-]{1,60}$/.test(text)) return text;
  throw new InvalidArgumentError('Expected the id of a change, as "tail --json" prints it.');
}
