import { Command } from 'commander';
import { atOption } from '../moment.ts';
import { jsonOption, urlOption } from '../options.ts';
import type { StatusOptions } from '../sessions/show-status.ts';

const EXAMPLES = `
Examples:
  $ connect-tracker session 7d73d581e767e267ffcd0706-882ee6e7da
  $ connect-tracker session 7d73d581e767e267ffcd0706-882ee6e7da --at 10m
  $ connect-tracker session 7d73d581e767e267ffcd0706-882ee6e7da --json | jq '.timeline | length'

"connect-tracker sessions" lists them. An id from before a late event still leads to its session. Times are in UTC.`;

/** `session`: one session with its timeline. */
export function sessionCommand(): Command {
  return new Command('session')
    .summary('one session with its timeline')
    .description('Shows one session: its stage, who has to act, and its timeline.')
    .argument('<id>', 'the id of the session')
    .addOption(atOption())
    .addOption(urlOption())
    .addOption(jsonOption())
    .addHelpText('after', EXAMPLES)
    .action(async (id: string, options: Omit<StatusOptions, 'provider'>) => {
      const { showSession } = await import('../sessions/show-status.ts');
      await showSession(id, options);
    });
}
