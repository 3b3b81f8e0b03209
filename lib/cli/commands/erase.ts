import { Command } from 'commander';
import type { EraseOptions } from '../erase-customer.ts';
import { jsonOption, providerOption, urlOption } from '../options.ts';

const EXAMPLES = `
Examples:
  $ connect-tracker erase 6030781868
  $ connect-tracker erase User1672529280409 --provider yodlee
  $ connect-tracker erase 6030781868 --yes --json

Whoever has heard of an open alert about the customer is told that it is over.`;

/** `erase`: removes all that is kept of a customer. */
export function eraseCommand(): Command {
  return new Command('erase')
    .summary('remove all that is kept of a customer')
    .description('Removes all that is kept of a customer: sessions, events and alerts. It asks first.')
    .argument('<customer>', "the vendor's customer id (Connect) or login name (Yodlee)")
    .addOption(providerOption('whose webhooks').default('connect'))
    .option('-y, --yes', 'do not ask')
    .addOption(urlOption())
    .addOption(jsonOption())
    .addHelpText('after', EXAMPLES)
    .action(async (customerId: string, options: EraseOptions) => {
      const { eraseCustomer } = await import('../erase-customer.ts');
      await eraseCustomer(customerId, options);
    });
}
