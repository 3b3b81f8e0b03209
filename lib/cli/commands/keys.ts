import { Command, InvalidArgumentError, Option } from 'commander';
import { parseDuration } from '../../duration.ts';
import { isKeyName } from '../../tracker/api-keys.ts';
import type { CreateKeyOptions, KeysOptions } from '../keys/keys-run.ts';
import { jsonOption } from '../options.ts';

const NOTES = `
Keys are kept in the store, as digests, and count for all servers that share it. They are made here and not over HTTP, so
that whoever makes the first one has to be able to open the store. From the first key on every request to the status
API and /metrics needs one, also from this machine; when the last one is revoked, only this machine may ask again.

Examples:
  $ connect-tracker keys create --name dashboard --scope read --expires 90d
  $ export CONNECT_TRACKER_KEY=$(connect-tracker keys create --name anna --scope admin)
  $ connect-tracker keys list
  $ connect-tracker keys revoke 1f0c6a2b --store redis://127.0.0.1:6379`;

/** `keys`: who may ask a server. */
export function keysCommand(): Command {
  return new Command('keys')
    .summary('API keys: make, list, revoke')
    .description('Makes, lists and revokes API keys, straight in the store; no server is needed.')
    .helpCommand(false)
    .addOption(new Option('--store <url>', 'the store; default: STORE_URL, or what the configuration says'))
    .option('--config <file>', 'a JSON file of settings (CONFIG)')
    .addOption(jsonOption())
    .addHelpText('after', NOTES)
    .addCommand(createCommand())
    .addCommand(listCommand())
    .addCommand(revokeCommand());
}

function createCommand(): Command {
  return new Command('create')
    .description('Makes a key and prints it, once: it is kept nowhere.')
    .addOption(
      new Option('--name <name>', 'whom it is for; several keys may have one name')
        .makeOptionMandatory()
        .argParser(toName),
    )
    .addOption(
      new Option('--scope <scope>', 'read: every question; admin: everything, erasing included')
        .choices(['read', 'admin'])
        .makeOptionMandatory(),
    )
    .addOption(
      new Option('--expires <duration>', 'how long it lasts, e.g. 90d; default: for ever').argParser(
        toLifetime,
      ),
    )
    .action(async (_options: unknown, command: Command) => {
      const { createKey } = await import('../keys/keys-run.ts');
      await createKey(command.optsWithGlobals<CreateKeyOptions>());
    });
}

function listCommand(): Command {
  return new Command('list')
    .description('Lists the keys, the newest first: active ones, and the newest of those that are over.')
    .action(async (_options: unknown, command: Command) => {
      const { listKeys } = await import('../keys/keys-run.ts');
      await listKeys(command.optsWithGlobals<KeysOptions>());
    });
}

function revokeCommand(): Command {
  return new Command('revoke')
    .description('Revokes a key: within a second no server takes it any more.')
    .argument('<id>', 'the id of the key, as "keys list" shows it')
    .action(async (id: string, _options: unknown, command: Command) => {
      const { revokeKey } = await import('../keys/keys-run.ts');
      await revokeKey(id, command.optsWithGlobals<KeysOptions>());
    });
}

function toName(text: string): string {
  if (isKeyName(text)) return text;
  throw new InvalidArgumentError('Expected 1 to 100 printable characters.');
}

/** From a minute to ten years. */
function toLifetime(text: string): number {
  const ms = parseDuration(text);
  if (ms !== undefined && ms >= 60_000 && ms <= 3_650 * 86_400_000) return ms;
  throw new InvalidArgumentError('Expected a duration from 1m to 3650d such as 90d.');
}
