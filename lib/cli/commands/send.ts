import { Argument, Command, InvalidArgumentError, Option } from 'commander';
import { CONNECT_TYPES } from '../../testing/connect-payloads.ts';
import { type FlowName, flows } from '../../testing/flows.ts';
import { YODLEE_TYPES } from '../../testing/yodlee-event.ts';
import { jsonOption, providerOption, toDuration, toInteger, urlOption } from '../options.ts';
import { FLOW_NAMES } from '../send/flow-names.ts';
import type { SendFlags, SendOptions } from '../send/plan-deliveries.ts';
import { alignColumns } from '../text.ts';

const EVENTS = ['ping', ...CONNECT_TYPES, ...YODLEE_TYPES];

const NOTES = `
Flows:
${alignColumns([...FLOW_NAMES].map(([text, name]) => [`  ${text}`, flows[name].description])).join('\n')}

Events:
  Connect  ping, ${CONNECT_TYPES.join(', ')
    .replace(/(.{1,88})(?:\s|$)/g, '$1\n           ')
    .trimEnd()}
  Yodlee   ${YODLEE_TYPES.join(', ')}

Examples:
  $ connect-tracker send --flow full-mfa
  $ connect-tracker send --flow oauth --customer 6030781868 --interval 2s
  $ connect-tracker send started && connect-tracker send adding
  $ CONNECT_SECRETS=test-partner-secret connect-tracker send --flow fix --session-key order-4711

A flow is stamped with realistic times that end now; with --interval each event is stamped as it is sent.
Prefer the variables to --secret and --token: every user of a machine can read its command lines.`;

/** `send`: one event or a whole flow, as the vendor would deliver it. */
export function sendCommand(): Command {
  return new Command('send')
    .summary('send realistic webhooks to a server, one or a whole flow')
    .description('Sends made-up but realistic webhooks to a server, signed as the vendor signs them.')
    .addArgument(new Argument('[event]', 'one event (see below)').argParser(toEvent))
    .addOption(new Option('--flow <name>', 'a whole flow (see below)').argParser(toFlow))
    .option('--customer <id>', 'default: one customer for single events, a new one for each flow')
    .addOption(providerOption('insist on a provider; the event or flow tells it otherwise'))
    .addOption(urlOption())
    .option('--session-key <key>', 'sent as webhookData.sessionId (Connect)')
    .option('--secret <secret>', 'the Partner Secret (Connect); default: the first of CONNECT_SECRETS')
    .option('--token <token>', 'the token of the path (Yodlee); default: the first of YODLEE_TOKENS')
    .option('--institution <id>', 'the (first) bank (Connect)')
    .addOption(new Option('--copies <n>', 'send everything so often').default(1).argParser(toInteger(1)))
    .addOption(new Option('--interval <duration>', 'pause between events, e.g. 2s').argParser(toDuration))
    .addOption(new Option('--seed <n>', 'decides every made-up value').argParser(toInteger(0)))
    .addOption(jsonOption())
    .addHelpText('after', NOTES)
    .action(async (event: string | undefined, options: SendFlags, command: Command) => {
      if ((event === undefined) === (options.flow === undefined))
        command.error('error: name one event, or one flow with --flow');
      const provider = options.flow === undefined ? providerOf(event) : flows[options.flow].provider;
      if (options.provider !== undefined && options.provider !== provider)
        command.error(`error: this is sent by ${provider}, not by ${options.provider}`);
      const { send } = await import('../send/send-deliveries.ts');
      await send({ ...options, event, provider });
    });
}

function toFlow(text: string): FlowName {
  const name = FLOW_NAMES.get(text);
  if (name !== undefined) return name;
  throw new InvalidArgumentError(`Expected one of ${[...FLOW_NAMES.keys()].join(', ')}.`);
}

function toEvent(text: string): string {
  if (EVENTS.includes(text)) return text;
  throw new InvalidArgumentError('"connect-tracker send --help" lists the events.');
}

function providerOf(event: string | undefined): SendOptions['provider'] {
  return YODLEE_TYPES.some((type) => type === event) ? 'yodlee' : 'connect';
}
