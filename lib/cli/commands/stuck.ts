import { Command, Option } from 'commander';
import type { StuckOptions } from '../alerts/alerts-run.ts';
import { jsonOption, providerOption, toInteger, urlOption } from '../options.ts';

const EXAMPLES = `
Examples:
  $ connect-tracker stuck
  $ connect-tracker stuck --stage mfa --institution 101732
  $ connect-tracker stuck --json | jq -r '.alerts[].customerId'

"connect-tracker alerts show ID" tells more of one, "connect-tracker status CUSTOMER" how the customer got there.`;

/** `stuck`: who has been waiting for too long, and for whom. */
export function stuckCommand(): Command {
  return new Command('stuck')
    .summary('who is stuck, where, and who has to act')
    .description('Lists the customers whose session is stuck, those who have been stuck longest first.')
    .option('--stage <name>', 'in this stage, e.g. mfa')
    .option('--institution <id>', 'at this institution')
    .addOption(providerOption('of this provider'))
    .addOption(new Option('--limit <n>', 'at most so many').default(50).argParser(toInteger(1)))
    .addOption(urlOption())
    .addOption(jsonOption())
    .addHelpText('after', EXAMPLES)
    .action(async (options: StuckOptions) => {
      const { showStuck } = await import('../alerts/alerts-run.ts');
      await showStuck(options);
    });
}
