import { Argument, Command, Option } from 'commander';
import { jsonOption } from '../options.ts';

const EXAMPLES = `
Examples:
  $ connect-tracker diagram --format svg > connect.svg
  $ connect-tracker diagram verification > verification.mmd
  $ connect-tracker diagram --json | jq -r .mermaid

Every browser shows the picture. GitHub, GitLab and https://mermaid.live draw Mermaid text.`;

const formats = ['mermaid', 'svg'] as const;

interface DiagramOptions {
  readonly format: (typeof formats)[number];
  readonly json?: true;
}

/** `diagram`: the statechart of a machine, drawn from the machine itself. */
export function diagramCommand(): Command {
  return new Command('diagram')
    .summary('the statechart of a machine, as Mermaid text or a picture')
    .description(
      'Prints the expected transitions of a machine as a Mermaid state diagram or as an SVG picture.',
    )
    .addArgument(
      new Argument('[machine]', 'which machine').choices(['connect', 'verification']).default('connect'),
    )
    .addOption(new Option('--format <format>', 'as what').choices(formats).default('mermaid'))
    .addOption(jsonOption())
    .addHelpText('after', EXAMPLES)
    .action(async (name: 'connect' | 'verification', { format, json }: DiagramOptions) => {
      const { drawMachine } = await import('../draw-machine.ts');
      const drawing = drawMachine(name, format);
      console.log(json ? JSON.stringify({ machine: name, [format]: drawing }, null, 2) : drawing);
    });
}
