import type { JsonObject } from '../fold/event.ts';
import { type ConnectType, connectPayloads } from './connect-payloads.ts';
import { digitsOf, hexOf } from './derive.ts';
import { mintTime } from './mint.ts';

/** The vendor's test bank, where credentials are entered in Connect itself. */
export const FINBANK = '101732';

export interface ConnectEventOptions {
  /**
   * When it happens, in ms since the epoch: the first part of `eventId`. Default: now, but at least 1 ms after the event
   * made before, so that each has an id of its own.
   */
  readonly at?: number;
  /** Default: made from the seed. */
  readonly customerId?: string;
  /** Default: 101732, the vendor's FinBank. */
  readonly institutionId?: string;
  /** Default: false, credentials are entered in Connect. */
  readonly oauth?: boolean;
  /** The institution that the session began with, named at the root of `added`. Default: `institutionId`. */
  readonly sessionInstitutionId?: string;
  /** Comes back as `webhookData.sessionId`, as your own value given to the generate call would. */
  readonly sessionKey?: string;
  /** Decides every made-up value. Default: 1. */
  readonly seed?: number;
  /** Fields laid over the payload. */
  readonly payload?: JsonObject;
  /** Fields laid over the body. */
  readonly body?: JsonObject;
}

/**
 * The ten-digit id of the customer that a seed stands for.
 *
 * @example
 * connectEvent('mfa', { seed: 7 })['customerId'] === customerOf(7); // true
 */
export function customerOf(seed: number): string {
  return digitsOf(10, seed, 'customer');
}

/**
 * The body of the ping that is sent while a Connect URL is generated: always these 33 bytes.
 *
 * @example
 * JSON.stringify(connectPing()); // {"eventType":"ping","payload":{}}
 */
export function connectPing(): JsonObject {
  return { eventType: 'ping', payload: {} };
}

/**
 * The body of one Connect webhook as the vendor sends it, complete with account numbers, balances and names,
 * all of them made up. With `at` it depends on its arguments alone: the same arguments give the same event, `eventId` included.
 * `reportDone` is the second `done`, sent when the reports of a session are ready.
 *
 * @example
 * connectEvent('mfa', { customerId: '7001' }); // { customerId: '7001', eventType: 'mfa', eventId: '1772442000000-4b…', … }
 * connectEvent('unableToConnect', { payload: { code: 102 } }); // fields laid over the payload
 */
export function connectEvent(type: ConnectType, options: ConnectEventOptions = {}): JsonObject {
  const {
    at = mintTime(),
    seed = 1,
    institutionId = FINBANK,
    oauth = false,
    sessionKey,
    payload,
    body,
  } = options;
  const { customerId = customerOf(seed), sessionInstitutionId = institutionId } = options;
  const context = { at, seed, customerId, institutionId, oauth, sessionInstitutionId };
  return {
    customerId,
    ...(type === 'reportDone' ? { consumerId: hexOf(32, seed, customerId, 'consumer') } : {}),
    eventType: type === 'reportDone' ? 'done' : type,
    eventId: `${String(at).padStart(13, '0')}-${hexOf(24, seed, customerId, institutionId, type, at)}`,
    payload: { ...connectPayloads[type](context), ...payload },
    ...(type === 'done' ? { eventTrigger: 'userSubmit' } : {}),
    ...(sessionKey === undefined ? {} : { webhookData: { sessionId: sessionKey } }),
    ...body,
  };
}
