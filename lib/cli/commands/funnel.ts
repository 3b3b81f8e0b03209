import { Command, Option } from 'commander';
import { CONNECTIONS } from '../../tracker/connection.ts';
import type { FunnelOptions } from '../figures/show-figures.ts';
import { toDay } from '../moment.ts';
import { jsonOption, toInteger, urlOption } from '../options.ts';

const EXAMPLES = `
Examples:
  $ connect-tracker funnel
  $ connect-tracker funnel --days 30 --by connection
  $ connect-tracker funnel --from 2026-03-02 --to 2026-03-08 --institution 101732
  $ connect-tracker funnel --machine verification --json | jq -r '.stages[] | [.stage, .reached] | @tsv'

A session counts on the UTC day on which it began. Without days it is the last 7 with today, and at most 92.`;

/** `funnel`: how far sessions get. */
export function funnelCommand(): Command {
  return new Command('funnel')
    .summary('how far sessions get, where they drop out, how long stages last')
    .description(
      'Shows how many sessions reached each stage, how many went no further, and how long they stayed.',
    )
    .addOption(new Option('--from <day>', 'the first day').argParser(toDay))
    .addOption(new Option('--to <day>', 'the last day').argParser(toDay))
    .addOption(
      new Option('--days <n>', 'so many days up to the last one')
        .argParser(toInteger(1, 92))
        .conflicts('from'),
    )
    .option('--machine <name>', 'of this statechart, default: connect')
    .option('--institution <id>', 'at this institution')
    .addOption(new Option('--connection <way>', 'of this way to sign in').choices(CONNECTIONS))
    .addOption(new Option('--by <what>', 'also in groups').choices(['day', 'connection', 'institution']))
    .addOption(urlOption())
    .addOption(jsonOption())
    .addHelpText('after', EXAMPLES)
    .action(async (options: FunnelOptions) => {
      const { showFunnel } = await import('../figures/show-figures.ts');
      await showFunnel(options);
    });
}
