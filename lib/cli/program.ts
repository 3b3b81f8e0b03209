import { Command } from 'commander';
import { version } from '../version.ts';
import { alertsCommand } from './commands/alerts.ts';
import { diagramCommand } from './commands/diagram.ts';
import { eraseCommand } from './commands/erase.ts';
import { funnelCommand } from './commands/funnel.ts';
import { importCommand } from './commands/import.ts';
import { keysCommand } from './commands/keys.ts';
import { sendCommand } from './commands/send.ts';
import { serveCommand } from './commands/serve.ts';
import { sessionCommand } from './commands/session.ts';
import { sessionsCommand } from './commands/sessions.ts';
import { stagesCommand } from './commands/stages.ts';
import { statusCommand } from './commands/status.ts';
import { stuckCommand } from './commands/stuck.ts';
import { tailCommand } from './commands/tail.ts';

const HELP_END = `
Exit codes: 0 it worked, 1 it failed (one sentence on standard error says why), 2 it was called wrongly.

The commands that ask a server send the API key in CONNECT_TRACKER_KEY. There is no flag for it, because every user of a
machine can read its command lines.

First steps:
  $ connect-tracker serve
  $ connect-tracker send --flow full-mfa --customer 6030781868
  $ connect-tracker status 6030781868`;

/**
 * The whole command line. Parsing rejects with a `CommanderError` where commander would end the process,
 * so that one place decides about exit codes.
 */
export function createProgram(): Command {
  const program = new Command('connect-tracker')
    .description(
      'Turns the webhooks of a bank-connection flow into an answer: where is this customer now, how did they get there, and who has to act.',
    )
    .version(version)
    .helpCommand(false)
    .showHelpAfterError('(--help says how it is called)')
    .addHelpText('after', HELP_END)
    .exitOverride();
  const commands = [
    serveCommand(),
    sendCommand(),
    statusCommand(),
    stuckCommand(),
    tailCommand(),
    sessionsCommand(),
    sessionCommand(),
    stagesCommand(),
    funnelCommand(),
    alertsCommand(),
    importCommand(),
    eraseCommand(),
    keysCommand(),
    diagramCommand(),
  ];
  for (const command of commands) program.addCommand(inherit(command, program));
  return program;
}

/** Commander hands settings down only to commands that it makes itself. */
function inherit(command: Command, parent: Command): Command {
  command.copyInheritedSettings(parent);
  for (const nested of command.commands) inherit(nested, command).configureHelp({ showGlobalOptions: true });
  return command;
}
