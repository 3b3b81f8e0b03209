import { Argument, Command } from 'commander';
import { jsonOption } from './options.ts';

const EXAMPLES = `
Examples:
  $ connect-tracker diagram > connect.mmd
  $ connect-tracker diagram verification
  $ connect-tracker diagram --json | jq -r .mermaid

GitHub, GitLab and https://mermaid.live draw the text as a picture.`;

/** `diagram`: the statechart of a machine as Mermaid text, drawn from the machine itself. */
export function diagramCommand(): Command {
  return new Command('diagram')
    .summary('the statechart of a machine, as Mermaid text')
    .description('Prints the expected transitions of a machine as a Mermaid state diagram.')
    .addArgument(
      new Argument('[machine]', 'which machine').choices(['connect', 'verification']).default('connect'),
    )
    .addOption(jsonOption())
    .addHelpText('after', EXAMPLES)
    .action(async (name: 'connect' | 'verification', { json }: { json?: true }) => {
      const { drawMachine } = await import('./draw-machine.ts');
      const mermaid = drawMachine(name);
      console.log(json ? JSON.stringify({ machine: name, mermaid }, null, 2) : mermaid);
    });
}
