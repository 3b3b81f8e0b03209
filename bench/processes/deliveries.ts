import { sign } from '../../lib/providers/connect/signature.ts';
import { type ConnectType, connectEvent } from '../../lib/testing/index.ts';

/** The webhooks of one session, in the order in which they happen. */
export const SESSION = [
  ...(['started', 'institutionSupported', 'adding', 'mfa'] as const),
  ...(['mfaUpdated', 'discovered', 'added', 'done'] as const),
] satisfies readonly ConnectType[];

/** In ms, between two of them. */
const GAP = 5_000;
/** Stands for the id of the customer in bodies that have yet to be made, and is as long. */
const ANYONE = '9090909090';

/** Bodies as the vendor sends them; each event id is unique, and `added` brings two accounts. */
export function createBodies(now: number): (customer: number) => string[] {
  const startAt = now - SESSION.length * GAP;
  const templates = SESSION.map((type, index) => {
    const at = startAt + index * GAP;
    const eventId = `${at}-${type.length.toString(16).padStart(14, '0')}${ANYONE}`;
    return JSON.stringify(connectEvent(type, { at, customerId: ANYONE, body: { eventId } }));
  });
  return (customer) => templates.map((template) => template.replaceAll(ANYONE, customerIdOf(customer)));
}

/** Of ten digits. */
export function customerIdOf(customer: number): string {
  return String(7_000_000_000 + customer);
}

/** A whole HTTP request, signed if there is a secret. */
export function toRequest(url: URL, body: string, secret?: string): Buffer {
  return Buffer.from(
    [
      `POST ${url.pathname} HTTP/1.1`,
      `host: ${url.host}`,
      'content-type: application/json',
      `content-length: ${Buffer.byteLength(body)}`,
      ...(secret === undefined ? [] : [`x-finicity-signature: ${sign(body, secret)}`]),
      '',
      body,
    ].join('\r\n'),
  );
}
