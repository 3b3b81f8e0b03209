import { styleText } from 'node:util';
import { loadConfig } from '../../config/load-config.ts';
import { TrackerError } from '../../errors.ts';
import { defined } from '../../fold/defined.ts';
import type { VendorDelivery } from '../../testing/delivery.ts';
import { type WebhookTarget, webhookRequest } from '../../testing/webhook-request.ts';
import { type Answer, describeProblem, request } from '../client.ts';
import { DEFAULT_URL } from '../options.ts';
import { printable } from '../text.ts';
import { planDeliveries, type SendOptions } from './plan-deliveries.ts';

/** What one delivery came to. */
interface Sent {
  readonly type: string;
  readonly customerId?: string;
  readonly at: string;
  readonly status: number;
  readonly answer: unknown;
}

/**
 * Sends what the options name and says what became of each delivery.
 *
 * Throws `TrackerError` at the first one that was not answered with 200.
 */
export async function send(options: SendOptions): Promise<void> {
  const target = targetOf(options);
  const sent: Sent[] = [];
  try {
    for await (const delivery of planDeliveries(options))
      for (let copy = 0; copy < options.copies; copy += 1) {
        const answer = await deliver(delivery, target);
        const entry = toSent(delivery, answer);
        sent.push(entry);
        if (!options.json) console.log(toLine(entry));
        if (answer.status !== 200) throw refused(delivery, answer, target);
      }
  } finally {
    if (options.json) console.log(JSON.stringify({ deliveries: sent }, null, 2));
  }
  if (!options.json) console.log(nextSteps(sent, options));
}

function targetOf({ url, secret, token }: SendOptions): WebhookTarget {
  const { connectSecrets, yodleeTokens } = loadConfig({ flags: {}, env: process.env });
  return { url, ...defined({ secret: secret ?? connectSecrets[0], token: token ?? yodleeTokens[0] }) };
}

async function deliver(delivery: VendorDelivery, target: WebhookTarget): Promise<Answer> {
  const { url, ...init } = webhookRequest(delivery, target);
  return request(url, init);
}

function toSent({ type, customerId, at }: VendorDelivery, { status, body }: Answer): Sent {
  const customer = customerId === undefined ? {} : { customerId };
  return { type, ...customer, at: new Date(at).toISOString(), status, answer: body ?? null };
}

function toLine({ at, type, customerId = '', status, answer }: Sent): string {
  const { status: verdict, code } = Object(answer) as { status?: unknown; code?: unknown };
  const said = printable(String(status === 200 ? (verdict ?? '') : (code ?? '')));
  const columns = [at, printable(customerId).padEnd(10), type.padEnd(23), String(status)];
  return `${columns.join('  ')}  ${status === 200 ? said : styleText('yellow', said)}`;
}

function refused({ type }: VendorDelivery, answer: Answer, { url, secret }: WebhookTarget): TrackerError {
  const hint =
    answer.status === 401 && secret === undefined
      ? ' Sign with --secret or CONNECT_SECRETS; a token for Yodlee is given with --token or YODLEE_TOKENS.'
      : '';
  return new TrackerError('delivery-refused', `${url} refused ${type}: ${describeProblem(answer)}.${hint}`);
}

/** The command that shows what became of each customer. */
function nextSteps(sent: readonly Sent[], { provider, url }: SendOptions): string {
  const customers = new Set(sent.flatMap(({ customerId }) => customerId ?? []));
  const isUsual = url === DEFAULT_URL || url === process.env['CONNECT_TRACKER_URL'];
  const flags = [
    provider === 'connect' ? '' : ` --provider ${provider}`,
    isUsual ? '' : ` --url ${url}`,
  ].join('');
  const lines = [...customers].map((id) => `  connect-tracker status ${printable(id)}${flags}`);
  return lines.length === 0 ? '' : ['', 'To see what became of it:', ...lines].join('\n');
}
