import { Command, Option } from 'commander';
import type { ImportOptions } from '../import/import-file.ts';
import { jsonOption, providerOption } from '../options.ts';

const NOTES = `
Each line is a body as the vendor sent it, or what you kept around it:
  {"customerId":"6030781868","eventType":"mfa","eventId":"…","payload":{…}}
  {"receivedAt":"2025-11-22T01:39:12.731Z","body":{"event":{"info":"CDV_STATUS_UPDATES",…}}}

Signatures are not checked: import only what you trust. Running it again stores nothing twice. Without receivedAt
an event counts as received now. Time does not pass during an import: a session is called stuck or abandoned when
the server next looks at it.

Examples:
  $ connect-tracker import webhooks.jsonl
  $ zcat webhooks.jsonl.gz | connect-tracker import - --store redis://127.0.0.1:6379
  $ connect-tracker import webhooks.jsonl --json | jq .unusable`;

/** `import`: records webhooks kept elsewhere, straight into the store. */
export function importCommand(): Command {
  return new Command('import')
    .summary('record webhooks kept in a file')
    .description('Records webhooks from a file of JSON lines, straight into the store; no server is needed.')
    .argument('<file>', 'one delivery a line; "-" reads standard input')
    .addOption(new Option('--store <url>', 'the store; default: STORE_URL, or what the configuration says'))
    .addOption(providerOption('whose webhooks; default: told by the shape of each body'))
    .option('--session-key <pointer>', 'JSON pointer to your session id in a Connect body')
    .addOption(jsonOption())
    .addHelpText('after', NOTES)
    .action(async (file: string, options: ImportOptions) => {
      const { importFile } = await import('../import/import-file.ts');
      await importFile(file, options);
    });
}
