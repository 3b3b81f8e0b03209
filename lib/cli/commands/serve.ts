import { Command, Option } from 'commander';
import { defaultSetting, describeSetting, type Setting, settings } from '../../config/settings.ts';
import { jsonOption } from '../options.ts';
import type { SettingFlags } from '../run-server.ts';

const secrets = settings.filter(({ flag }) => flag === undefined);

const NOTES = `
Flags go before environment variables, and those before the configuration file: a JSON object such as
  { "port": 8080, "store": "redis://127.0.0.1:6379", "trustProxy": ["10.0.0.0/8"] }

Secrets have no flag, because every user of a machine can read its command lines:
${secrets.map(({ name, variable }) => `  ${variable.padEnd(16)} ${describeSetting(name)}`).join('\n')}

Without CONNECT_SECRETS nothing proves who sends, and the server listens on this machine only.
Each request is logged on standard output as one line of JSON. SIGTERM or SIGINT stops the server when the requests
in flight are answered; a second one stops it at once. With --workers, SIGHUP replaces them one after the other.

Examples:
  $ connect-tracker serve
  $ connect-tracker serve --port 8080 --store lmdb://./data
  $ connect-tracker serve --workers auto
  $ CONNECT_SECRETS=… connect-tracker serve --host 0.0.0.0 --config /etc/connect-tracker.json
  $ connect-tracker serve --port 0 --json`;

/** `serve`: takes the vendors' webhooks and answers questions about customers, until it is told to stop. */
export function serveCommand(): Command {
  const command = new Command('serve')
    .summary('take webhooks, and answer where customers are')
    .description('Takes the webhooks of Connect and Yodlee, and answers where each customer is.');
  for (const setting of settings) if (setting.flag !== undefined) command.addOption(optionOf(setting));
  return command
    .option('--config <file>', 'a JSON file of settings (CONFIG)')
    .addOption(jsonOption())
    .addHelpText('after', NOTES)
    .action(async ({ json, ...flags }: { json?: true }) => {
      const { runServer } = await import('../run-server.ts');
      await runServer(flags as SettingFlags, { json: json === true });
    });
}

/** Values stay text: the configuration checks them, wherever they come from. */
function optionOf({ name, variable, flag = '' }: Setting): Option {
  const placeholder = flag.split('-').at(-1);
  const fallback = defaultSetting(name);
  const otherwise = Array.isArray(fallback) ? variable : `${variable}; default: ${fallback}`;
  return new Option(`${flag} <${placeholder}>`, `${describeSetting(name)} (${otherwise})`);
}
