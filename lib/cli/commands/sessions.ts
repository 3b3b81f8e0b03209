import { Command, Option } from 'commander';
import { jsonOption, toInteger, urlOption } from '../options.ts';
import type { SessionsOptions } from '../sessions/list-sessions.ts';
import { addSessionFilters } from '../sessions/session-filters.ts';

const EXAMPLES = `
Examples:
  $ connect-tracker sessions --outcome open
  $ connect-tracker sessions --stage mfa --institution 101732 --no-stuck
  $ connect-tracker sessions --outcome abandoned --all --json | jq -r '.sessions[].customerId'

Without filters all sessions are listed, ended ones too. "connect-tracker session ID" tells more of one.`;

/** `sessions`: who is where. */
export function sessionsCommand(): Command {
  const command = new Command('sessions')
    .summary('sessions by stage, outcome and institution')
    .description('Lists sessions, those first that have been in their stage longest.');
  return addSessionFilters(command)
    .addOption(new Option('--limit <n>', 'at most so many').default(50).argParser(toInteger(1)))
    .addOption(new Option('--all', 'without a limit').conflicts('limit'))
    .addOption(urlOption())
    .addOption(jsonOption())
    .addHelpText('after', EXAMPLES)
    .action(async (options: SessionsOptions) => {
      const { listSessions } = await import('../sessions/list-sessions.ts');
      await listSessions(options);
    });
}
