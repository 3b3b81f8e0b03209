import { createHash } from 'node:crypto';
import type { Delivery, Provider, Reading, TrackerEvent } from 'connect-tracker';
import type { FetchKey } from './key-cache.ts';
import { PLAID_ORDER, type PlaidData, plaidMachine } from './plaid-machine.ts';
import { signatureCheck } from './plaid-signature.ts';

export interface PlaidOptions {
  readonly fetchKey: FetchKey;
}

/**
 * The webhooks of Plaid Link sessions, posted to `/webhooks/plaid/{your id of the customer}`: they name none themselves.
 *
 * | webhook of type LINK | is | source, confidence |
 * |---|---|---|
 * | EVENTS | all events of a session so far, sent after it or 5 to 15 minutes after the customer has left, and again with more; not in the order of time; `event_id` tells copies | plaid-openapi `LinkEventsWebhook`, high |
 * | ITEM_ADD_RESULT | one bank connected, without a time or an id | plaid.com/docs/link/multi-item-link, high |
 * | SESSION_FINISHED | the end, SUCCESS or EXITED, without a time or an id | plaid-openapi `LinkSessionFinishedWebhook`, high |
 *
 * They are sent for Hosted Link, Multi-Item Link and Layer; for others Plaid has to be asked (plaid-openapi, high).
 */
export function plaidProvider({ fetchKey }: PlaidOptions): Provider {
  return { name: 'plaid', machine: plaidMachine, authenticate: signatureCheck(fetchKey), read };
}

type Whose = Pick<TrackerEvent, 'provider' | 'customerId' | 'key' | 'receivedAt'>;

function read(body: unknown, { body: bytes, pathKey: customerId, receivedAt }: Delivery): Reading {
  const { webhook_type, webhook_code, link_session_id: key, status, events } = fieldsOf(body);
  // Plaid tells the same URL of other things, e.g. of new transactions: accepted, and nothing is kept.
  if (webhook_type !== 'LINK') return { kind: 'ping' };
  if (customerId === undefined) return unusable('missing-customer', 'the path must end in a customer id');
  if (!isToken(key)) return unusable('missing-session', '/link_session_id must be an id');
  const whose = { provider: 'plaid', customerId, key, receivedAt };
  // Where there is no id, one of the bytes tells copies; where there is no time, it happened when it was heard of.
  const one = (type: string): Reading => {
    const id = `body-${createHash('sha256').update(bytes).digest('hex').slice(0, 24)}`;
    return { kind: 'events', events: [{ ...whose, type, id, at: receivedAt, data: {} }] };
  };
  if (webhook_code === 'ITEM_ADD_RESULT') return one('itemAdded');
  if (webhook_code === 'SESSION_FINISHED') return one(status === 'SUCCESS' ? 'finished' : 'exited');
  if (webhook_code === 'EVENTS' && Array.isArray(events)) return readEvents(events, whose);
  return { kind: 'ping' };
}

function readEvents(events: readonly unknown[], whose: Whose): Reading {
  const read = events.map((event) => toEvent(event, whose));
  const broken = read.indexOf(undefined);
  if (broken >= 0)
    return unusable('invalid-event', `/events/${broken} must have an event_id and an event_name`);
  const all = read.filter((event) => event !== undefined);
  return all.length === 0 ? { kind: 'ping' } : { kind: 'events', events: all };
}

function toEvent(event: unknown, whose: Whose): TrackerEvent | undefined {
  const { event_id: id, event_name: name, timestamp, event_metadata } = fieldsOf(event);
  if (!isToken(id) || !isToken(name)) return undefined;
  const data = allowed(fieldsOf(event_metadata));
  const type = name === 'TRANSITION_VIEW' && data.view === 'MFA' ? 'viewMfa' : name;
  const time = Date.parse(String(timestamp));
  const at = Number.isNaN(time) ? whose.receivedAt : Math.min(time, whose.receivedAt);
  // Of an event that nobody knows only that it was is kept.
  return PLAID_ORDER.some((known) => known === type)
    ? { ...whose, type, id, at, data: { ...data } }
    : { ...whose, type, id, at, data: {}, status: 'unknown' };
}

/**
 * All that is kept of an event's metadata. Public tokens, search texts, routing and account numbers, names and messages
 * are left behind by not being named here.
 */
function allowed(metadata: Fields): PlaidData {
  const fields = {
    institutionId: metadata['institution_id'],
    errorCode: metadata['error_code'],
    errorType: metadata['error_type'],
    exitStatus: metadata['exit_status'],
    mfaType: metadata['mfa_type'],
    view: metadata['view_name'],
  };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => isToken(value)));
}

type Fields = Readonly<Record<string, unknown>>;

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}

/** An id or a word of a fixed vocabulary. Anything else may be free text, even a person's name. */
function isToken(value: unknown): value is string {
  return typeof value === 'string' && /^[A-Za-z0-9_-]{1,64}$/.test(value);
}

/** Why nothing can be made of a body: its place, and never its text. */
function unusable(code: string, detail: string): Reading {
  return { kind: 'unusable', code, detail };
}
