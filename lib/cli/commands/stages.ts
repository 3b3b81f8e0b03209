import { Command } from 'commander';
import type { StagesOptions } from '../figures/show-figures.ts';
import { jsonOption, urlOption } from '../options.ts';

const EXAMPLES = `
Examples:
  $ connect-tracker stages
  $ connect-tracker stages --json | jq '[.stages[].stuck] | add'

"connect-tracker sessions --stage mfa" lists who is there.`;

/** `stages`: how many are where. */
export function stagesCommand(): Command {
  return new Command('stages')
    .summary('how many sessions are in each stage, and how the others ended')
    .description('Shows the stages with somebody in them, and how many sessions ended in which way.')
    .addOption(urlOption())
    .addOption(jsonOption())
    .addHelpText('after', EXAMPLES)
    .action(async (options: StagesOptions) => {
      const { showStages } = await import('../figures/show-figures.ts');
      await showStages(options);
    });
}
