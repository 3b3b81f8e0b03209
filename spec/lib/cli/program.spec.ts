import { expect } from 'chai';
import { createProgram } from '../../../lib/cli/program.ts';

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
        for (const each of [program, ...program.commands]) each.configureOutput(quiet);
        const thrown = await program
          .parseAsync([command.name(), '--nonsense'], { from: 'user' })
          .catch((error) => error);
        expect(thrown).to.include({ code: 'commander.unknownOption' });
      });
    });
});
