import { Command, Option } from 'commander';
import { atOption } from '../moment.ts';
import { jsonOption, providerOption, urlOption } from '../options.ts';
import type { StatusOptions } from '../sessions/show-status.ts';

const EXAMPLES = `
Examples:
  $ connect-tracker status 6030781868
  $ connect-tracker status 6030781868 --json | jq -r .customer.stage
  $ connect-tracker status 6030781868 --watch
  $ connect-tracker status 6030781868 --at 2026-03-02T09:00:00Z
  $ connect-tracker status User1672529280409 --provider yodlee --url http://tracker.internal:3000

--watch goes on until Ctrl-C: on a terminal the page is drawn anew whenever something changes, elsewhere each change prints
a page, with --json an object on one line. Times are in UTC. Colours appear on a terminal only, and not where NO_COLOR is set.`;

/** `status`: where a customer is now, and how they got there, as the server tells it. */
export function statusCommand(): Command {
  return new Command('status')
    .summary('where a customer is now, and how they got there')
    .description("Shows a customer's current session: its stage, who has to act, and its timeline.")
    .argument('<customer>', "the vendor's customer id (Connect) or login name (Yodlee)")
    .addOption(providerOption('whose webhooks').default('connect'))
    .addOption(atOption())
    .addOption(new Option('--watch', 'go on showing it as it changes').conflicts('at'))
    .addOption(urlOption())
    .addOption(jsonOption())
    .addHelpText('after', EXAMPLES)
    .action(async (customerId: string, { watch, ...options }: StatusOptions & { readonly watch?: true }) => {
      const show = watch
        ? (await import('../sessions/watch-status.ts')).watchStatus
        : (await import('../sessions/show-status.ts')).showStatus;
      await show(customerId, options);
    });
}
