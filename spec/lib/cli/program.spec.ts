import { expect } from 'chai';
import { createProgram } from '../../../lib/cli/program.ts';
import { settings } from '../../../lib/config/settings.ts';

/** What a command prints when it is asked for help. */
function helpOf(command: ReturnType<typeof createProgram>): string {
  let text = '';
  command.configureOutput({ writeOut: (part) => (text += part) }).outputHelp();
  return text;
}

describe('the command line', () => {
  for (const command of createProgram().commands)
    describe(command.name(), () => {
      it('has a help text with examples that begin with its own name', () => {
        expect(helpOf(command)).to.match(
          new RegExp(`^Examples:\\n {2}\\$ (.*)connect-tracker ${command.name()}`, 'm'),
        );
      });

      it('can print JSON', () => {
        expect(command.options.map(({ long }) => long)).to.include('--json');
      });

      it('leaves it to the caller to end the process', async () => {
        const quiet = { writeOut: () => {}, writeErr: () => {} };
        const program = createProgram();
        const nested = program.commands.flatMap(({ commands }) => commands);
        for (const each of [program, ...program.commands, ...nested]) each.configureOutput(quiet);
        const thrown = await program
          .parseAsync([command.name(), '--nonsense'], { from: 'user' })
          .catch((error) => error);
        expect(thrown).to.include({ code: 'commander.unknownOption' });
      });
    });
});

describe('the help of serve', () => {
  const help = helpOf(createProgram().commands.find((command) => command.name() === 'serve')!);

  for (const { variable, flag } of settings)
    it(`names ${variable}${flag === undefined ? '' : ` and ${flag}`}`, () => {
      expect(help).to.contain(variable);
      if (flag !== undefined) expect(help).to.contain(`  ${flag} <`);
    });

  it('tells every default in words', () => {
    expect(help).to.match(/STUCK_AFTER;\s+default:\s+each\s+stage's\s+own/);
    expect(help).not.to.match(/undefined|\[object/);
  });
});
