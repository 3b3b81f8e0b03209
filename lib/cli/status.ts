import { Command } from 'commander';
import { jsonOption, providerOption, urlOption } from './options.ts';
import type { StatusOptions } from './show-status.ts';

const EXAMPLES = `
Examples:
  $ connect-tracker status 6030781868
  $ connect-tracker status 6030781868 --json | jq -r .customer.stage
  $ connect-tracker status User1672529280409 --provider yodlee --url http://tracker.internal:3000

Times are in UTC. Colours appear on a terminal only, and not where NO_COLOR is set.`;

/** `status`: where a customer is now, and how they got there, as the server tells it. */
export function statusCommand(): Command {
  return new Command('status')
    .summary('where a customer is now, and how they got there')
    .description("Shows a customer's current session: its stage, who has to act, and its timeline.")
    .argument('<customer>', "the vendor's customer id (Connect) or login name (Yodlee)")
    .addOption(providerOption('whose webhooks').default('connect'))
    .addOption(urlOption())
    .addOption(jsonOption())
    .addHelpText('after', EXAMPLES)
    .action(async (customerId: string, options: StatusOptions) => {
      const { showStatus } = await import('./show-status.ts');
      await showStatus(customerId, options);
    });
}
