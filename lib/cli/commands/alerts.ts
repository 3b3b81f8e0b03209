import { Command, Option } from 'commander';
import type { AlertsOptions } from '../alerts/alerts-run.ts';
import { jsonOption, toInteger, urlOption } from '../options.ts';

const EXAMPLES = `
Examples:
  $ connect-tracker alerts
  $ connect-tracker alerts --status dead
  $ connect-tracker alerts show 3f0c6a1d2b4e5f60718293a4_9b8c7d6e5f
  $ connect-tracker alerts ack 3f0c6a1d2b4e5f60718293a4_9b8c7d6e5f --by anna
  $ connect-tracker alerts resend 3f0c6a1d2b4e5f60718293a4_9b8c7d6e5f --sink ops

"connect-tracker stuck" lists the customers behind the open alerts. Times are in UTC.`;

const ID = 'the id of the alert';

/** `alerts`: what somebody is told about, whether it was heard, and what people do about it. */
export function alertsCommand(): Command {
  return new Command('alerts')
    .summary('alerts: list, show, acknowledge, tell once more')
    .description(
      'Lists alerts, shows one, acknowledges it, or has it told once more. Without a command it lists.',
    )
    .helpCommand(false)
    .addOption(urlOption())
    .addOption(jsonOption())
    .addHelpText('after', EXAMPLES)
    .addCommand(listCommand(), { isDefault: true })
    .addCommand(showCommand())
    .addCommand(acknowledgeCommand())
    .addCommand(resendCommand());
}

function listCommand(): Command {
  return new Command('list')
    .description('Lists alerts: open ones from the oldest on, others from the newest on.')
    .addOption(
      new Option('--status <status>', 'open; closed: over, or an ending; dead: a sink was given up')
        .choices(['open', 'closed', 'dead'])
        .default('open'),
    )
    .addOption(
      new Option('--effect <effect>', 'what it is about').choices([
        'sessionStuck',
        'sessionAbandoned',
        'sessionCompleted',
        'institutionTrouble',
      ]),
    )
    .option('--institution <id>', 'at this institution')
    .addOption(new Option('--limit <n>', 'at most so many').default(50).argParser(toInteger(1)))
    .action(async (_options: unknown, command: Command) => {
      const { listAlerts } = await import('../alerts/alerts-run.ts');
      await listAlerts(command.optsWithGlobals());
    });
}

function showCommand(): Command {
  return new Command('show')
    .description('Shows one alert: what it is about, who has to act, and what became of each notice.')
    .argument('<id>', ID)
    .action(async (id: string, _options: unknown, command: Command) => {
      const { showAlert } = await import('../alerts/alerts-run.ts');
      await showAlert(id, command.optsWithGlobals<AlertsOptions>());
    });
}

function acknowledgeCommand(): Command {
  return new Command('ack')
    .description('Acknowledges an alert: it is not told any more, except that it is over.')
    .argument('<id>', ID)
    .option('--by <name>', 'who has taken it on (default: your user name)')
    .action(async (id: string, _options: unknown, command: Command) => {
      const { acknowledgeAlert } = await import('../alerts/alerts-run.ts');
      await acknowledgeAlert(id, command.optsWithGlobals<AlertsOptions & { by?: string }>());
    });
}

function resendCommand(): Command {
  return new Command('resend')
    .description('Tells the newest notice of an alert once more, also where it was given up.')
    .argument('<id>', ID)
    .option('--sink <name>', 'to this sink only (default: all that want it)')
    .action(async (id: string, _options: unknown, command: Command) => {
      const { resendAlert } = await import('../alerts/alerts-run.ts');
      await resendAlert(id, command.optsWithGlobals<AlertsOptions & { sink?: string }>());
    });
}
